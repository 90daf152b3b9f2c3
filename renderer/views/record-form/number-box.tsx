// One whole number, written as people write it. What is no number is said beside it and not saved; the field
// keeps the letters, so that nothing is lost by a slip of the hand.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '#renderer/ui/text-field.tsx';
import { numberOf } from './number-text.ts';

export interface NumberBoxProps {
  readonly label: ReactNode;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly className?: string | undefined;
}

export function NumberBox({ label, value, onChange, hint, error, className }: NumberBoxProps): ReactNode {
  const { t } = useTranslation('form');
  const [text, setText] = useState(value === null ? '' : String(value));
  const written = numberOf(text);
  // another hand changed the value: what stands here no longer says it
  const shown = written !== undefined && written !== value ? (value === null ? '' : String(value)) : text;
  return (
    <TextField
      label={label}
      value={shown}
      inputMode="numeric"
      hint={hint}
      error={numberOf(shown) === undefined ? t('number.notWhole') : error}
      className={className}
      onChange={(next) => {
        setText(next);
        const number = numberOf(next);
        if (number !== undefined) onChange(number);
      }}
    />
  );
}
