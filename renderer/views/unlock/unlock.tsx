// The lock: one passphrase, and nothing about whose notebook it is. A wrong one is told beside the field; after
// several the wait is counted down in words.

import { LockKeyholeOpen } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { SecretField } from '#renderer/ui/secret-field.tsx';
import type { RecoverProblem, VaultProblem } from '#shared/wire/problems.ts';
import { WithWords } from '../recovery/with-words.tsx';
import { Door } from './door.tsx';
import { Practise, type PractiseProps } from './practise.tsx';
import styles from './door.module.css';

export interface UnlockProps {
  readonly waitSeconds: number;
  readonly onUnlock: (passphrase: string) => Promise<VaultProblem | null>;
  readonly onRecover: (words: string, passphrase: string) => Promise<RecoverProblem | null>;
  readonly onBeginAnother: () => void;
  readonly onPractise: PractiseProps['onPractise'];
  readonly onLeave: () => void;
}

export function Unlock(props: UnlockProps): ReactNode {
  const { onRecover, onLeave } = props;
  const { t } = useTranslation('recovery');
  const [hasWords, setWords] = useState(false);
  if (!hasWords) return <WithPassphrase {...props} onWords={() => setWords(true)} />;
  return (
    <WithWords
      title={t('withWords.title')}
      lede={t('withWords.lede')}
      button={t('withWords.open')}
      onWords={onRecover}
      onBack={() => setWords(false)}
      onLeave={onLeave}
    />
  );
}

interface WithPassphraseProps extends UnlockProps {
  readonly onWords: () => void;
}

function WithPassphrase({
  waitSeconds,
  onUnlock,
  onWords,
  onBeginAnother,
  onPractise,
  onLeave,
}: WithPassphraseProps): ReactNode {
  const { t } = useTranslation('unlock');
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState<VaultProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const [isForgotOpen, setForgotOpen] = useState(false);
  const [wait, startWait] = useCountdown(waitSeconds);
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isPending || wait > 0 || passphrase === '') return;
    setPending(true);
    const answer = await onUnlock(passphrase);
    setPending(false);
    setProblem(answer);
    if (answer !== null && 'waitSeconds' in answer) startWait(answer.waitSeconds);
    if (answer !== null) field.current?.select();
  };

  const words = wait > 0 ? t('unlock.wait', { count: wait }) : undefined;
  const isWrong = problem?.type === 'wrongPassphrase';
  return (
    <Door
      title={t('unlock.title')}
      lede={t('unlock.lede')}
      onLeave={onLeave}
      foot={
        <>
          <Button tone="plain" onPress={onBeginAnother}>
            {t('another.open')}
          </Button>
          <Practise onPractise={onPractise} />
        </>
      }
    >
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <SecretField
          label={t('unlock.passphrase')}
          value={passphrase}
          onChange={setPassphrase}
          autoFocus
          inputRef={field}
          error={isWrong ? [t('unlock.wrong'), words].filter((part) => part !== undefined).join(' ') : words}
        />
        {problem !== null && !('waitSeconds' in problem) && <ErrorText problem={problem} />}
        <div className={styles.actions}>
          <Button tone="plain" onPress={() => setForgotOpen(true)}>
            {t('unlock.forgot')}
          </Button>
          <Button tone="main" type="submit" icon={LockKeyholeOpen} isPending={isPending} isDisabled={wait > 0}>
            {t('unlock.open')}
          </Button>
        </div>
      </form>
      <Dialog
        title={t('unlock.forgotTitle')}
        isOpen={isForgotOpen}
        onClose={() => setForgotOpen(false)}
        actions={
          <>
            <Button onPress={() => setForgotOpen(false)}>{t('app:understood')}</Button>
            <Button tone="main" onPress={onWords}>
              {t('unlock.haveWords')}
            </Button>
          </>
        }
      >
        <p>{t('unlock.forgot1')}</p>
        <p>{t('unlock.forgot2')}</p>
      </Dialog>
    </Door>
  );
}

function useCountdown(first: number): readonly [number, (seconds: number) => void] {
  const [left, setLeft] = useState(first);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return [left, setLeft];
}
