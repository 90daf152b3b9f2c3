// One record as a PDF: for whom decides what stands on it. What the reader may not see is left out, and the paper says so.

import { FileDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { useSaving } from '#renderer/state/use-saving.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';
import { SavingState } from '#renderer/ui/saving-state.tsx';
import type { RecordId } from '#shared/base/ids.ts';
import { audienceLabels } from '#shared/mechanism/about.ts';
import { AUDIENCES } from '#shared/report/admission.ts';
import type { RecordReader } from '#shared/report/record-document.ts';

const READERS: readonly RecordReader[] = ['own', ...AUDIENCES];

export interface PageDialogProps {
  readonly id: RecordId;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function PageDialog({ id, isOpen, onClose }: PageDialogProps): ReactNode {
  const { t } = useTranslation(['paper', 'app']);
  const engine = useEngine();
  const language = useLanguage();
  const { alone } = useFormats();
  const [reader, setReader] = useState<RecordReader>('own');
  const saving = useSaving((name) => t('page.saved', { name }));
  const [problem, setProblem] = useState<{ readonly type: string } | null>(null);
  const close = (): void => {
    setProblem(null);
    onClose();
  };
  const save = async (): Promise<void> => {
    setProblem(null);
    if (await saving.save((goOn) => engine.saveRecordPage(id, reader, goOn), setProblem)) close();
  };
  return (
    <Dialog
      title={t('page.title')}
      isOpen={isOpen}
      onClose={saving.progress === null ? close : saving.stop}
      actions={
        saving.progress === null ? (
          <>
            <Button onPress={close}>{t('app:cancel')}</Button>
            <Button tone="main" icon={FileDown} onPress={() => void save()}>
              {t('page.save')}
            </Button>
          </>
        ) : (
          <SavingState {...saving} />
        )
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
            : { key, label: alone(audienceLabels[key][language]) },
        )}
        hint={t('page.others')}
      />
    </Dialog>
  );
}
