// The quipu board: 23 cords on a main cord, grouped by mesa; every record a knot on each objective it deals
// with. The arrow keys go from cord to cord and down a cord from knot to knot; Enter opens the records. The
// table beside it says the same in numbers.

import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardView } from '#renderer/engine/board-views.ts';
import type { Formats } from '#renderer/i18n/format.ts';
import { type CordShape, frayPath, loopPath } from '#shared/report/cord-path.ts';
import { CordStrands } from '#renderer/ui/cord.tsx';
import { names } from '#renderer/ui/names.ts';
import type { BoardLayout, PlacedCord } from './board-layout.ts';
import { type Focus, keyToFocus, linkKey, nextFocus } from './board-focus.ts';
import { CordKnots } from './cord-knots.tsx';
import type { CordWords } from './cord-words.ts';
import type { TimeAxis } from './time-axis.ts';
import styles from './quipu.module.css';

/** Below a cord there is room for three digits; the tag and the table have the whole number. */
const MOST_COUNTED = 999;

export interface QuipuProps {
  readonly view: BoardView;
  readonly layout: BoardLayout;
  readonly axis: TimeAxis;
  readonly formats: Formats;
  readonly words: CordWords;
  readonly focus: Focus | null;
  readonly onFocus: (focus: Focus) => void;
}

export function Quipu({ view, layout, axis, formats, words, focus, onFocus }: QuipuProps): ReactNode {
  const { t } = useTranslation('board');
  const links = useRef(new Map<string, HTMLAnchorElement>());
  const { width, height, unit } = layout;
  const isBare = view.totals.records === 0;
  const entry = focus?.objective ?? layout.cords[0]?.objective;

  const move = (event: KeyboardEvent): void => {
    // The keys go on from where they were: the pointer may rest on another cord.
    const at = [...links.current].find(([, link]) => link === event.target)?.[0];
    const next = nextFocus(event.key, layout.cords, at === undefined ? focus : keyToFocus(at));
    if (next === undefined) return;
    event.preventDefault();
    onFocus(next);
    links.current.get(linkKey(next))?.focus();
  };
  const keep = (key: string) => (link: HTMLAnchorElement | null) => {
    if (link === null) links.current.delete(key);
    else links.current.set(key, link);
  };

  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="group"
      aria-label={t('picture')}
      className={styles.quipu}
      onKeyDown={move}
    >
      <Axis layout={layout} axis={axis} formats={formats} />
      <MainLine layout={layout} />
      {layout.cords.map((cord) => {
        const isOn = focus?.objective === cord.objective;
        const shape = shapeOf(cord, layout);
        const at: Focus = { objective: cord.objective, knot: null };
        return (
          <g key={cord.objective} className={`mesa-${cord.mesa}`} onPointerEnter={() => onFocus(at)}>
            <a
              ref={keep(linkKey(at))}
              href={words.linkTo(cord.objective)}
              aria-label={words.sentence(cord.objective)}
              tabIndex={cord.objective === entry ? 0 : -1}
              className={styles.cord}
              data-on={isOn || undefined}
              onFocus={() => onFocus(at)}
            >
              <rect
                x={cord.x - layout.slot / 2 + 1}
                y={1.5}
                width={layout.slot - 2}
                height={height - 3}
                rx={unit * 0.45}
                className={styles.hit}
              />
              {cord.count === 0 && !isBare ? (
                <EmptyCord cord={cord} layout={layout} label={t('noRecords')} />
              ) : (
                <CordStrands mesa={cord.mesa} shape={shape} />
              )}
              <path d={loopPath(cord.x, layout.mainCordY, Math.min(10, layout.slot * 0.42))} className={styles.loop} />
              <path
                d={frayPath(cord.count === 0 ? { ...shape, sway: 0 } : shape, unit * 0.42)}
                className={styles.fray}
              />
              <text x={cord.x} y={unit * 1.02} className={styles.number}>
                {cord.objective}
              </text>
            </a>
            {/* beside the link, not in it: what one calls it by is its number alone */}
            <text
              aria-hidden
              x={cord.x}
              y={height - unit * 0.42}
              className={names(
                cord.count === 0 && !isBare ? styles.none : styles.total,
                cord.count > 99 && styles.many,
              )}
            >
              {cord.count > MOST_COUNTED ? `${MOST_COUNTED}+` : cord.count}
            </text>
            {cord.count === 0 && !isBare && <EmptyWord cord={cord} layout={layout} label={t('noRecords')} />}
            <CordKnots
              cord={cord}
              layout={layout}
              shape={shape}
              words={words}
              focused={isOn ? (focus?.knot ?? null) : null}
              keep={keep}
              onFocus={onFocus}
            />
          </g>
        );
      })}
    </svg>
  );
}

