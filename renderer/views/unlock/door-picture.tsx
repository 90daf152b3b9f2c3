// The cords at the door. A fixed drawing: the same knots for everybody, from a seed in this file, so that the
// page tells nothing of what the notebook holds.

import type { ReactNode } from 'react';
import { type CordShape, cordXAt, frayPath, loopPath } from '#shared/report/cord-path.ts';
import { CordStrands } from '#renderer/ui/cord.tsx';
import { Knot } from '#renderer/ui/knot.tsx';
import styles from './door-picture.module.css';

const GROUPS = [
  { mesa: 1, cords: 5 },
  { mesa: 2, cords: 7 },
  { mesa: 3, cords: 6 },
  { mesa: 4, cords: 5 },
] as const;
const KINDS = ['consultation', 'practice', 'consultation', 'commitment', 'consultation'] as const;
const TOP = 80;
const STEP = 20;
const GROUP_GAP = 18;

interface DrawnCord {
  readonly mesa: number;
  readonly shape: CordShape;
  readonly knots: readonly { readonly y: number; readonly kind: string; readonly isHollow: boolean }[];
}

export const DoorPicture = (): ReactNode => (
  <svg viewBox="0 0 520 768" preserveAspectRatio="xMinYMin slice" focusable={false}>
    <g className={styles.mainCord}>
      <path d={`M-400 ${TOP}H920`} />
      <path d={`M-400 ${TOP}H920`} />
    </g>
    {drawing.map(({ mesa, shape, knots }) => (
      <g key={shape.seed} className={`mesa-${mesa}`}>
        <CordStrands mesa={mesa} shape={shape} />
        <path d={loopPath(shape.x, TOP, 10)} className={styles.loop} />
        <path d={frayPath(shape, 7)} className={styles.fray} />
        {knots.map(({ y, kind, isHollow }) => (
          <Knot key={y} kind={kind} x={cordXAt(shape, y)} y={y} size={6.3} isHollow={isHollow} />
        ))}
      </g>
    ))}
  </svg>
);

const drawing: readonly DrawnCord[] = draw();

function draw(): readonly DrawnCord[] {
  let state = 20181219; // the day the Compact was endorsed
  const next = (limit: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * limit);
  };
  const cords: DrawnCord[] = [];
  let x = 16;
  for (const { mesa, cords: count } of GROUPS) {
    for (let index = 0; index < count; index++) {
      const bottom = 470 + next(240);
      const shape = { x, top: TOP, bottom, seed: cords.length, sway: 3 };
      const hung = next(8);
      const spacing = (bottom - TOP - 130) / Math.max(1, hung);
      const knots = Array.from({ length: hung }, (_, knot) => ({
        y: Math.round(TOP + 60 + knot * spacing + next(Math.max(1, Math.floor(spacing - 16)))),
        kind: KINDS[next(KINDS.length)] ?? 'consultation',
        isHollow: knot === hung - 1 && next(2) === 0,
      }));
      cords.push({ mesa, shape, knots });
      x += STEP;
    }
    x += GROUP_GAP;
  }
  return cords;
}
