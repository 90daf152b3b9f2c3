// The board as a table: the same numbers, by objective under its mesa. Every number opens its records.

import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardView } from '#renderer/engine/board-views.ts';
import type { Formats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Cord } from '#renderer/ui/cord.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { names } from '#renderer/ui/names.ts';
import { mesas, objectiveByNumber } from '#shared/mechanism/compact.ts';
import type { CordWords } from './cord-words.ts';
import styles from './board-table.module.css';

export interface BoardTableProps {
  readonly view: BoardView;
  /** the one year shown: its dates need not repeat it */
  readonly year: number | null;
  readonly kinds: readonly string[];
  readonly formats: Formats;
  readonly words: CordWords;
  readonly active: number | null;
  readonly onActive: (objective: number) => void;
}

export function BoardTable({ view, year, kinds, formats, words, active, onActive }: BoardTableProps): ReactNode {
  const { t } = useTranslation(['board', 'app']);
  const language = useLanguage();
  const isBare = view.totals.records === 0;
  const byObjective = new Map(view.objectives.map((cord) => [cord.objective, cord]));
  return (
    <table className={styles.table}>
      <caption className="hidden-visually">{t('table')}</caption>
      <thead>
        <tr>
          <th scope="col" colSpan={2}>
            {t('objective')}
          </th>
          {kinds.map((kind) => (
            <th key={kind} scope="col" className={styles.kind}>
              <KindMark kind={kind} />
              <span className="hidden-visually">{words.kind(kind)}</span>
            </th>
          ))}
          <th scope="col" className={styles.date}>
            {t('lastColumn')}
          </th>
        </tr>
      </thead>
      <tbody>
        {mesas.map((mesa) => (
          <Fragment key={mesa.n}>
            <tr className={styles.mesa}>
              <th scope="rowgroup" colSpan={3 + kinds.length}>
                <span>
                  <Cord mesa={mesa.n} />
                  <span>
                    <b>{t('app:mesaNumber', { mesa: mesa.n })}</b> · {mesa.label[language]}
                  </span>
                </span>
              </th>
            </tr>
            {mesa.objectives.map((objective) => {
              const cord = byObjective.get(objective);
              const total = Object.values(cord?.byKind ?? {}).reduce((sum, count) => sum + count, 0);
              return (
                <tr
                  key={objective}
                  className={names(total === 0 && !isBare && styles.gap, objective === active && styles.on)}
                  onPointerEnter={() => onActive(objective)}
                >
                  <td className={styles.number}>{objective}</td>
                  <th scope="row">
                    <a href={words.linkTo(objective)} onFocus={() => onActive(objective)}>
                      {objectiveByNumber(objective)?.short[language]}
                    </a>
                  </th>
                  {kinds.map((kind) => (
                    <Count
                      key={kind}
                      count={cord?.byKind[kind] ?? 0}
                      to={words.linkTo(objective, kind)}
                      kind={words.kind(kind)}
                    />
                  ))}
                  <td className={styles.date}>
                    {total === 0 ? (
                      <span className={isBare ? 'small quiet' : styles.none}>{t('noRecords')}</span>
                    ) : cord === undefined || cord.lastDate === null ? (
                      t('noDate')
                    ) : (
                      formats.date(dateIn(cord.lastDate, year), 'short')
                    )}
                  </td>
                </tr>
              );
            })}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

const dateIn = (date: string, year: number | null): string =>
  year !== null && date.startsWith(`${year}-`) && date.length === 10 ? `-${date.slice(4)}` : date;

interface CountProps {
  readonly count: number;
  readonly to: string;
  readonly kind: string;
}

const Count = ({ count, to, kind }: CountProps): ReactNode => (
  <td className={styles.count}>
    {count === 0 ? (
      <span aria-label="0">–</span>
    ) : (
      <a href={to} aria-label={`${count}, ${kind}`}>
        {count}
      </a>
    )}
  </td>
);
