// One record as a PDF: for whom decides what stands on it. What the reader may not see is left out, and the paper says so.

import { FileDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import type { SavedPage } from '#renderer/engine/paper-door.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { audienceLabels } from '#shared/mechanism/about.ts';
import { AUDIENCES } from '#shared/report/admission.ts';
import type { RecordReader } from '#shared/report/record-document.ts';

const READERS: readonly RecordReader[] = ['own', ...AUDIENCES];
type Problem = Extract<Awaited<SavedPage>, { readonly ok: false }>['error'];

export interface PageDialogProps {
  readonly id: RecordId;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function PageDialog({ id, isOpen, onClose }: PageDialogProps): ReactNode {
  const { t } = useTranslation(['paper', 'app']);
  const engine = useEngine();
  const language = useLanguage();
  const { show } = useToast();
  const [reader, setReader] = useState<RecordReader>('own');
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const close = (): void => {
    setProblem(null);
    onClose();
  };
  const save = async (): Promise<void> => {
    setWorking(true);
    setProblem(null);
    const saved = await engine.saveRecordPage(id, reader);
    setWorking(false);
    if (!saved.ok) {
      setProblem(saved.error);
      return;
    }
    if (saved.value === null) return;
    close();
    show(t('page.saved', { name: saved.value.name }));
  };
  return (
    <Dialog
      title={t('page.title')}
      isOpen={isOpen}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('app:cancel')}</Button>
          <Button tone="main" icon={FileDown} isPending={isWorking} onPress={() => void save()}>
            {t('page.save')}
          </Button>
        </>
      }
    >
      <p>{t('page.words')}</p>
      {problem !== null && <ErrorText problem={problem} />}
      <RadioGroup
        label={t('page.reader')}
        value={reader}
        onChange={(key) => setReader(READERS.find((each) => each === key) ?? 'own')}
        options={READERS.map((key) =>
          key === 'own'
            ? { key, label: t('page.own'), hint: t('page.ownHint') }
            : { key, label: audienceLabels[key][language] },
        )}
        hint={t('page.others')}
      />
    </Dialog>
  );
}
