// One of several: cards while they are few and all can be seen, a list that opens, or a search where they are
// many. Yes or no. An answer that keeps the record on this device says so where it is given.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Notice } from '#renderer/ui/notice.tsx';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { isNumbered } from '#shared/record/options.ts';
import type { Scalar } from './field-value.ts';
import { FieldHint, FieldLabel, hasHint } from './field-words.tsx';
import type { ControlProps } from './form-desk.ts';
import { LinkedControl } from './linked-control.tsx';
import { type Choice, choicesOf, sourceOf } from './options.ts';
import { SearchSelect } from './search-select.tsx';
import { TextControl } from './text-control.tsx';
import styles from './controls.module.css';

/** So many choices are seen at a glance. */
const AT_A_GLANCE = 5;
/** Beyond so many, typing is quicker than looking. */
const TO_SEARCH = 24;

export function ChoiceControl(props: ControlProps<Scalar>): ReactNode {
  const { field, value, onChange, error } = props;
  const { t } = useTranslation('form');
  const language = useLanguage();
  const from = sourceOf(field);
  if (from === undefined || from.type === 'members') return <TextControl {...props} />;
  if (from.type === 'meetings' || from.type === 'agreements') return <LinkedControl {...props} from={from.type} />;
  const key = value === null ? '' : String(value);
  const choices = withChosen(choicesOf(from, language), key);
  const pick = (next: string | null): void => {
    if (next === null || next === '') onChange(null);
    else onChange(isNumbered(from) && /^\d+$/.test(next) ? Number(next) : next);
  };
  const words = {
    label: <FieldLabel field={field} />,
    error,
    ...(hasHint(field) ? { hint: <FieldHint field={field} /> } : {}),
  };
  return (
    <>
      {choices.length <= AT_A_GLANCE ? (
        <RadioGroup {...words} options={choices} value={key} onChange={pick} look="cards" />
      ) : choices.length <= TO_SEARCH ? (
        <Select
          {...words}
          options={choices}
          value={key}
          onChange={pick}
          placeholder={t('choice.pick')}
          className={styles.medium}
        />
      ) : (
        <SearchSelect
          {...words}
          choices={choices}
          value={key === '' ? null : key}
          onPick={pick}
          className={styles.medium}
        />
      )}
      {field.blocks?.[key] !== undefined && <Notice tone="wait">{t('choice.keepsHere')}</Notice>}
    </>
  );
}

export function BooleanControl({ field, value, onChange, error }: ControlProps<Scalar>): ReactNode {
  const { t } = useTranslation('form');
  return (
    <RadioGroup
      label={<FieldLabel field={field} />}
      options={[
        { key: 'yes', label: t('choice.yes') },
        { key: 'no', label: t('choice.no') },
      ]}
      value={typeof value === 'boolean' ? (value ? 'yes' : 'no') : ''}
      onChange={(key) => onChange(key === 'yes')}
      look="cards"
      error={error}
      className={styles.medium}
      {...(hasHint(field) ? { hint: <FieldHint field={field} /> } : {})}
    />
  );
}

/** An answer that the list does not have stays in sight. */
const withChosen = (choices: readonly Choice[], key: string): readonly Choice[] =>
  key === '' || choices.some((choice) => choice.key === key) ? choices : [...choices, { key, label: key }];
