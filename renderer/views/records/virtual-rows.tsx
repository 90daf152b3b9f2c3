// A list of any length of which only the rows in sight are in the page. To a screen reader it is a grid of its
// full length. One row is the active one: arrows, Page, Home and End move it, Enter opens it; it stays in the
// page wherever one scrolls, so that the focus is never lost. It is drawn in three steps, so that none is long: the box
// and its height, the rows in sight, those kept ready.

import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  startTransition,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { names } from '#renderer/ui/names.ts';
import styles from './records.module.css';

interface Column {
  readonly key: string;
  readonly label: ReactNode;
}

export interface VirtualRowsProps<Item> {
  readonly label: string;
  /** the same array as long as they are the same */
  readonly columns: readonly Column[];
  readonly total: number;
  /** undefined while it is being read; the same object as long as nothing of it changed */
  readonly itemAt: (index: number) => Item | undefined;
  /** what stands in its cells, in the order of the columns; the same function as long as the words are the same */
  readonly cellsOf: (item: Item) => readonly ReactNode[];
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

interface View {
  /** px */
  readonly top: number;
  /** px */
  readonly height: number;
  /** px */
  readonly rem: number;
}

export function VirtualRows<Item>(props: VirtualRowsProps<Item>): ReactNode {
  const { label, columns, total, itemAt, cellsOf, onOpen, onScroll, listKey } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>();
  const [spare, setSpare] = useState(0);
  const [active, setActive] = useState(0);
  const wantsFocus = useRef(false);
  const current = Math.min(active, Math.max(0, total - 1));
  const first = view === undefined ? 0 : firstIn(view);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    // told once after the box was laid out: asking for its height before would lay the page out twice
    const observer = new ResizeObserver(() => setView(viewOf(element)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const isMeasured = view !== undefined;
  useEffect(() => {
    if (isMeasured) startTransition(() => setSpare(SPARE));
  }, [isMeasured]);
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
    const { height, rem } = viewOf(element);
    const row = ROW_REM * rem;
    const top = next * row;
    const room = height - HEAD_REM * rem;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + row > element.scrollTop + room) element.scrollTop = top + row - room;
    wantsFocus.current = true;
    setActive(next);
    setView(viewOf(element));
  };
  const onKey = (event: KeyboardEvent): void => {
    const page = view === undefined ? 1 : Math.max(1, Math.floor(view.height / (ROW_REM * view.rem)) - 1);
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

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      className={styles.grid}
      onScroll={({ currentTarget: { scrollTop: top } }) => setView((before) => before && { ...before, top })}
    >
      <div role="row" aria-rowindex={1} className={names(styles.row, styles.head)}>
        {columns.map(({ key, label: words }) => (
          <span key={key} role="columnheader" data-column={key}>
            {words}
          </span>
        ))}
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: `${total * ROW_REM}rem` }} onKeyDown={onKey}>
        {drawn(view, spare, current, total).map((index) => (
          <Row
            key={index}
            index={index}
            item={itemAt(index)}
            columns={columns}
            cellsOf={cellsOf as (item: unknown) => readonly ReactNode[]}
            isCurrent={index === current}
            onOpen={onOpen}
            onFocus={setActive}
          />
        ))}
      </div>
    </div>
  );
}

/** As it is now; lays the page out if something changed. */
const viewOf = (element: HTMLElement): View => ({
  top: element.scrollTop,
  height: element.clientHeight,
  rem: Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
});

const firstIn = ({ top, rem }: View): number => Math.max(0, Math.floor(top / (ROW_REM * rem)));

/** The rows in sight, `spare` more above and below, and the active one wherever it is; in order. */
function drawn(view: View | undefined, spare: number, current: number, total: number): readonly number[] {
  if (view === undefined) return [current];
  const first = firstIn(view);
  const last = first + Math.min(MOST, Math.ceil(view.height / (ROW_REM * view.rem)));
  const from = Math.max(0, first - spare);
  const to = Math.min(total - 1, last + spare);
  const shown = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
  if (current < from) return [current, ...shown];
  return current > to ? [...shown, current] : shown;
}

interface RowProps {
  readonly index: number;
  readonly item: unknown;
  readonly columns: readonly Column[];
  readonly cellsOf: (item: unknown) => readonly ReactNode[];
  readonly isCurrent: boolean;
  readonly onOpen: (index: number) => void;
  readonly onFocus: (index: number) => void;
}

const Row = memo(function Row({ index, item, columns, cellsOf, isCurrent, onOpen, onFocus }: RowProps): ReactNode {
  const cells = item === undefined ? undefined : cellsOf(item);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy={cells === undefined}
      tabIndex={isCurrent ? 0 : -1}
      className={styles.row}
      style={{ transform: `translateY(${index * ROW_REM}rem)` }}
      onClick={() => onOpen(index)}
      onFocus={() => onFocus(index)}
    >
      {columns.map(({ key }, at) => (
        <span key={key} role="gridcell" data-column={key}>
          {cells?.[at]}
        </span>
      ))}
    </div>
  );
});
