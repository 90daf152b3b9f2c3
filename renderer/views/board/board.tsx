// The board: the quipu of the 23 objectives with its tag and legend, the same as a table beside it, and filters
// that say which records count. Its title says what matters most: how many objectives nobody has spoken of.

import { Plus, Printer, Share2 } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import type { BoardQuery, BoardView } from '#renderer/engine/board-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useDesktop, useRead } from '#renderer/state/engine-context.tsx';
import { useNewRecord } from '#renderer/state/new-record.ts';
import { go, searchWith } from '#renderer/state/route.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { SummaryDialog } from '#renderer/views/summary/summary-dialog.tsx';
import { kinds as allKinds } from '#shared/record/kinds.ts';
import { BoardFilters, filterOf, placeQueryOf } from './board-filters.tsx';
import type { Focus } from './board-focus.ts';
import { countOf, layOutBoard } from './board-layout.ts';
import { BoardTable } from './board-table.tsx';
import { Coverage } from './coverage.tsx';
import { CordTag } from './cord-tag.tsx';
import { type CordWords, cordWords } from './cord-words.ts';
import { Legend } from './legend.tsx';
import { MesaHeads } from './mesa-heads.tsx';
import { Quipu } from './quipu.tsx';
import { Shows, showOf } from './shows.tsx';
import { timeAxis, usualYear } from './time-axis.ts';
import { totalWords } from './total-words.ts';
import { useBoardSize } from './use-board-size.ts';
import styles from './board.module.css';

const CountryMap = lazy(async () => ({ default: (await import('./country-map.tsx')).CountryMap }));

/** Kinds that are always on the board; others appear with their first record. */
const ALWAYS = ['consultation', 'practice'];

export function Board(): ReactNode {
  const { t } = useTranslation('board');
  const formats = useFormats();
  const language = useLanguage();
  const desktop = useDesktop();
  const newRecord = useNewRecord();
  const [isSharing, setSharing] = useState(false);
  const search = useSearch();
  const today = useMemo(() => new Date(), []);
  const filter = useMemo(() => filterOf(search), [search]);
  const read = useRead(
    async (engine) => {
      const place = placeQueryOf(filter);
      const all = await engine.board(place);
      const from = filter.year === 'all' ? null : (filter.year ?? usualYear(all.years, today));
      if (from === null) return { query: place, from, to: null, years: all.years, view: all };
      const to = Math.max(from, filter.to ?? from);
      const query: BoardQuery = { ...place, fromYear: from, toYear: to };
      return { query, from, to, years: all.years, view: await engine.board(query) };
    },
    ['records', 'deliveries'],
    [filter],
  );

  const show = showOf(search);
  const year = read === undefined || read.from !== read.to ? null : read.from;
  const words = read && cordWords({ view: read.view, query: read.query, t, formats, language, today });
  return (
    <Place
      title={read === undefined ? t('title') : headline(read.view, t)}
      lede={read === undefined ? ' ' : <Lede view={read.view} period={periodWords(read)} />}
      head={
        read && (
          <BoardFilters
            filter={filter}
            shownYear={read.from}
            years={read.years}
            formats={formats}
            onChange={(changes) => go(`/board${searchWith(search, changes)}`, { replace: true })}
          />
        )
      }
      actionsStart={read && <p className={styles.totals}>{totals(read.view, t)}</p>}
      actions={
        <>
          <Button icon={Share2} isDisabled={read === undefined} onPress={() => setSharing(true)}>
            {t('copy')}
          </Button>
          <Button icon={Printer} onPress={() => void desktop.printPage()}>
            {t('print')}
          </Button>
          <Button tone="main" icon={Plus} onPress={() => void newRecord('consultation')}>
            {t('newConsultation')}
          </Button>
        </>
      }
    >
      <Shows search={search} />
      {read && words && show === 'cords' && (
        <Picture view={read.view} year={year} years={read.years} words={words} today={today} />
      )}
      {read && show === 'coverage' && <Coverage query={read.query} search={search} />}
      {read && show === 'map' && (
        <Suspense fallback={null}>
          <CountryMap query={read.query} />
        </Suspense>
      )}
      {read && isSharing && (
        <SummaryDialog
          asked={read.query}
          isPart={Object.keys(read.query).length > 0}
          onClose={() => setSharing(false)}
        />
      )}
    </Place>
  );
}

interface PictureProps {
  readonly view: BoardView;
  readonly year: number | null;
  readonly years: readonly number[];
  readonly words: CordWords;
  readonly today: Date;
}

function Picture({ view, year, years, words, today }: PictureProps): ReactNode {
  const { t } = useTranslation('board');
  const formats = useFormats();
  const [focus, setFocus] = useState<Focus | null>(null);
  const [frame, size] = useBoardSize();
  const axis = useMemo(() => timeAxis(year, years, today), [year, years, today]);
  const layout = useMemo(() => (size === null ? null : layOutBoard(view, axis, size)), [view, axis, size]);
  const kinds = kindsIn(view);
  return (
    <div className={styles.board}>
      <section aria-label={t('picture')} className={styles.picture}>
        {layout !== null && <MesaHeads layout={layout} />}
        <div ref={frame} className={styles.frame}>
          {layout !== null && (
            <Quipu
              view={view}
              layout={layout}
              axis={axis}
              formats={formats}
              words={words}
              focus={focus}
              onFocus={setFocus}
            />
          )}
        </div>
        {layout !== null && <CordTag focus={focus} layout={layout} words={words} />}
        <p className={styles.totalsBelow}>{totals(view, t)}</p>
        <Legend
          kinds={kinds}
          words={words}
          hasLongKnots={layout?.cords.some(({ knots }) => knots.some((one) => countOf(one.knots) > 1)) ?? false}
        />
      </section>
      <section aria-label={t('table')} tabIndex={0} className={styles.table}>
        <BoardTable
          view={view}
          year={year}
          kinds={kinds}
          formats={formats}
          words={words}
          active={focus?.objective ?? null}
          onActive={(objective) => setFocus({ objective, knot: null })}
        />
      </section>
    </div>
  );
}

/** The period in figures; null where it is every year. */
function periodWords({ from, to }: { readonly from: number | null; readonly to: number | null }): string | null {
  if (from === null) return null;
  return to === null || to === from ? String(from) : `${from}–${to}`;
}

type Translate = ReturnType<typeof useTranslation<'board'>>['t'];

function headline(view: BoardView, t: Translate): string {
  if (view.totals.records === 0) return t('headline.bare');
  return view.silent.length === 0 ? t('headline.all') : t('headline.silent', { count: view.silent.length });
}

function Lede({ view, period }: { readonly view: BoardView; readonly period: string | null }): ReactNode {
  const { t } = useTranslation('board');
  const formats = useFormats();
  if (view.totals.records === 0) return t('lede.bare');
  const silent = [...view.silent].sort((a, b) => a - b);
  if (silent.length === 0 || silent.length > 12) return t('lede.knot');
  const facts = { count: silent.length, list: formats.list(silent.map(String)) };
  return period === null ? t('lede.silent', facts) : t('lede.silentIn', { ...facts, year: period });
}

const totals = (view: BoardView, t: Translate): string => totalWords(view, t).join(' · ');

function kindsIn(view: BoardView): readonly string[] {
  const present = new Set(
    view.objectives.flatMap(({ byKind }) =>
      Object.entries(byKind).flatMap(([kind, count]) => (count > 0 ? [kind] : [])),
    ),
  );
  const known = [...allKinds.keys()].filter((kind) => ALWAYS.includes(kind) || present.has(kind));
  return [...known, ...[...present].filter((kind) => !allKinds.has(kind))];
}
