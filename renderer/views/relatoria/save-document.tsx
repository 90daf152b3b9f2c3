// Saves the relatoría as a document: what kind of file, and what to know before it goes out.

import { FileText } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RelatoriaView } from '#renderer/engine/relatoria-views.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';
import { useToast } from '#renderer/ui/toast.tsx';

type Format = 'docx' | 'pdf';

export function SaveDocument({ view }: { readonly view: RelatoriaView }): ReactNode {
  const { t } = useTranslation('relatoria');
  const engine = useEngine();
  const { show } = useToast();
  const [isOpen, setOpen] = useState(false);
  const [format, setFormat] = useState<Format>('docx');
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<{ readonly type: string } | null>(null);
  const save = async (): Promise<void> => {
    setWorking(true);
    const answer = await engine.saveRelatoria(view.row.id, format);
    setWorking(false);
    setProblem(answer.ok ? null : answer.error);
    if (!answer.ok || answer.value === null) return;
    setOpen(false);
    show(t('document.saved', { name: answer.value.name }));
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
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button onPress={() => setOpen(false)}>{t('document.cancel')}</Button>
            <Button tone="main" isPending={isWorking} onPress={() => void save()}>
              {t('document.save')}
            </Button>
          </>
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
