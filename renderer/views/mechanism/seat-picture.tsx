// The ten seats as a quipu: a main cord, two cords for each mesa in its colour and pattern, two plain ones for the
// agencies. A full knot is a seat taken, a hollow one a seat to fill. The table beside it says the same in words.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CordStrands } from '#renderer/ui/cord.tsx';
import { cordXAt, loopPath } from '#shared/report/cord-path.ts';
import { Knot } from '#renderer/ui/knot.tsx';
import type { Seat } from '#shared/report/composition.ts';
import styles from './mechanism.module.css';

const WIDTH = 440;
const HEIGHT = 168;
const TOP = 46;
const BOTTOM = 158;
const KNOT = 118;
/** between the two cords of a mesa, and between mesas */
const NEAR = 34;
const FAR = 86;
const LEFT = 32;

export function SeatPicture({ seats }: { readonly seats: readonly Seat[] }): ReactNode {
  const { t } = useTranslation(['mechanism', 'app']);
  const groups = [...Map.groupBy(seats, ({ mesa }) => mesa)];
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('seats.picture')} className={styles.picture}>
      {groups.map(([mesa, its], group) => (
        <g key={mesa ?? 'agencies'}>
          <text x={LEFT + group * FAR + NEAR / 2} y={16} textAnchor="middle">
            {mesa === null ? t('seats.agencies') : t('app:mesaNumber', { mesa })}
          </text>
          {its.map((seat, at) => (
            <SeatCord key={seat.place} seat={seat} x={LEFT + group * FAR + at * NEAR} seed={group * 2 + at + 1} />
          ))}
        </g>
      ))}
      <g className={styles.mainCord}>
        <path d={`M6 ${TOP - 8}H${WIDTH - 6}`} />
        <path d={`M6 ${TOP - 8}H${WIDTH - 6}`} />
      </g>
    </svg>
  );
}

interface SeatCordProps {
  readonly seat: Seat;
  readonly x: number;
  readonly seed: number;
}

function SeatCord({ seat: { mesa, holder }, x, seed }: SeatCordProps): ReactNode {
  const shape = { x, top: TOP - 4, bottom: BOTTOM, seed, sway: 4 };
  return (
    <g className={mesa === null ? styles.agency : `mesa-${mesa}`}>
      {mesa === null ? (
        <path d={`M${x} ${TOP - 4}V${BOTTOM}`} className={styles.plain} />
      ) : (
        <CordStrands mesa={mesa} shape={shape} />
      )}
      <path d={loopPath(x, TOP - 8, 12)} className={styles.loop} />
      <Knot
        kind="consultation"
        x={mesa === null ? x : cordXAt(shape, KNOT)}
        y={KNOT}
        size={10}
        isHollow={holder === null}
      />
    </g>
  );
}
