// A list of any length of which only the rows in sight are in the page. To a screen reader it is a grid of its
// full length. One row is the active one: arrows, Page, Home and End move it, Enter opens it; it stays in the
// page wherever one scrolls, so that the focus is never lost.

import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { names } from '#renderer/ui/names.ts';
import styles from './records.module.css';

export interface VirtualRowsProps {
  readonly label: string;
  readonly columns: readonly { readonly key: string; readonly label: ReactNode }[];
  readonly total: number;
  /** the cells of a row, in the order of the columns; undefined while it is being read */
  readonly cellsOf: (index: number) => readonly ReactNode[] | undefined;
  readonly onOpen: (index: number) => void;
  /** index of the first row in sight */
  readonly onScroll: (first: number) => void;
  /** changes when the list becomes another one: it starts at its top again */
  readonly listKey: string;
}

/** Rows kept ready above and below those in sight. */
const SPARE = 8;
/** However tall the list's box claims to be (a page laid out for paper), no more rows than this are drawn. */
const MOST = 120;
/** Height of a row and of the head, in rem. */
const ROW_REM = 4.25;
const HEAD_REM = 2.25;

export function VirtualRows({
  label,
  columns,
  total,
  cellsOf,
  onOpen,
  onScroll,
  listKey,
}: VirtualRowsProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600, rem: 16 });
  const [active, setActive] = useState(0);
  const wantsFocus = useRef(false);
  const row = ROW_REM * view.rem;
  const first = Math.max(0, Math.floor(view.top / row));
  const last = Math.min(total - 1, first + Math.min(MOST, Math.ceil(view.height / row)));
  const current = Math.min(active, Math.max(0, total - 1));

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = (): void =>
      setView({
        top: element.scrollTop,
        height: element.clientHeight,
        rem: Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
      });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = 0;
    setActive(0);
  }, [listKey]);
  useEffect(() => onScroll(first), [first, onScroll]);
  // with the drawing, not after it: the next key of a quick hand must find the focus where the last one put it
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${current + 2}"]`)?.focus({ preventScroll: true });
  }, [current, view]);

  const moveTo = (index: number): void => {
    const element = scroller.current;
    const next = Math.min(Math.max(0, index), total - 1);
    if (element === null) return;
    const top = next * row;
    const room = element.clientHeight - HEAD_REM * view.rem;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + row > element.scrollTop + room) element.scrollTop = top + row - room;
    wantsFocus.current = true;
    setActive(next);
    setView((before) => ({ ...before, top: element.scrollTop }));
  };
  const onKey = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(view.height / row) - 1);
    const target = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: total - 1,
    }[event.key];
    if (target !== undefined) moveTo(target);
    else if (event.key === 'Enter') onOpen(current);
    else return;
    event.preventDefault();
  };

  const shown = new Set<number>([current]);
  for (let index = Math.max(0, first - SPARE); index <= Math.min(total - 1, last + SPARE); index++) shown.add(index);
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      className={styles.grid}
      onScroll={({ currentTarget }) => setView((before) => ({ ...before, top: currentTarget.scrollTop }))}
    >
      <div role="row" aria-rowindex={1} className={names(styles.row, styles.head)}>
        {columns.map(({ key, label: words }) => (
          <span key={key} role="columnheader" data-column={key}>
            {words}
          </span>
        ))}
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: `${total * ROW_REM}rem` }} onKeyDown={onKey}>
        {[...shown]
          .sort((a, b) => a - b)
          .map((index) => {
            const cells = cellsOf(index);
            return (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                aria-busy={cells === undefined}
                tabIndex={index === current ? 0 : -1}
                className={styles.row}
                style={{ transform: `translateY(${index * ROW_REM}rem)` }}
                onClick={() => onOpen(index)}
                onFocus={() => setActive(index)}
              >
                {columns.map(({ key }, at) => (
                  <span key={key} role="gridcell" data-column={key}>
                    {cells?.[at]}
                  </span>
                ))}
              </div>
            );
          })}
      </div>
    </div>
  );
}
