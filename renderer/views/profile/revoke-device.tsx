// Taking a device's signature away: what it signed until now stays, what it signs from now on waits. With a
// reason, which everybody sees.

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

export interface RevokeDeviceProps {
  readonly author: KnownAuthor;
  readonly onClose: () => void;
}

export function RevokeDevice({ author, onClose }: RevokeDeviceProps): ReactNode {
  const { t } = useTranslation(['profile', 'app']);
  const engine = useEngine();
  const { show } = useToast();
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const revoke = async (): Promise<void> => {
    setAsked(true);
    if (reason.trim() === '') return;
    const revoked = await engine.revokeDevice(author.kid, reason.trim());
    setProblem(revoked.ok ? null : revoked.error);
    if (!revoked.ok) return;
    show(t('revoke.done'));
    onClose();
  };
  return (
    <Dialog
      title={t('revoke.title', { name: author.name })}
      isOpen
      onClose={onClose}
      mustDecide
      actions={
        <>
          <Button onPress={onClose}>{t('app:cancel')}</Button>
          <Button tone="danger" onPress={() => void revoke()}>
            {t('revoke.button')}
          </Button>
        </>
      }
    >
      <p>{t('revoke.words')}</p>
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
