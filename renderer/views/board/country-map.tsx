// The map: how many events each country of the region has, in a circle that can be hit, and always the same as a
// table beside it, with what lies outside the region and what names no country. Countries only, never places: where
// exactly somebody was met is nobody's to see. A mark is a link; the arrow keys go to the nearest mark that way.

import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardQuery, CoverageBy, CoverageView } from '#renderer/engine/board-views.ts';
import { ELSEWHERE } from '#renderer/engine/record-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { recordsPath } from '#renderer/views/records/query.ts';
import { countries, countryByCode, subregions } from '#shared/mechanism/countries.ts';
import type { Language } from '#shared/mechanism/language.ts';
import shapes from '#resources/map/latin-america.json' with { type: 'json' };
import { columnFilter } from './coverage-filter.ts';
import { useColumnWords } from './coverage-words.ts';
import { LinkedNote } from './linked-note.tsx';
import { nearestMark } from './nearest-mark.ts';
import styles from './coverage.module.css';

/** Further from its place than this, a mark has a line to it. */
const LED = 24;
/** East of this the marks of the islands stand in rows: their lines are drawn one at a time. */
const ROWS_FROM = 550;

export function CountryMap({ query }: { readonly query: BoardQuery }): ReactNode {
  const { t } = useTranslation('coverage');
  const [active, setActive] = useState<string | null>(null);
  const read = useRead(
    async (engine) => ({
      byCountry: await engine.coverage(query, 'country'),
      bySubregion: await engine.coverage(query, 'subregion'),
    }),
    ['records', 'deliveries'],
    [query],
  );
  if (read === undefined) return <p className="quiet">{t('loading')}</p>;
  const { byCountry, bySubregion } = read;
  return (
    <div className={styles.map}>
      <section aria-label={t('map.picture')} className={styles.picture}>
        <Picture query={query} view={byCountry} active={active} onActive={setActive} />
        <Tag view={byCountry} active={active} />
        <p className={styles.legend}>
          <span>{t('map.legendEmpty')}</span>
          <span>{t('map.only')}</span>
          <span>{t('map.source')}</span>
        </p>
        <LinkedNote linked={byCountry.linked} />
      </section>
      <section aria-label={t('map.table')} tabIndex={0} className={`${styles.scroller} ${styles.mapTable}`}>
        <Table query={query} byCountry={byCountry} bySubregion={bySubregion} active={active} onActive={setActive} />
      </section>
    </div>
  );
}

interface PictureProps {
  readonly query: BoardQuery;
  readonly view: CoverageView;
  readonly active: string | null;
  readonly onActive: (iso2: string) => void;
}

function Picture({ query, view, active, onActive }: PictureProps): ReactNode {
  const { t } = useTranslation('coverage');
  const language = useLanguage();
  const formats = useFormats();
  const marks = useRef(new Map<string, HTMLAnchorElement>());
  const counts = countsOf(view);
  const most = Math.max(1, ...shapes.countries.map(({ iso2 }) => counts.get(iso2) ?? 0));
  const first = active ?? shapes.countries[0]?.iso2;
  const onKey = (event: KeyboardEvent): void => {
    const next = nearestMark(shapes.countries, first ?? '', event.key);
    if (next === undefined) return;
    event.preventDefault();
    marks.current.get(next)?.focus();
  };
  return (
    <svg
      viewBox={`0 0 ${shapes.width} ${shapes.height}`}
      role="group"
      aria-label={`${t('map.picture')}. ${t('map.hint')}`}
      onKeyDown={onKey}
    >
      <path d={shapes.around} className={styles.around} />
      {shapes.countries.map(({ iso2, path }) => (
        <path
          key={iso2}
          d={path}
          className={styles.land}
          data-step={stepOf(counts.get(iso2) ?? 0, most)}
          data-active={iso2 === active ? '' : undefined}
          onPointerEnter={() => onActive(iso2)}
        />
      ))}
      {shapes.countries
        .filter(({ at, mark, iso2 }) => isLed(at, mark) && ((mark[0] ?? 0) < ROWS_FROM || iso2 === active))
        .map(({ iso2, at, mark }) => (
          <line key={iso2} x1={at[0]} y1={at[1]} x2={mark[0]} y2={mark[1]} className={styles.lead} />
        ))}
      {shapes.countries.map(({ iso2, mark: [x = 0, y = 0] }) => {
        const count = counts.get(iso2) ?? 0;
        return (
          <a
            key={iso2}
            ref={(element) => {
              if (element === null) marks.current.delete(iso2);
              else marks.current.set(iso2, element);
            }}
            href={recordsPath(columnFilter(query, 'country', iso2, {}) ?? { ...query, countries: [iso2] })}
            aria-label={t('map.says', {
              place: nameOnMap(iso2, count, language),
              number: count === 0 ? t('gap') : formats.number(count),
            })}
            tabIndex={iso2 === first ? 0 : -1}
            className={styles.mark}
            data-empty={count === 0 ? '' : undefined}
            data-active={iso2 === active ? '' : undefined}
            onFocus={() => onActive(iso2)}
            onPointerEnter={() => onActive(iso2)}
          >
            <circle cx={x} cy={y} r={shapes.mark} />
          </a>
        );
      })}
      <g aria-hidden className={styles.figures}>
        {shapes.countries.map(({ iso2, mark: [x = 0, y = 0] }) => {
          const count = counts.get(iso2) ?? 0;
          const figure = count === 0 ? iso2 : formats.number(count);
          return (
            <text key={iso2} x={x} y={y} fontSize={figure.length > 3 ? 13 : 17}>
              {figure}
            </text>
          );
        })}
      </g>
    </svg>
  );
}

