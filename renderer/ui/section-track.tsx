// How far a form has come: one knot a section on a length of cord; empty, begun, complete or with something to
// look at. One sentence says the same to a screen reader.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './section-track.module.css';

export type SectionState = 'empty' | 'begun' | 'complete' | 'errors';

export interface SectionTrackProps {
  readonly sections: readonly { readonly key: string; readonly state: SectionState }[];
}

const STEP = 22;
const MIDDLE = 10;

export function SectionTrack({ sections }: SectionTrackProps): ReactNode {
  const { t } = useTranslation('app');
  const complete = sections.filter(({ state }) => state === 'complete').length;
  const errors = sections.filter(({ state }) => state === 'errors').length;
  const width = STEP * Math.max(0, sections.length - 1) + 2 * MIDDLE;
  const label = [
    t('sections.complete', { count: complete, of: sections.length }),
    errors > 0 ? t('sections.errors', { count: errors }) : '',
  ]
    .filter((part) => part !== '')
    .join('. ');
  return (
    <svg viewBox={`0 0 ${width} 20`} width={width} height={20} role="img" aria-label={label} className={styles.track}>
      <line x1={MIDDLE} x2={width - MIDDLE} y1={10} y2={10} className={styles.cord} />
      {sections.map(({ key, state }, index) => (
        <SectionKnot key={key} state={state} x={MIDDLE + index * STEP} y={10} />
      ))}
    </svg>
  );
}

export interface SectionKnotProps {
  readonly state: SectionState;
  readonly x: number;
  readonly y: number;
}

/** For the inside of an <svg>. */
export function SectionKnot({ state, x, y }: SectionKnotProps): ReactNode {
  switch (state) {
    case 'complete':
      return (
        <g>
          <circle cx={x} cy={y} r={7.5} className={styles.complete} />
          <path d={`M${x - 3.4} ${y + 0.2}l2.4 2.5l4.6 -5`} className={styles.tick} />
        </g>
      );
    case 'begun':
      return (
        <g>
          <circle cx={x} cy={y} r={6.5} className={styles.empty} />
          <path d={`M${x} ${y - 6.5}a6.5 6.5 0 0 0 0 13z`} className={styles.begun} />
        </g>
      );
    case 'errors':
      return <path d={`M${x} ${y - 8.5}l8.5 15.5h-17z`} className={styles.errors} />;
    default:
      return <circle cx={x} cy={y} r={6.5} className={styles.empty} />;
  }
}
