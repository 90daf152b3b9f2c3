// Sheets of a workshop to be printed: which, in which language, for which paper.

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
import { Select } from '#renderer/ui/select.tsx';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { type Paper, PAPERS } from '#shared/report/printed-page.ts';
import { type HandoutKind, handoutOf } from './handout-words.ts';

const NAMESPACES = ['workshop', 'guide'];

export function PrintDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { t, i18n } = useTranslation(['guide', 'paper', 'app', 'workshop']);
  const engine = useEngine();
  const screen = useLanguage();
  const [kind, setKind] = useState<HandoutKind>('sheets');
  const [language, setLanguage] = useState(screen);
  const [paper, setPaper] = useState<Paper>('A4');
  const saving = useSaving((name) => t('paper:form.saved', { name }));
  const save = async (): Promise<void> => {
    await i18n.loadLanguages(language);
    const handout = handoutOf({ kind, language, paper }, i18n.getFixedT(language, NAMESPACES));
    await saving.save((goOn) => engine.saveHandout(handout, goOn));
  };
  return (
    <Dialog
      title={t('paper.title')}
      isOpen={isOpen}
      onClose={saving.progress === null ? onClose : saving.stop}
      actions={
        saving.progress === null ? (
          <>
            <Button onPress={onClose}>{t('app:close')}</Button>
            <Button tone="main" icon={FileDown} onPress={() => void save()}>
              {t('paper:form.save')}
            </Button>
          </>
        ) : (
          <SavingState {...saving} />
        )
      }
    >
      <p>{t('paper.words')}</p>
      <RadioGroup
        label={t('paper.what')}
        look="cards"
        value={kind}
        onChange={(key) => setKind(key === 'guide' ? 'guide' : 'sheets')}
        options={[
          { key: 'sheets', label: t('paper.sheets'), hint: t('paper.sheetsHint') },
          { key: 'guide', label: t('paper.guide') },
        ]}
      />
      <Select
        label={t('paper:form.language')}
        value={language}
        onChange={(key) => setLanguage(LANGUAGES.find((each) => each === key) ?? screen)}
        options={LANGUAGES.map((key) => ({ key, label: t(`paper:form.languages.${key}`) }))}
      />
      <RadioGroup
        label={t('paper:form.paper')}
        look="cards"
        value={paper}
        onChange={(key) => setPaper(PAPERS.find((each) => each === key) ?? 'A4')}
        options={[
          { key: 'A4', label: t('paper:form.a4') },
          { key: 'Letter', label: t('paper:form.letter') },
        ]}
      />
    </Dialog>
  );
}
