// A new passphrase, written twice.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SecretField } from '#renderer/ui/secret-field.tsx';

export interface NewPassphrase {
  readonly first: string;
  readonly again: string;
  readonly mistake: 'missing' | 'different' | null;
  readonly setFirst: (text: string) => void;
  readonly setAgain: (text: string) => void;
  /** whether both are there and the same; says so beside the field otherwise */
  readonly check: () => boolean;
}

export function usePassphraseTwice(): NewPassphrase {
  const [first, setFirst] = useState('');
  const [again, setAgain] = useState('');
  const [mistake, setMistake] = useState<NewPassphrase['mistake']>(null);
  const check = (): boolean => {
    const found = first === '' ? 'missing' : first === again ? null : 'different';
    setMistake(found);
    return found === null;
  };
  return { first, again, mistake, setFirst, setAgain, check };
}

export interface PassphraseTwiceProps {
  readonly of: NewPassphrase;
  /** what is said of one that is too short */
  readonly short: string | undefined;
}

export function PassphraseTwice({ of, short }: PassphraseTwiceProps): ReactNode {
  const { t } = useTranslation(['recovery', 'unlock']);
  return (
    <>
      <SecretField
        label={t('withWords.passphrase')}
        hint={t('unlock:first.advice')}
        value={of.first}
        onChange={of.setFirst}
        error={short ?? (of.mistake === 'missing' ? t('unlock:first.missing') : undefined)}
      />
      <SecretField
        label={t('unlock:first.again')}
        value={of.again}
        onChange={of.setAgain}
        error={of.mistake === 'different' ? t('unlock:first.different') : undefined}
      />
    </>
  );
}

const ABOUT_WORDS: ReadonlySet<string> = new Set([
  'wordsMissing',
  'wordUnknown',
  'wordsMismatch',
  'wrongWords',
  'noSheet',
]);

/** Of a problem that stands beside the words. */
export const isAboutWords = ({ type }: { readonly type: string }): boolean => ABOUT_WORDS.has(type);
