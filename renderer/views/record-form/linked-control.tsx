// A meeting, or an agreement of one, chosen from those of this notebook: what is kept is its id, so that its words can
// change. One that is not here (it came with a record, and its meeting did not) says so and stays.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { useLinkNames } from '#renderer/state/link-names.ts';
import type { Scalar } from './field-value.ts';
import { FieldHint, FieldLabel, hasHint } from './field-words.tsx';
import type { ControlProps } from './form-desk.ts';
import { SearchSelect } from './search-select.tsx';
import styles from './controls.module.css';

export interface LinkedControlProps extends ControlProps<Scalar> {
  readonly from: 'meetings' | 'agreements';
}

export function LinkedControl({ field, value, onChange, error, from }: LinkedControlProps): ReactNode {
  const { t } = useTranslation('form');
  const { id } = useParams();
  const names = useLinkNames(true);
  const key = value === null ? null : String(value);
  const listed = names[from]
    .filter(({ meeting }) => meeting !== id)
    .map(({ key: each, name, group }) => ({ key: each, label: name, group }));
  const choices =
    key === null || listed.some((choice) => choice.key === key)
      ? listed
      : [...listed, { key, label: names.of(key) ?? t('choice.notHere') }];
  return (
    <SearchSelect
      label={<FieldLabel field={field} />}
      choices={choices}
      value={key}
      onPick={onChange}
      placeholder={t('choice.pick')}
      error={error}
      className={styles.medium}
      {...(hasHint(field) ? { hint: <FieldHint field={field} /> } : {})}
    />
  );
}
