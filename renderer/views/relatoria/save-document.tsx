// Saves the relatoría as a document: what kind of file, and what to know before it goes out.

import { FileText } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RelatoriaView } from '#renderer/engine/relatoria-views.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { useSaving } from '#renderer/state/use-saving.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';
import { SavingState } from '#renderer/ui/saving-state.tsx';

type Format = 'docx' | 'pdf';

export function SaveDocument({ view }: { readonly view: RelatoriaView }): ReactNode {
  const { t } = useTranslation('relatoria');
  const engine = useEngine();
  const [isOpen, setOpen] = useState(false);
  const [format, setFormat] = useState<Format>('docx');
  const saving = useSaving((name) => t('document.saved', { name }));
  const [problem, setProblem] = useState<{ readonly type: string } | null>(null);
  const save = async (): Promise<void> => {
    setProblem(null);
    if (await saving.save((goOn) => engine.saveRelatoria(view.row.id, format, goOn), setProblem)) setOpen(false);
  };
  return (
    <>
      <Button
        tone="main"
        icon={FileText}
        onPress={() => {
          setProblem(null);
          setOpen(true);
        }}
      >
        {t('document.button')}
      </Button>
      <Dialog
        title={t('document.title')}
        isOpen={isOpen}
        onClose={saving.progress === null ? () => setOpen(false) : saving.stop}
        actions={
          saving.progress === null ? (
            <>
              <Button onPress={() => setOpen(false)}>{t('document.cancel')}</Button>
              <Button tone="main" onPress={() => void save()}>
                {t('document.save')}
              </Button>
            </>
          ) : (
            <SavingState {...saving} />
          )
        }
      >
        <p>{t('document.words')}</p>
        {view.loose > 0 && <Notice>{t('document.loose', { count: view.loose })}</Notice>}
        <RadioGroup
          label={t('document.format')}
          value={format}
          onChange={(key) => setFormat(key === 'pdf' ? 'pdf' : 'docx')}
          options={[
            { key: 'docx', label: t('document.docx') },
            { key: 'pdf', label: t('document.pdf') },
          ]}
        />
        {problem !== null && <ErrorText problem={problem} />}
      </Dialog>
    </>
  );
}
