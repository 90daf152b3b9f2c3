// The board, very small: cords with their knots, no words. Those are beside it.

import type { ReactNode } from 'react';
import type { BoardView } from '#renderer/engine/board-views.ts';
import { cordXAt } from '#shared/report/cord-path.ts';
import { CordStrands } from '#renderer/ui/cord.tsx';
import { Knot } from '#renderer/ui/knot.tsx';
import { mesas } from '#shared/mechanism/compact.ts';
import styles from './mini-quipu.module.css';

const WIDTH = 432;
const HEIGHT = 64;
const SLOT = 16.4;
const GROUP_GAP = 9;
const MAX_KNOTS = 5;

export function MiniQuipu({ board }: { readonly board: BoardView | undefined }): ReactNode {
  const byObjective = new Map((board?.objectives ?? []).map((cord) => [cord.objective, cord]));
  let x = 16;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden focusable={false} className={styles.mini}>
      <path d={`M2 5H${WIDTH - 2}`} className={styles.main} />
      <path d={`M2 5H${WIDTH - 2}`} className={styles.lay} />
      {mesas.map((mesa) => {
        const group = mesa.objectives.map((objective) => {
          const shape = { x, top: 5, bottom: HEIGHT - 6, seed: objective, sway: 2.2 };
          x += SLOT;
          const knots = (byObjective.get(objective)?.knots ?? []).slice(-MAX_KNOTS);
          return (
            <g key={objective}>
              <CordStrands mesa={mesa.n} shape={shape} />
              {knots.map((knot, index) => {
                const y = HEIGHT - 9 - (knots.length - 1 - index) * 9.5;
                return (
                  <Knot
                    key={knot.record}
                    kind={knot.kind}
                    x={cordXAt(shape, y)}
                    y={y}
                    size={3.4}
                    isHollow={!knot.merged}
                  />
                );
              })}
            </g>
          );
        });
        x += GROUP_GAP;
        return (
          <g key={mesa.n} className={`mesa-${mesa.n}`}>
            {group}
          </g>
        );
      })}
    </svg>
  );
}
