// Several groups of answers (recommendations, what was agreed), each a card: add, take out and put back, move
// up and down. `GroupControl` is one group of answers that is not repeated.

import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import type { Field } from '#shared/record/definition.ts';
import { FieldProblem } from './field-problem.tsx';
import {
  type FieldValue,
  type Row,
  type Scalar,
  withoutRow,
  withRowAt,
  withRowMoved,
  withRowValues,
} from './field-value.ts';
import { FieldHint, FieldLabel, hasHint } from './field-words.tsx';
import type { ControlProps } from './form-desk.ts';
import { PutBack, type TakenOut } from './put-back.tsx';
import { newSalt } from './salt.ts';
import { ScalarControl } from './scalar-control.tsx';
import styles from './controls.module.css';

export function GroupsControl({ field, value, onChange, error }: ControlProps<FieldValue>): ReactNode {
  const { t } = useTranslation('form');
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const [taken, setTaken] = useState<TakenOut | null>(null);
  const rows: readonly Row[] = value.type === 'rows' ? value.rows : [];
  const put = (next: readonly Row[]): void => onChange({ type: 'rows', rows: next });
  /** Draws the cards at once and takes the focus into one: the next letter must fall where it is meant. */
  const putAndFocus = (next: readonly Row[], at: number, what: string, which = 0): void => {
    flushSync(() => put(next));
    list.current?.children[at]?.querySelectorAll<HTMLElement>(what)[which]?.focus();
  };
  const move = (from: number, to: number): void => {
    putAndFocus(withRowMoved(rows, from, to, newSalt()), to, 'button:not([disabled])');
  };
  const subfields = subfieldsOf(field);
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
      <ol ref={list} className={styles.cards}>
        {rows.map((row, at) => (
          <li key={row.id} className={styles.card}>
            <div className={styles.cardHead}>
              <b>{t('repeat.card', { number: at + 1 })}</b>
              <span className={styles.cardTools}>
                <Button tone="plain" icon={ArrowUp} isDisabled={at === 0} onPress={() => move(at, at - 1)}>
                  {t('repeat.up')}
                </Button>
                <Button
                  tone="plain"
                  icon={ArrowDown}
                  isDisabled={at === rows.length - 1}
                  onPress={() => move(at, at + 1)}
                >
                  {t('repeat.down')}
                </Button>
                <Button
                  tone="plain"
                  icon={X}
                  onPress={() => {
                    put(withoutRow(rows, at));
                    setTaken(Object.keys(row.values).length === 0 ? null : { at, values: row.values });
                  }}
                >
                  {t('repeat.out')}
                </Button>
              </span>
            </div>
            {row.values[''] !== undefined && <p className={styles.note}>{String(row.values[''])}</p>}
            <Subfields
              subfields={subfields}
              values={row.values}
              onChange={(values) => put(withRowValues(rows, at, values))}
            />
          </li>
        ))}
      </ol>
      {taken !== null && (
        <PutBack
          taken={taken}
          onPutBack={() => {
            put(withRowAt(rows, Math.min(taken.at, rows.length), taken.values, newSalt()));
            setTaken(null);
          }}
        />
      )}
      <div>
        <Button
          icon={Plus}
          onPress={() => putAndFocus(withRowAt(rows, rows.length, {}, newSalt()), rows.length, 'textarea, input')}
        >
          {rows.length === 0 ? t('repeat.addFirst') : t('repeat.addAnother')}
        </Button>
      </div>
      <FieldProblem problem={error} />
    </fieldset>
  );
}

export function GroupControl({ field, value, onChange, error }: ControlProps<FieldValue>): ReactNode {
  const parts = value.type === 'parts' ? value.parts : {};
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>
        <FieldLabel field={field} />
      </legend>
      <div className={styles.card}>
        <Subfields
          subfields={subfieldsOf(field)}
          values={parts}
          onChange={(values) =>
            onChange({ ...(value.type === 'parts' ? value : { type: 'parts' }), parts: { ...parts, ...values } })
          }
        />
      </div>
      <FieldProblem problem={error} />
    </fieldset>
  );
}

interface SubfieldsProps {
  readonly subfields: readonly Field[];
  readonly values: Readonly<Record<string, Scalar>>;
  readonly onChange: (values: Readonly<Record<string, Scalar>>) => void;
}

function Subfields({ subfields, values, onChange }: SubfieldsProps): ReactNode {
  return (
    <div className={styles.subfields}>
      {subfields.map((subfield) => (
        <div key={subfield.key} className={subfield.shape.type === 'longtext' ? styles.wholeRow : undefined}>
          <ScalarControl
            field={subfield}
            value={values[subfield.key] ?? null}
            onChange={(next) => onChange({ [subfield.key]: next })}
            error={undefined}
          />
        </div>
      ))}
    </div>
  );
}

const subfieldsOf = ({ shape }: Field): readonly Field[] => ('subfields' in shape ? shape.subfields : []);
