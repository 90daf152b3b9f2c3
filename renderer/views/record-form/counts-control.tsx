// People by group, as a small table with the sum as it grows beside the total. Sums that do not agree are
// told, never refused: in the field they seldom do. An empty box is "not known", which is not 0.

import { Flag } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import type { Field } from '#shared/record/definition.ts';
import { FieldProblem } from './field-problem.tsx';
import type { FieldValue, Scalar } from './field-value.ts';
import { FieldHint, FieldLabel, hasHint } from './field-words.tsx';
import { type ControlProps, useFormDesk } from './form-desk.ts';
import { NumberBox } from './number-box.tsx';
import { choicesOf, sourceOf, wordOf } from './options.ts';
import { SearchSelect } from './search-select.tsx';
import styles from './controls.module.css';

/** Up to so many groups, all stand in the table; beyond, those with a number and a search that adds one. */
const ALL_SHOWN = 10;

type Parts = Readonly<Record<string, Scalar>>;

export function CountsControl({ field, value, onChange, error }: ControlProps<FieldValue>): ReactNode {
  const { t } = useTranslation('form');
  const language = useLanguage();
  const id = useId();
  const from = sourceOf(field);
  const parts: Parts = value.type === 'parts' ? value.parts : {};
  const choices = from === undefined ? [] : choicesOf(from, language);
  const isLong = choices.length > ALL_SHOWN;
  const listed = isLong ? [] : choices.map(({ key }) => key);
  const rows = [...listed, ...Object.keys(parts).filter((key) => !listed.includes(key))];
  const put = (key: string, count: Scalar): void =>
    onChange({ ...(value.type === 'parts' ? value : { type: 'parts' }), parts: { ...parts, [key]: count } });
  return (
    <fieldset className={styles.group} aria-describedby={`${id} hint`}>
      <legend className={styles.legend}>
        <FieldLabel field={field} />
      </legend>
      {hasHint(field) && (
        <div id={`${id} hint`} className={styles.note}>
          <FieldHint field={field} />
        </div>
      )}
      <table className={styles.counts}>
        <thead className="hidden-visually">
          <tr>
            <th scope="col">{t('counts.group')}</th>
            <th scope="col">{t('counts.people')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((key) => {
            const word = from === undefined ? key : wordOf(from, key, language);
            const count = parts[key];
            return (
              <tr key={key}>
                <th scope="row">{word}</th>
                <td>
                  <NumberBox
                    label={<span className="hidden-visually">{t('counts.box', { group: word })}</span>}
                    value={typeof count === 'number' ? count : null}
                    onChange={(next) => put(key, next)}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
        {Object.values(parts).some((count) => typeof count === 'number') && (
          <Sum field={field} parts={parts} isComplete={rows.every((key) => typeof parts[key] === 'number')} />
        )}
      </table>
      {isLong && (
        <SearchSelect
          label={<span className="hidden-visually">{t('choice.add', { field: field.label[language] })}</span>}
          placeholder={t('counts.add')}
          choices={choices.filter(({ key }) => !(key in parts))}
          value={null}
          isAdding
          onPick={(key) => key !== null && put(key, null)}
          className={styles.medium}
        />
      )}
      <FieldProblem problem={error} />
    </fieldset>
  );
}

interface SumProps {
  readonly field: Field;
  readonly parts: Parts;
  readonly isComplete: boolean;
}

function Sum({ field, parts, isComplete }: SumProps): ReactNode {
  const { t } = useTranslation('form');
  const { number } = useFormats();
  const { control } = useFormDesk();
  const sumsTo = field.shape.type === 'counts' ? (field.shape.sumsTo ?? '') : '';
  const totalValue = useWatch({ control, name: sumsTo }) as FieldValue | undefined;
  const total = totalValue?.type === 'one' && typeof totalValue.value === 'number' ? totalValue.value : null;
  const sum = Object.values(parts).reduce<number>(
    (before, count) => before + (typeof count === 'number' ? count : 0),
    0,
  );
  const isOff = total !== null && (sum > total || (isComplete && sum < total));
  return (
    <tfoot>
      <tr className={isOff ? styles.off : undefined}>
        <th scope="row">{t('counts.sum')}</th>
        <td>
          <span className={styles.sum} role="status">
            {isOff && <Icon of={Flag} size="small" />}
            <b>{number(sum)}</b>
            {total !== null && <span>{t(isOff ? 'counts.totalOff' : 'counts.total', { total: number(total) })}</span>}
          </span>
        </td>
      </tr>
    </tfoot>
  );
}