/** What the mark under the pointer, or with the focus, says. */
function Tag({ view, active }: Pick<PictureProps, 'view' | 'active'>): ReactNode {
  const { t } = useTranslation('coverage');
  const language = useLanguage();
  const formats = useFormats();
  if (active === null) return <p className={styles.tag}>{t('map.hint')}</p>;
  const count = countsOf(view).get(active) ?? 0;
  return (
    <p className={styles.tag}>
      <b>{countryByCode(active)?.name[language] ?? active}</b>: {count === 0 ? t('gap') : formats.number(count)}
    </p>
  );
}

interface TableProps extends Omit<PictureProps, 'view'> {
  readonly byCountry: CoverageView;
  readonly bySubregion: CoverageView;
}

function Table({ query, byCountry, bySubregion, active, onActive }: TableProps): ReactNode {
  const { t } = useTranslation('coverage');
  const { compare } = useFormats();
  const words = useColumnWords();
  const counts = countsOf(byCountry);
  const regionCounts = countsOf(bySubregion);
  const beyond = byCountry.columns
    .map(({ key }) => key)
    .filter((key) => key !== '' && countryByCode(key) === undefined);
  const groups = [
    ...subregions.map(({ key }) => ({
      key,
      codes: countries.filter((country) => country.subregion === key).map(({ iso2 }) => iso2),
    })),
    { key: ELSEWHERE, codes: beyond },
    { key: '', codes: [] },
  ];
  const nameOf = (iso2: string): string => words.label('country', iso2);
  return (
    <table className={styles.table}>
      <caption className="hidden-visually">{t('map.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('map.country')}</th>
          <th scope="col" className={styles.column}>
            {t('map.records')}
          </th>
        </tr>
      </thead>
      {groups.map(({ key, codes }) => (
        <tbody key={key}>
          <tr className={styles.mesa}>
            <th scope="row">{words.label('subregion', key)}</th>
            <Figure query={query} by="subregion" of={key} count={regionCounts.get(key) ?? 0} />
          </tr>
          {[...codes]
            .sort((a, b) => compare(nameOf(a), nameOf(b)))
            .map((iso2) => (
              <tr key={iso2} data-active={iso2 === active ? '' : undefined} onPointerEnter={() => onActive(iso2)}>
                <th scope="row">{nameOf(iso2)}</th>
                <Figure query={query} by="country" of={iso2} count={counts.get(iso2) ?? 0} />
              </tr>
            ))}
        </tbody>
      ))}
    </table>
  );
}

interface FigureProps {
  readonly query: BoardQuery;
  readonly by: CoverageBy;
  readonly of: string;
  readonly count: number;
}

function Figure({ query, by, of, count }: FigureProps): ReactNode {
  const { t } = useTranslation('coverage');
  const formats = useFormats();
  const words = useColumnWords();
  const filter = columnFilter(query, by, of, {});
  const figure = formats.number(count);
  return (
    <td className={styles.count}>
      {count === 0 ? (
        <span className={styles.none}>{t('gap')}</span>
      ) : filter === undefined ? (
        figure
      ) : (
        <a href={recordsPath(filter)} aria-label={t('map.says', { place: words.label(by, of), number: figure })}>
          {figure}
        </a>
      )}
    </td>
  );
}

/** What is seen on the mark is in its name: the code where there is no number. */
function nameOnMap(iso2: string, count: number, language: Language): string {
  const name = countryByCode(iso2)?.name[language] ?? iso2;
  return count === 0 ? `${name} (${iso2})` : name;
}

const countsOf = ({ columns }: CoverageView): ReadonlyMap<string, number> =>
  new Map(columns.map(({ key, total }) => [key, total]));

/** Three steps of ground, by the share of the most; the number says it exactly. */
const stepOf = (count: number, most: number): number => (count === 0 ? 0 : Math.ceil((count / most) * 3));

const isLed = ([x = 0, y = 0]: readonly number[], [markX = 0, markY = 0]: readonly number[]): boolean =>
  Math.hypot(markX - x, markY - y) > LED;
