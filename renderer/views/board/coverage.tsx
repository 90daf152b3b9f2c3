// The table of coverage: objectives under their mesas, by country, sub-region, year or kind. Every number opens its
// records. A gap is a mark and a word, never a colour alone; columns nobody has spoken for stand below in words.

import type { ReactNode } from 'react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardQuery, CoverageBy, CoverageRow, CoverageView } from '#renderer/engine/board-views.ts';
import { type Formats, useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { go, searchWith } from '#renderer/state/route.ts';
import { Cord } from '#renderer/ui/cord.tsx';
import { names } from '#renderer/ui/names.ts';
import { Select } from '#renderer/ui/select.tsx';
import { recordsPath } from '#renderer/views/records/query.ts';
import { mesas, objectiveByNumber } from '#shared/mechanism/compact.ts';
import { columnFilter } from './coverage-filter.ts';
import { useColumnWords } from './coverage-words.ts';
import { LinkedNote } from './linked-note.tsx';
import styles from './coverage.module.css';

const BYS: readonly CoverageBy[] = ['country', 'subregion', 'year', 'kind'];

const byOf = (search: string): CoverageBy =>
  BYS.find((by) => by === new URLSearchParams(search).get('by')) ?? 'subregion';

export function Coverage({ query, search }: { readonly query: BoardQuery; readonly search: string }): ReactNode {
  const { t } = useTranslation('coverage');
  const by = byOf(search);
  const view = useRead((engine) => engine.coverage(query, by), ['records', 'deliveries'], [query, by]);
  return (
    <div className={styles.coverage}>
      <div className={styles.by}>
        <Select
          label={t('by.label')}
          value={by}
          onChange={(chosen) => go(`/board${searchWith(search, { by: chosen })}`, { replace: true })}
          options={BYS.map((key) => ({ key, label: t(`by.${key}`) }))}
        />
        <p className={styles.note}>{t('note')}</p>
        {view !== undefined && <LinkedNote linked={view.linked} />}
      </div>
      {view === undefined ? (
        <p className="quiet">{t('loading')}</p>
      ) : view.total === 0 ? (
        <p className="quiet">{t('none')}</p>
      ) : (
        <Table view={view} query={query} />
      )}
    </div>
  );
}

interface TableProps {
  readonly view: CoverageView;
  readonly query: BoardQuery;
}

function Table({ view, query }: TableProps): ReactNode {
  const { t } = useTranslation(['coverage', 'app']);
  const language = useLanguage();
  const formats = useFormats();
  const columnWords = useColumnWords();
  const { by } = view;
  const columns = view.columns
    .map(({ key, total }, at) => ({ key, total, at, label: columnWords.label(by, key) }))
    .sort((a, b) => Number(a.key === '') - Number(b.key === '') || formats.compare(a.label, b.label));
  const silent = columnWords.silent(
    by,
    view.columns.map(({ key }) => key),
  );
  const shownMesas = mesas.filter(({ n }) => query.mesas === undefined || query.mesas.includes(n));
  const rowOf = (rows: readonly CoverageRow[], n: number) => rows.find((row) => row.n === n);
  const cellsOf = (row: CoverageRow | undefined, name: string, narrowed: Narrowed): ReactNode => (
    <>
      {columns.map(({ key, at, label }) => (
        <Count
          key={key}
          count={row?.counts[at] ?? 0}
          filter={columnFilter(query, by, key, narrowed)}
          name={`${name}, ${label}`}
          formats={formats}
        />
      ))}
      <Count count={row?.total ?? 0} filter={{ ...query, ...narrowed }} name={name} formats={formats} isTotal />
    </>
  );
  return (
    <>
      <div className={styles.scroller} role="region" aria-label={t('table')} tabIndex={0}>
        <table className={styles.table}>
          <caption className="hidden-visually">{t('caption', { by: t(`by.${by}`) })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('objective')}</th>
              {columns.map(({ key, label }) => (
                <th key={key} scope="col" className={styles.column}>
                  {label}
                </th>
              ))}
              <th scope="col" className={styles.column}>
                {t('total')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shownMesas.map(({ n: mesa, label, objectives }) => (
              <Fragment key={mesa}>
                <tr className={styles.mesa}>
                  <th scope="row">
                    <span>
                      <Cord mesa={mesa} />
                      <span>
                        <b>{t('app:mesaNumber', { mesa })}</b> · {label[language]}
                      </span>
                    </span>
                  </th>
                  {cellsOf(rowOf(view.mesas, mesa), t('app:mesaNumber', { mesa }), { mesas: [mesa] })}
                </tr>
                {objectives.map((n) => {
                  const row = rowOf(view.objectives, n);
                  const name = `${n} ${objectiveByNumber(n)?.short[language] ?? ''}`;
                  const isGap = (row?.total ?? 0) === 0;
                  return (
                    <tr key={n} className={names(isGap && styles.gap)}>
                      <th scope="row">
                        {name}
                        {isGap && <span className={styles.none}>{t('gap')}</span>}
                      </th>
                      {cellsOf(row, name, { objectives: [n] })}
                    </tr>
                  );
                })}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {silent.length > 0 && (
        <p className={styles.silent}>
          <b>{t('silent')}</b> {formats.list(silent)}
        </p>
      )}
    </>
  );
}

type Narrowed = Pick<BoardQuery, 'objectives' | 'mesas'>;

interface CountProps {
  readonly count: number;
  /** what it counts; undefined where no list can show it */
  readonly filter: BoardQuery | undefined;
  readonly name: string;
  readonly formats: Formats;
  readonly isTotal?: boolean;
}

function Count({ count, filter, name, formats, isTotal = false }: CountProps): ReactNode {
  const { t } = useTranslation('coverage');
  const figure = formats.number(count);
  return (
    <td className={names(styles.count, isTotal && styles.total, count === 0 && styles.empty)}>
      {count === 0 ? (
        <span>
          <span aria-hidden>·</span>
          <span className="hidden-visually">{t('gap')}</span>
        </span>
      ) : filter === undefined ? (
        figure
      ) : (
        <a href={recordsPath(filter)} aria-label={`${figure}: ${name}`}>
          {figure}
        </a>
      )}
    </td>
  );
}
