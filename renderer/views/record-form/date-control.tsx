// A date as precise as it is known: day, month and year, each of which may stay empty. A whole date typed or
// pasted into any of the three is spread over them. What does not name a date yet is said, and waits.

import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import fieldStyles from '#renderer/ui/field.module.css';
import { Select } from '#renderer/ui/select.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { dateOf, type DateParts, isTypedWhole, NO_PARTS, partsOf, partsOfTyped } from './date-parts.ts';
import { FieldProblem } from './field-problem.tsx';
import type { Scalar } from './field-value.ts';
import { FieldHint, FieldLabel } from './field-words.tsx';
import type { ControlProps } from './form-desk.ts';
import styles from './controls.module.css';

export function DateControl({ field, value, onChange, error }: ControlProps<Scalar>): ReactNode {
  const { t } = useTranslation('form');
  const { month: monthName } = useFormats();
  const id = useId();
  const [typed, setTyped] = useState<DateParts | null>(null);
  const [isLeft, setLeft] = useState(false);
  const text = value === null ? '' : String(value);
  const stored = partsOf(text);
  const mine = typed !== null && isSaid(typed, text) ? typed : null; // or another hand changed the date
  const parts = mine ?? stored ?? NO_PARTS;
  const answer = dateOf(parts);
  const isOdd = mine === null && stored === undefined && text !== '';

  /** @param isMoreToCome a letter was typed: only what is whole is spread, the rest when the box is left */
  const change = (changes: Partial<DateParts>, isMoreToCome = false): void => {
    const whole = Object.values(changes)
      .filter((part) => !isMoreToCome || isTypedWhole(part))
      .map(partsOfTyped)
      .find((found) => found !== undefined);
    const next = whole ?? { ...parts, ...changes };
    setTyped(next);
    const named = dateOf(next);
    if (named.type === 'date') onChange(named.date);
    else if (named.type === 'empty') onChange(null);
  };
  const months = Array.from({ length: 12 }, (_, at) => ({ key: String(at + 1), label: monthName(at + 1) }));
  const problem = answer.type === 'unfinished' && isLeft ? t(`date.${answer.problem}`) : error;
  return (
    <fieldset
      aria-describedby={`${id} hint`}
      className={styles.group}
      onBlur={(event) => setLeft(!event.currentTarget.contains(event.relatedTarget))}
      onFocus={() => setLeft(false)}
    >
      <legend className={styles.legend}>
        <FieldLabel field={field} />
      </legend>
      {isOdd && <p className={styles.note}>{t('date.written', { text })}</p>}
      <div className={styles.date}>
        <TextField
          label={t('date.day')}
          value={parts.day}
          inputMode="numeric"
          onChange={(day) => change({ day: day.trim() }, isByLetter(parts.day, day))}
          onBlur={() => partsOfTyped(parts.day) && change({ day: parts.day })}
        />
        <Select
          label={t('date.month')}
          options={[{ key: '', label: '—' }, ...months]}
          value={parts.month}
          onChange={(month) => change({ month })}
          placeholder="—"
        />
        <TextField
          label={t('date.year')}
          value={parts.year}
          inputMode="numeric"
          onChange={(year) => change({ year: year.trim() }, isByLetter(parts.year, year))}
          onBlur={() => partsOfTyped(parts.year) && change({ year: parts.year })}
        />
      </div>
      <div id={`${id} hint`} className={fieldStyles.hint}>
        <FieldHint field={field} />
      </div>
      <FieldProblem problem={problem} />
    </fieldset>
  );
}

/** What is pasted comes at once. */
const isByLetter = (before: string, now: string): boolean => Math.abs(now.length - before.length) <= 1;

/** Whether the date as stored is the one typed, or what is typed names none yet. */
function isSaid(typed: DateParts, stored: string): boolean {
  const answer = dateOf(typed);
  return answer.type === 'unfinished' || (answer.type === 'date' ? answer.date : '') === stored;
}
