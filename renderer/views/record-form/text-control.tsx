// Texts: one line, several ruled lines that grow with what is written, a whole number.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { TextField } from '#renderer/ui/text-field.tsx';
import type { Scalar } from './field-value.ts';
import { useFormDesk, type ControlProps } from './form-desk.ts';
import { NumberBox } from './number-box.tsx';
import { FieldHint, FieldLabel } from './field-words.tsx';
import styles from './controls.module.css';

export function TextControl({ field, value, onChange, error }: ControlProps<Scalar>): ReactNode {
  const { lang } = useFormDesk();
  const text = value === null ? '' : String(value);
  const isLong = field.shape.type === 'longtext' || text.includes('\n');
  return (
    <>
      <TextField
        label={<FieldLabel field={field} />}
        value={text}
        onChange={onChange}
        hint={<FieldHint field={field} />}
        error={error}
        lang={lang}
        {...(isLong ? { lines: 2, className: styles.grow } : {})}
      />
      {field.shape.type === 'longtext' && field.shape.maxWords !== undefined && (
        <WordCount text={text} limit={field.shape.maxWords} />
      )}
    </>
  );
}

export function IntegerControl({ field, value, onChange, error }: ControlProps<Scalar>): ReactNode {
  return (
    <NumberBox
      label={<FieldLabel field={field} />}
      value={typeof value === 'number' ? value : null}
      onChange={onChange}
      hint={<FieldHint field={field} />}
      error={error}
      className={styles.short}
    />
  );
}

function WordCount({ text, limit }: { readonly text: string; readonly limit: number }): ReactNode {
  const { t } = useTranslation('form');
  const { number } = useFormats();
  const count = text.match(/\S+/g)?.length ?? 0;
  const words = { count, words: number(count), limit: number(limit) };
  return (
    <p className={count > limit ? styles.flag : styles.note}>
      {count > limit ? t('words.over', words) : t('words.of', words)}
    </p>
  );
}
