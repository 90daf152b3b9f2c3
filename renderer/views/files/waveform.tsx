// A sound as bars, one for each tenth of a second, the newest at the right end; many are drawn together so that all of it
// fits. A screen reader hears only what it is: the time beside it says the rest.

import type { ReactNode } from 'react';
import styles from './files.module.css';

export interface WaveformProps {
  /** 0 to 1 each */
  readonly loudness: readonly number[];
  readonly label: string;
  /** still being spoken: only the last of it is shown, and it moves */
  readonly isGrowing?: boolean;
}

const BARS = 96;
const HEIGHT = 48;

export function Waveform({ loudness, label, isGrowing = false }: WaveformProps): ReactNode {
  const bars = isGrowing ? loudness.slice(-BARS) : gathered(loudness, BARS);
  const from = isGrowing ? BARS - bars.length : 0;
  return (
    <svg viewBox={`0 0 ${BARS * 4} ${HEIGHT}`} role="img" aria-label={label} className={styles.waveform}>
      {bars.map((loud, at) => {
        const height = Math.max(2, loud * HEIGHT);
        return <rect key={at} x={(from + at) * 4} y={(HEIGHT - height) / 2} width={3} height={height} rx={1} />;
      })}
    </svg>
  );
}

/** At most so many, each the loudest of those it stands for. */
function gathered(loudness: readonly number[], most: number): readonly number[] {
  if (loudness.length <= most) return loudness;
  const each = loudness.length / most;
  return Array.from({ length: most }, (_, at) =>
    Math.max(...loudness.slice(Math.floor(at * each), Math.floor((at + 1) * each))),
  );
}
