// A new passphrase for this notebook: the old one is asked for, the new one twice.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemWords } from '#renderer/i18n/problem-words.ts';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { SecretField } from '#renderer/ui/secret-field.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import type { VaultProblem } from '#shared/wire/problems.ts';

export interface ChangePassphraseProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export const ChangePassphrase = ({ isOpen, onClose }: ChangePassphraseProps): ReactNode =>
  isOpen ? <ChangeDialog onClose={onClose} /> : null; // what was typed goes with it

function ChangeDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, i18n } = useTranslation(['profile', 'app', 'errors']);
  const desktop = useDesktop();
  const { show } = useToast();
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [mistake, setMistake] = useState<'missing' | 'different' | VaultProblem | null>(null);
  const [isPending, setPending] = useState(false);

  const change = async (): Promise<void> => {
    if (next === '' || next !== again) {
      setMistake(next === '' ? 'missing' : 'different');
      return;
    }
    setPending(true);
    const changed = await desktop.vaultChangePassphrase({ old, next });
    setPending(false);
    setMistake(changed.ok ? null : changed.error);
    if (!changed.ok) return;
    show(t('passphrase.done'));
    onClose();
  };

  const problem = mistake !== null && typeof mistake !== 'string' ? mistake : null;
  const isOldWrong = problem !== null && 'waitSeconds' in problem;
  const isNewShort = problem?.type === 'passphraseTooShort';
  const words = problem === null ? undefined : problemWords(i18n, t, problem).join(' ');
  return (
    <Dialog
      title={t('passphrase.title')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('app:cancel')}</Button>
          <Button tone="main" isPending={isPending} onPress={() => void change()}>
            {t('passphrase.button')}
          </Button>
        </>
      }
    >
      <p>{t('passphrase.words')}</p>
      <SecretField label={t('passphrase.old')} value={old} onChange={setOld} error={isOldWrong ? words : undefined} />
      <SecretField
        label={t('passphrase.next')}
        value={next}
        onChange={setNext}
        error={isNewShort ? words : mistake === 'missing' ? t('passphrase.missing') : undefined}
      />
      <SecretField
        label={t('passphrase.again')}
        value={again}
        onChange={setAgain}
        error={mistake === 'different' ? t('passphrase.different') : undefined}
      />
      {problem !== null && !isOldWrong && !isNewShort && <ErrorText problem={problem} />}
    </Dialog>
  );
}
