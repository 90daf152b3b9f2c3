// Taking a device's signature away, or giving it back: with a reason, which everybody sees. Taken away, what it
// signed until now stays and what it signs from now on waits; given back, all of it counts.

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

export interface SignatureDialogProps {
  readonly author: KnownAuthor;
  readonly onClose: () => void;
}

export function SignatureDialog({ author, onClose }: SignatureDialogProps): ReactNode {
  const { t } = useTranslation(['profile', 'roots', 'app']);
  const engine = useEngine();
  const { show } = useToast();
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const deed = author.revoked ? 'readmit' : 'revoke';
  const decide = async (): Promise<void> => {
    setAsked(true);
    const given = reason.trim();
    if (given === '') return;
    const decided = await (author.revoked
      ? engine.readmitDevice(author.kid, given)
      : engine.revokeDevice(author.kid, given));
    setProblem(decided.ok ? null : decided.error);
    if (!decided.ok) return;
    show(decided.value === 'waits' ? t('roots:begun') : t(`${deed}.done`));
    onClose();
  };
  return (
    <Dialog
      title={t(`${deed}.title`, { name: author.name })}
      isOpen
      onClose={onClose}
      mustDecide
      actions={
        <>
          <Button onPress={onClose}>{t('app:cancel')}</Button>
          <Button tone={author.revoked ? 'main' : 'danger'} onPress={() => void decide()}>
            {t(`${deed}.button`)}
          </Button>
        </>
      }
    >
      <p>{t(`${deed}.words`)}</p>
      <TextField
        label={t('revoke.reason')}
        value={reason}
        onChange={setReason}
        error={isAsked && reason.trim() === '' ? t('found.missing') : undefined}
        maxLength={500}
      />
      {problem !== null && <ErrorText problem={problem} />}
    </Dialog>
  );
}
