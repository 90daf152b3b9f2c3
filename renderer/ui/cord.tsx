// The cords: the app's one ornament, and it always means something. `Cord` marks an objective or a mesa by its
// pattern and colour; `CordStrands` draws one inside a larger picture; `MainCord` is the brown one all hang from.

import type { ReactNode } from 'react';
import { braidPath, type CordShape, cordPath } from '#shared/report/cord-path.ts';
import { names } from './names.ts';
import styles from './cord.module.css';

export interface CordProps {
  /** 1 to 4 */
  readonly mesa: number;
  readonly className?: string | undefined;
}

/** A short length of cord, beside words that say which mesa it is. */
export function Cord({ mesa, className }: CordProps): ReactNode {
  return (
    <svg viewBox="0 0 12 24" aria-hidden focusable={false} className={names(styles.cord, `mesa-${mesa}`, className)}>
      <CordStrands mesa={mesa} shape={{ x: 6, top: 0, bottom: 24, seed: 0, sway: 0 }} />
    </svg>
  );
}

export interface CordStrandsProps {
  readonly mesa: number;
  readonly shape: CordShape;
}

/** For use inside an <svg>; takes its colour from `color`. */
export function CordStrands({ mesa, shape }: CordStrandsProps): ReactNode {
  switch (mesa) {
    case 1:
      return (
        <g className={styles.strands}>
          <path d={cordPath(shape)} strokeWidth={3.6} />
          <path d={cordPath(shape)} className={styles.lay} strokeWidth={1.5} strokeDasharray="2.4 3.7" />
        </g>
      );
    case 2:
      return (
        <g className={styles.strands}>
          <path d={cordPath(shape)} strokeWidth={1.4} />
          <path d={cordPath(shape)} strokeWidth={3.8} strokeDasharray="8.8 4.4" strokeLinecap="butt" />
        </g>
      );
    case 3:
      return (
        <g className={styles.strands}>
          <path d={braidPath(shape, 1, 5, 5.5)} strokeWidth={1.5} />
          <path d={braidPath(shape, -1, 5, 5.5)} strokeWidth={1.5} />
        </g>
      );
    default:
      return (
        <g className={styles.strands}>
          <path d={cordPath(shape, -2.1)} strokeWidth={1.6} />
          <path d={cordPath(shape, 2.1)} strokeWidth={1.6} />
        </g>
      );
  }
}

export interface MainCordProps {
  readonly direction?: 'across' | 'down';
  readonly className?: string | undefined;
}

export const MainCord = ({ direction = 'across', className }: MainCordProps): ReactNode => (
  <div aria-hidden className={names(styles.main, styles[direction], className)} />
);
