// Closing the key of an organisation whose steward left: with a reason, which everybody sees. Its devices stay.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { KnownAuthor } from '#renderer/engine/trust-views.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { useToast } from '#renderer/ui/toast.tsx';

export interface CloseKeyDialogProps {
  readonly author: KnownAuthor;
  readonly onClose: () => void;
}

export function CloseKeyDialog({ author, onClose }: CloseKeyDialogProps): ReactNode {
  const { t } = useTranslation(['roots', 'profile', 'app']);
  const engine = useEngine();
  const { show } = useToast();
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const close = async (): Promise<void> => {
    setAsked(true);
    const given = reason.trim();
    if (given === '') return;
    const closed = await engine.closeOrganisation(author.organisationKid, given);
    setProblem(closed.ok ? null : closed.error);
    if (!closed.ok) return;
    show(t(closed.value === 'waits' ? 'begun' : 'close.done'));
    onClose();
  };
  return (
    <Dialog
      title={t('close.title', { name: author.organisation })}
      isOpen
      onClose={onClose}
      mustDecide
      actions={
        <>
          <Button onPress={onClose}>{t('app:cancel')}</Button>
          <Button tone="danger" onPress={() => void close()}>
            {t('close.button')}
          </Button>
        </>
      }
    >
      <p>{t('close.words')}</p>
      <TextField
        label={t('profile:revoke.reason')}
        value={reason}
        onChange={setReason}
        error={isAsked && reason.trim() === '' ? t('profile:found.missing') : undefined}
        maxLength={500}
      />
      {problem !== null && <ErrorText problem={problem} />}
    </Dialog>
  );
}
