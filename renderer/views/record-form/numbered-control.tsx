// A choice by its number, for whoever types from paper without looking at the screen: the options stand in their order
// with their numbers, one number or several are written in one box, 0 is "not known". What is written is read back in
// words below; a number that no option has is said and changes nothing.

import { Check } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import { names } from '#renderer/ui/names.ts';
import { TextField } from '#renderer/ui/text-field.tsx';
import type { Language } from '#shared/mechanism/language.ts';
import type { Field } from '#shared/record/definition.ts';
import { isNumbered, optionsOf } from '#shared/record/options.ts';
import { elementsOf, type FieldValue, withElements } from './field-value.ts';
import { FieldHint, FieldLabel } from './field-words.tsx';
import type { ControlProps } from './form-desk.ts';
import { sourceOf, wordOf } from './options.ts';
import styles from './paper.module.css';

/** More options than these are no boxes on paper: names are written there, and typed here. */
const MOST_NUMBERED = 30;
const NOT_KNOWN = 0;

interface Numbered {
  readonly number: number;
  readonly value: string | number | boolean;
  readonly label: string;
}

export interface NumberedControlProps extends ControlProps<FieldValue> {
  /** "not known" is no answer for what a record cannot do without */
  readonly canBeUnknown: boolean;
}

export function NumberedControl({ field, value, onChange, error, canBeUnknown }: NumberedControlProps): ReactNode {
  const { t } = useTranslation(['form', 'record']);
  const language = useLanguage();
  const options = useNumbered(field, language);
  const isSeveral = field.shape.type === 'multichoice';
  const [typed, setTyped] = useState(() => typedOf(value, options));
  const numbers = (typed.match(/\d+/g) ?? []).map(Number);
  const unknown = numbers.filter((n) => !(n === NOT_KNOWN && canBeUnknown) && !options.some((o) => o.number === n));
  const isTooMany = !isSeveral && numbers.length > 1;
  const chosen = chosenIn(value);
  const write = (text: string): void => {
    setTyped(text);
    const next = valueOfNumbers((text.match(/\d+/g) ?? []).map(Number), options, isSeveral, canBeUnknown, value);
    if (next !== undefined) onChange(next);
  };
  return (
    <>
      <TextField
        label={<FieldLabel field={field} />}
        value={typed}
        onChange={write}
        inputMode="numeric"
        hint={
          <>
            {t(isSeveral ? 'paper.several' : 'paper.one')} {canBeUnknown && t('paper.zero')} <FieldHint field={field} />
          </>
        }
        error={
          unknown.length > 0
            ? t('paper.noSuch', { number: unknown.join(', ') })
            : isTooMany
              ? t('paper.onlyOne')
              : error
        }
        className={styles.numbers}
      />
      <ol className={styles.options}>
        {options.map(({ number, value: option, label }) => (
          <li key={number} className={names(chosen.includes(String(option)) && styles.chosen)}>
            <b className="number">{number}</b>
            <span>{label}</span>
            {chosen.includes(String(option)) && <Icon of={Check} size="small" />}
          </li>
        ))}
        {canBeUnknown && (
          <li className={names(value.type === 'notKnown' && styles.chosen)}>
            <b className="number">{NOT_KNOWN}</b>
            <span>{t('record:notKnown')}</span>
          </li>
        )}
      </ol>
    </>
  );
}

/** Whether a field is answered by numbers here. */
export function isByNumber({ shape }: Field): boolean {
  if (shape.type === 'boolean') return true;
  if (shape.type !== 'choice' && shape.type !== 'multichoice') return false;
  const count = optionsOf(shape.from).length;
  return count > 0 && count <= MOST_NUMBERED;
}

function useNumbered(field: Field, language: Language): readonly Numbered[] {
  const { t } = useTranslation('form');
  const from = sourceOf(field);
  if (from === undefined) {
    return [
      { number: 1, value: true, label: t('choice.yes') },
      { number: 2, value: false, label: t('choice.no') },
    ];
  }
  // Objectives, mesas and goals have numbers of their own, which are on the paper.
  return optionsOf(from).map(({ key }, at) => ({
    number: isNumbered(from) ? Number(key) : at + 1,
    value: isNumbered(from) ? Number(key) : key,
    label: wordOf(from, key, language),
  }));
}

const chosenIn = (value: FieldValue): readonly string[] => {
  if (value.type === 'set') return elementsOf(value);
  return value.type === 'one' && value.value !== null ? [String(value.value)] : [];
};

function typedOf(value: FieldValue, options: readonly Numbered[]): string {
  if (value.type === 'notKnown') return String(NOT_KNOWN);
  const chosen = chosenIn(value);
  return chosen.flatMap((key) => options.find((option) => String(option.value) === key)?.number ?? []).join(' ');
}

/** undefined where some number is none of the options, or where there are too many: what was chosen stays. */
function valueOfNumbers(
  numbers: readonly number[],
  options: readonly Numbered[],
  isSeveral: boolean,
  canBeUnknown: boolean,
  before: FieldValue,
): FieldValue | undefined {
  if (numbers.length === 1 && numbers[0] === NOT_KNOWN && canBeUnknown) return { type: 'notKnown' };
  const found = numbers.map((n) => options.find(({ number }) => number === n));
  if (found.includes(undefined) || (!isSeveral && numbers.length > 1)) return undefined;
  if (!isSeveral) return { type: 'one', value: found[0]?.value ?? null };
  const listed = new Set(options.map(({ value }) => String(value)));
  const unlisted = elementsOf(before).filter((key) => !listed.has(key)); // of a newer app: not on this paper
  return withElements(before, [...new Set([...found.flatMap((o) => (o ? [String(o.value)] : [])), ...unlisted])]);
}
