// Deleting asks for a reason, says what it does, and can be undone: the record goes to the bin, and whoever has
// it learns so with the next bundle.

import { Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { useSayDone } from '#renderer/state/use-deed.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import type { RecordId } from '#shared/base/ids.ts';

export interface DeleteDialogProps {
  readonly id: RecordId;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function DeleteDialog({ id, isOpen, onClose }: DeleteDialogProps): ReactNode {
  const { t } = useTranslation(['records', 'app']);
  const engine = useEngine();
  const say = useSayDone();
  const [reason, setReason] = useState('');
  const [wasAsked, setAsked] = useState(false);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const close = (): void => {
    setAsked(false);
    setProblem(null);
    onClose();
  };
  const remove = async (): Promise<void> => {
    if (reason.trim() === '') {
      setAsked(true);
      return;
    }
    const deleted = await engine.deleteRecord(id, reason.trim());
    if (!deleted.ok) {
      setProblem(deleted.error);
      return;
    }
    close();
    say(t('delete.done'), deleted.value);
  };
  return (
    <Dialog
      title={t('delete.title')}
      isOpen={isOpen}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('app:cancel')}</Button>
          <Button tone="danger" icon={Trash2} onPress={() => void remove()}>
            {t('delete.now')}
          </Button>
        </>
      }
    >
      <p>{t('delete.words')}</p>
      {problem !== null && <ErrorText problem={problem} />}
      <TextField
        label={t('delete.reason')}
        value={reason}
        onChange={setReason}
        hint={t('delete.example')}
        error={wasAsked && reason.trim() === '' ? t('delete.needed') : undefined}
        maxLength={500}
        autoFocus
      />
    </Dialog>
  );
}