const shapeOf = (cord: PlacedCord, layout: BoardLayout): CordShape => ({
  x: cord.x,
  top: layout.mainCordY,
  bottom: layout.cordBottom,
  seed: cord.objective,
  sway: Math.min(2.5, layout.slot * 0.07),
});

function Axis({ layout, axis, formats }: Pick<QuipuProps, 'layout' | 'axis' | 'formats'>): ReactNode {
  const { t } = useTranslation('board');
  const { top, bottom, axisRight, width, unit } = layout;
  const yOf = (at: number): number => Math.round(top + at * (bottom - top));
  const isClearOfToday = (at: number): boolean =>
    axis.today === null || Math.abs(yOf(at) - yOf(axis.today)) > unit * 0.95;
  return (
    <g aria-hidden>
      {axis.ticks.map((tick) => (
        <g key={tick.at}>
          <line x1={axisRight} x2={width} y1={yOf(tick.at)} y2={yOf(tick.at)} className={styles.grid} />
          {isClearOfToday(tick.at) && (
            <text x={axisRight - unit * 0.5} y={yOf(tick.at) + unit * 0.3} className={styles.tick}>
              {tick.type === 'month' ? formats.month(tick.month) : tick.year}
            </text>
          )}
        </g>
      ))}
      {axis.today !== null && (
        <>
          <line x1={axisRight} x2={width} y1={yOf(axis.today)} y2={yOf(axis.today)} className={styles.today} />
          <text x={axisRight - unit * 0.5} y={yOf(axis.today) + unit * 0.3} className={styles.todayWord}>
            {t('today')}
          </text>
        </>
      )}
      {layout.hasUndated && (
        <>
          <line x1={axisRight} x2={width} y1={bottom} y2={bottom} className={styles.undated} />
          <text x={axisRight - unit * 0.5} y={(bottom + layout.cordBottom) / 2 + unit * 0.1} className={styles.tick}>
            {t('undated1')}
          </text>
          <text x={axisRight - unit * 0.5} y={(bottom + layout.cordBottom) / 2 + unit * 1.05} className={styles.tick}>
            {t('undated2')}
          </text>
        </>
      )}
    </g>
  );
}

function MainLine({ layout }: { readonly layout: BoardLayout }): ReactNode {
  const { axisRight, width, mainCordY, unit } = layout;
  const path = `M${axisRight - unit} ${mainCordY}H${width}`;
  return (
    <g aria-hidden className={styles.mainCord}>
      <path d={path} />
      <path d={path} />
      <circle cx={axisRight - unit} cy={mainCordY} r={unit * 0.42} />
    </g>
  );
}

interface EmptyCordProps {
  readonly cord: PlacedCord;
  readonly layout: BoardLayout;
  readonly label: string;
}

/** A gap one sees: the cord is bare, parted for the words that stand on it. */
function EmptyCord({ cord, layout, label }: EmptyCordProps): ReactNode {
  const { top, cordBottom, unit, slot, mainCordY } = layout;
  const middle = (top + cordBottom) / 2;
  const half = Math.min((cordBottom - top) / 2 - 4, unit * 0.26 * label.length + unit * 0.4);
  const shape = { x: cord.x, seed: 0, sway: 0 };
  const width = Math.min(slot * 0.84, unit * 1.6);
  return (
    <g aria-hidden>
      <rect
        x={cord.x - width / 2}
        y={top - 2}
        width={width}
        height={cordBottom - top - 1}
        rx={unit * 0.4}
        className={styles.void}
      />
      <CordStrands mesa={cord.mesa} shape={{ ...shape, top: mainCordY, bottom: middle - half }} />
      <CordStrands mesa={cord.mesa} shape={{ ...shape, top: middle + half, bottom: cordBottom }} />
    </g>
  );
}

function EmptyWord({ cord, layout: { top, cordBottom }, label }: EmptyCordProps): ReactNode {
  const middle = (top + cordBottom) / 2;
  return (
    <text aria-hidden x={cord.x} y={middle} transform={`rotate(-90 ${cord.x} ${middle})`} className={styles.voidWord}>
      {label}
    </text>
  );
}
