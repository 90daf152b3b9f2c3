// Where the 24 words of a sheet are typed: all in one field, as they stand on the paper. Below it, how many there are,
// and for the one that is being written the words of the list that begin so; a press finishes it.

import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { WORD_COUNT, wordsBeginning } from '#shared/base/recovery-words.ts';
import styles from './recovery.module.css';

export interface WordsFieldProps {
  readonly value: string;
  readonly onChange: (words: string) => void;
  readonly error?: string | undefined;
  readonly autoFocus?: boolean;
}

const SUGGESTED = 6;
const LONGEST = 1000;

export function WordsField({ value, onChange, error, autoFocus = false }: WordsFieldProps): ReactNode {
  const { t } = useTranslation('recovery');
  const language = useLanguage();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const begun = /\p{L}+$/u.exec(value)?.[0] ?? '';
  const words = begun.length < 2 ? [] : wordsBeginning(begun, language, SUGGESTED);
  const finish = (word: string): void => {
    onChange(`${value.slice(0, value.length - begun.length)}${word} `);
    field.current?.focus();
  };
  return (
    <div className={styles.stack}>
      <TextField
        label={t('words.label')}
        hint={t('words.hint', { count: value.match(/\p{L}+/gu)?.length ?? 0, of: WORD_COUNT })}
        value={value}
        onChange={onChange}
        error={error}
        lines={3}
        isCode
        maxLength={LONGEST}
        autoFocus={autoFocus}
        inputRef={field}
      />
      <div className={styles.suggested} role="group" aria-label={t('words.suggested')}>
        {words.map((word) => (
          <Button key={word} onPress={() => finish(word)}>
            {word}
          </Button>
        ))}
      </div>
    </div>
  );
}
