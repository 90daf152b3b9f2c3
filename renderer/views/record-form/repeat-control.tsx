// Several texts or links, one a line. There is always an empty line to write on; Enter goes to the next,
// Alt+↑ and Alt+↓ move a line, and what was taken out can be put back.

import { ArrowDown, ArrowUp, EllipsisVertical, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import fieldStyles from '#renderer/ui/field.module.css';
import { Icon } from '#renderer/ui/icon.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { FieldProblem } from './field-problem.tsx';
import { type FieldValue, type Row, withoutRow, withRowAt, withRowMoved, withRowValues } from './field-value.ts';
import { FieldHint, FieldLabel, hasHint } from './field-words.tsx';
import { type ControlProps, useFormDesk } from './form-desk.ts';
import { PutBack, type TakenOut } from './put-back.tsx';
import { newSalt } from './salt.ts';
import styles from './controls.module.css';

export function RepeatControl({ field, value, onChange, error }: ControlProps<FieldValue>): ReactNode {
  const { t } = useTranslation('form');
  const language = useLanguage();
  const { lang } = useFormDesk();
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const [taken, setTaken] = useState<TakenOut | null>(null);
  const rows: readonly Row[] = value.type === 'rows' ? value.rows : [];
  const put = (next: readonly Row[]): void => onChange({ type: 'rows', rows: next });
  // at once: the next letter must fall on the line it is meant for
  const focusLine = (at: number): void => list.current?.querySelectorAll<HTMLElement>('input, textarea')[at]?.focus();
  const write = (at: number, text: string): void =>
    put(at < rows.length ? withRowValues(rows, at, { '': text }) : withRowAt(rows, at, { '': text }, newSalt()));
  const move = (from: number, to: number): void => {
    if (to < 0 || to >= rows.length) return;
    put(withRowMoved(rows, from, to, newSalt()));
    focusLine(to);
  };
  const takeOut = (at: number): void => {
    const row = rows[at];
    if (row === undefined) return;
    put(withoutRow(rows, at));
    setTaken(row.values[''] === undefined || row.values[''] === '' ? null : { at, values: row.values });
    focusLine(Math.max(0, at - 1));
  };
  const onKey = (event: KeyboardEvent, at: number): void => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      focusLine(Math.min(at + 1, rows.length));
    } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      move(at, event.key === 'ArrowUp' ? at - 1 : at + 1);
    }
  };
  return (
    <fieldset className={styles.group} aria-describedby={`${id} hint`}>
      <legend className={styles.legend}>
        <FieldLabel field={field} />
      </legend>
      <ol ref={list} className={styles.lines}>
        {Array.from({ length: rows.length + 1 }, (_, at) => {
          const text = rows[at]?.values[''];
          return (
            <li key={at} className={styles.line} onKeyDown={(event) => onKey(event, at)}>
              <TextField
                label={
                  <span className="hidden-visually">
                    {t('repeat.line', { field: field.label[language], line: at + 1 })}
                  </span>
                }
                value={text === undefined || text === null ? '' : String(text)}
                onChange={(next) => write(at, next)}
                lang={lang}
                {...(field.shape.type === 'repeatUrl' ? { type: 'url' as const } : {})}
                {...(String(text ?? '').includes('\n') ? { lines: 2, className: styles.grow } : {})}
              />
              {at < rows.length && (
                <LineMenu line={at + 1} of={rows.length} onMove={(to) => move(at, to)} onTakeOut={() => takeOut(at)} />
              )}
            </li>
          );
        })}
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
      {hasHint(field) && (
        <div id={`${id} hint`} className={styles.note}>
          <FieldHint field={field} />
        </div>
      )}
      <FieldProblem problem={error} />
    </fieldset>
  );
}

interface LineMenuProps {
  readonly line: number;
  readonly of: number;
  readonly onMove: (to: number) => void;
  readonly onTakeOut: () => void;
}

function LineMenu({ line, of, onMove, onTakeOut }: LineMenuProps): ReactNode {
  const { t } = useTranslation('form');
  const item = fieldStyles.option ?? '';
  return (
    <MenuTrigger>
      <AriaButton className={styles.lineMenu ?? ''}>
        <Icon of={EllipsisVertical} size="small" />
        {t('repeat.more')}
        <span className="hidden-visually"> {t('repeat.ofLine', { line })}</span>
      </AriaButton>
      <Popover placement="bottom end" className={fieldStyles.popover ?? ''}>
        <Menu
          aria-label={t('repeat.ofLine', { line })}
          disabledKeys={[...(line === 1 ? ['up'] : []), ...(line === of ? ['down'] : [])]}
        >
          <MenuItem id="up" className={item} onAction={() => onMove(line - 2)}>
            <Icon of={ArrowUp} size="small" />
            {t('repeat.up')}
          </MenuItem>
          <MenuItem id="down" className={item} onAction={() => onMove(line)}>
            <Icon of={ArrowDown} size="small" />
            {t('repeat.down')}
          </MenuItem>
          <MenuItem id="out" className={item} onAction={onTakeOut}>
            <Icon of={X} size="small" />
            {t('repeat.out')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
