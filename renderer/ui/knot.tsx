// A record is a knot: its shape is its kind, hollow while the secretariat has not merged it. `Knot` is for the
// inside of an <svg>; `KindMark` stands in a line of text, beside a word that says the kind.

import type { ReactNode } from 'react';
import { names } from './names.ts';
import styles from './knot.module.css';

export interface KnotProps {
  readonly kind: string;
  readonly x: number;
  readonly y: number;
  /** half its width, in px */
  readonly size: number;
  readonly isHollow?: boolean;
  readonly className?: string | undefined;
}

export function Knot({ kind, x, y, size, isHollow = false, className }: KnotProps): ReactNode {
  const look = names(styles.knot, isHollow ? styles.hollow : styles.full, className);
  switch (kind) {
    case 'consultation':
      return <circle cx={x} cy={y} r={size} className={look} />;
    case 'practice': {
      const half = size * 1.28;
      return <path d={`M${x} ${y - half}L${x + half} ${y}L${x} ${y + half}L${x - half} ${y}Z`} className={look} />;
    }
    case 'commitment': {
      const half = size * 1.2;
      return <path d={`M${x} ${y - half}L${x + half} ${y + half * 0.85}H${x - half}Z`} className={look} />;
    }
    default:
      return <rect x={x - size * 0.9} y={y - size * 0.9} width={size * 1.8} height={size * 1.8} className={look} />;
  }
}

export interface KindMarkProps {
  readonly kind: string;
  readonly isHollow?: boolean;
  readonly className?: string | undefined;
}

export const KindMark = ({ kind, isHollow = false, className }: KindMarkProps): ReactNode => (
  <svg viewBox="0 0 16 16" aria-hidden focusable={false} className={names(styles.mark, className)}>
    <Knot kind={kind} x={8} y={8} size={5.2} isHollow={isHollow} />
  </svg>
);
