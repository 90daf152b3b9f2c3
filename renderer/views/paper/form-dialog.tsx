// A blank form to be printed and filled in by hand: of which kind, in which language, for which paper.

import { FileDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { useSaving } from '#renderer/state/use-saving.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';
import { SavingState } from '#renderer/ui/saving-state.tsx';
import { type Paper, PAPERS } from '#shared/report/printed-page.ts';
import { KindAndLanguage } from './kind-and-language.tsx';

const PAPER_WORDS = { A4: 'form.a4', Letter: 'form.letter' } as const satisfies Record<Paper, string>;

export function FormDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation(['paper', 'app']);
  const engine = useEngine();
  const screen = useLanguage();
  const [kind, setKind] = useState('consultation');
  const [language, setLanguage] = useState(screen);
  const [paper, setPaper] = useState<Paper>('A4');
  const saving = useSaving((name) => t('form.saved', { name }));
  return (
    <Dialog
      title={t('form.title')}
      isOpen={isOpen}
      onClose={saving.progress === null ? onClose : saving.stop}
      actions={
        saving.progress === null ? (
          <>
            <Button onPress={onClose}>{t('app:close')}</Button>
            <Button
              tone="main"
              icon={FileDown}
              onPress={() => void saving.save((goOn) => engine.saveForm({ kind, language, paper }, goOn))}
            >
              {t('form.save')}
            </Button>
          </>
        ) : (
          <SavingState {...saving} />
        )
      }
    >
      <p>{t('form.words')}</p>
      <KindAndLanguage kind={kind} onKind={setKind} language={language} onLanguage={setLanguage} />
      <RadioGroup
        label={t('form.paper')}
        look="cards"
        value={paper}
        onChange={(key) => setPaper(PAPERS.find((each) => each === key) ?? 'A4')}
        options={PAPERS.map((key) => ({ key, label: t(PAPER_WORDS[key]) }))}
      />
    </Dialog>
  );
}
