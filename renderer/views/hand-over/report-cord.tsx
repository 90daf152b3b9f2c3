// What a bundle held, as knots on a cord: new, changed, here already, in conflict, held. The numbers stand
// beside it in words; a long cord shows the proportions.

import type { ReactNode } from 'react';
import type { TakeInReport } from '#renderer/engine/carry-views.ts';
import styles from './report.module.css';

export type Class = 'new' | 'changed' | 'same' | 'conflict' | 'held';

export interface ClassCount {
  readonly name: Class;
  readonly count: number;
}

/** Records by what became of them, in the order of the cord; changesets held at its end. */
export function classesOf({
  newRecords,
  changedRecords,
  sameRecords,
  conflicts,
  held,
}: TakeInReport): readonly ClassCount[] {
  const inConflict = Math.min(conflicts, changedRecords);
  const all: readonly ClassCount[] = [
    { name: 'new', count: newRecords },
    { name: 'changed', count: changedRecords - inConflict },
    { name: 'same', count: sameRecords },
    { name: 'conflict', count: conflicts },
    { name: 'held', count: held.length },
  ];
  return all.filter(({ count }) => count > 0);
}

/** So many knots fit on the cord; with more, each stands for several. */
const KNOTS = 40;
const STEP = 14;

export function ReportCord({ classes }: { readonly classes: readonly ClassCount[] }): ReactNode {
  const total = classes.reduce((sum, { count }) => sum + count, 0);
  const each = Math.max(1, Math.ceil(total / KNOTS));
  const knots = classes.flatMap(({ name, count }) =>
    Array.from({ length: Math.max(1, Math.round(count / each)) }, () => name),
  );
  const width = Math.max(KNOTS, knots.length) * STEP + 8;
  return (
    <svg viewBox={`0 0 ${width} 24`} width="100%" aria-hidden focusable={false} className={styles.cord}>
      <line x1={2} x2={knots.length * STEP + 8} y1={12} y2={12} className={styles.strand} />
      <line x1={2} x2={knots.length * STEP + 8} y1={12} y2={12} className={styles.lay} />
      {knots.map((name, at) => (
        <ReportKnot key={at} name={name} x={12 + at * STEP} y={12} />
      ))}
    </svg>
  );
}

export function ReportKnot({
  name,
  x,
  y,
}: {
  readonly name: Class;
  readonly x: number;
  readonly y: number;
}): ReactNode {
  switch (name) {
    case 'new':
      return <circle cx={x} cy={y} r={5.5} className={styles.new} />;
    case 'changed':
      return (
        <g>
          <circle cx={x} cy={y} r={5} className={styles.same} />
          <path d={`M${x} ${y - 5}a5 5 0 0 0 0 10z`} className={styles.changed} />
        </g>
      );
    case 'same':
      return <circle cx={x} cy={y} r={5} className={styles.same} />;
    case 'conflict':
      return <path d={`M${x} ${y - 7.5}l7.5 13h-15z`} className={styles.conflict} />;
    case 'held':
      return <path d={`M${x} ${y - 7}l7 7l-7 7l-7 -7z`} className={styles.held} />;
  }
}
