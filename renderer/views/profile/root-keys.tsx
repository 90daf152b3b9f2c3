// Makes the roots' keys, one for each stick: its passphrase twice, and its file where the person chooses. Only what is
// public of them stays on this screen; a key whose file was not saved is forgotten.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { SecretField } from '#renderer/ui/secret-field.tsx';
import { shortCodeOf } from '#shared/base/ids.ts';
import styles from './profile.module.css';

export interface MadeKey {
  readonly key: string;
  /** of its file */
  readonly name: string;
}

export interface RootKeysProps {
  readonly count: number;
  readonly made: readonly MadeKey[];
  readonly onMade: (key: MadeKey) => void;
}

export function RootKeys({ count, made, onMade }: RootKeysProps): ReactNode {
  const { t } = useTranslation('roots');
  const number = made.length + 1;
  return (
    <div className={styles.stack}>
      <p>{t('make.words')}</p>
      <ol className={styles.stack} aria-label={t('make.title')}>
        {made.map(({ key, name }, at) => (
          <li key={key}>
            <Notice tone="done" title={t('make.made', { number: at + 1, name })} />
          </li>
        ))}
      </ol>
      {number <= count ? (
        <NewKey key={number} number={number} of={count} onMade={onMade} />
      ) : (
        <p role="status">{t('make.all')}</p>
      )}
    </div>
  );
}

interface NewKeyProps {
  readonly number: number;
  readonly of: number;
  readonly onMade: (key: MadeKey) => void;
}

function NewKey({ number, of, onMade }: NewKeyProps): ReactNode {
  const { t } = useTranslation('roots');
  const desktop = useDesktop();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [isDifferent, setDifferent] = useState(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<{ readonly type: string } | null>(null);
  const make = async (): Promise<void> => {
    setDifferent(passphrase !== again);
    if (passphrase !== again) return;
    setPending(true);
    const made = await desktop.rootMake({ passphrase });
    const suggestedName = made.ok ? `llave-${number}-${shortCodeOf(made.value.kid)}.age` : '';
    const saved = made.ok
      ? await desktop.fileSave({ kind: 'age', suggestedName, bytes: new TextEncoder().encode(made.value.file) })
      : made;
    setPending(false);
    setProblem(saved.ok ? null : saved.error);
    if (made.ok && saved.ok && saved.value !== null) onMade({ key: made.value.key, name: saved.value.name });
  };
  return (
    <fieldset className={styles.key}>
      <legend>{t('make.next', { number, of })}</legend>
      <SecretField
        label={t('make.passphrase', { number })}
        hint={t('make.hint')}
        value={passphrase}
        onChange={setPassphrase}
      />
      <SecretField
        label={t('make.again')}
        value={again}
        onChange={setAgain}
        error={isDifferent ? t('make.different') : undefined}
      />
      <div>
        <Button isPending={isPending} isDisabled={passphrase === ''} onPress={() => void make()}>
          {t('make.button')}
        </Button>
      </div>
      {problem !== null && <ErrorText problem={problem} />}
    </fieldset>
  );
}
