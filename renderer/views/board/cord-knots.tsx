// The knots of one cord. A single knot opens its record; a long knot stands for several and opens the cord's.

import type { ReactNode } from 'react';
import { type CordShape, cordXAt } from '#shared/report/cord-path.ts';
import { Knot } from '#renderer/ui/knot.tsx';
import { type Focus, linkKey } from './board-focus.ts';
import { type BoardLayout, countOf, type PlacedCord, type PlacedKnot } from './board-layout.ts';
import type { CordWords } from './cord-words.ts';
import styles from './quipu.module.css';

export interface CordKnotsProps {
  readonly cord: PlacedCord;
  readonly layout: BoardLayout;
  readonly shape: CordShape;
  readonly words: CordWords;
  readonly focused: number | null;
  readonly keep: (key: string) => (link: HTMLAnchorElement | null) => void;
  readonly onFocus: (focus: Focus) => void;
}

export function CordKnots({ cord, layout, shape, words, focused, keep, onFocus }: CordKnotsProps): ReactNode {
  return cord.knots.map((placed, index) => {
    const at: Focus = { objective: cord.objective, knot: index };
    const x = Math.round(cordXAt(shape, placed.y) * 10) / 10;
    return (
      <a
        key={linkKey(at)}
        ref={keep(linkKey(at))}
        href={words.linkToKnot(cord.objective, placed)}
        aria-label={words.knotSentence(placed)}
        tabIndex={-1}
        className={styles.knotLink}
        onFocus={() => onFocus(at)}
        onPointerEnter={() => onFocus(at)}
      >
        {index === focused && <circle cx={x} cy={placed.y} r={layout.knotSize * 2.1} className={styles.ring} />}
        <circle cx={x} cy={placed.y} r={Math.min(layout.slot / 2, layout.knotSize * 1.9)} className={styles.knotHit} />
        <DrawnKnot placed={placed} x={x} size={layout.knotSize} />
      </a>
    );
  });
}

function DrawnKnot({
  placed,
  x,
  size,
}: {
  readonly placed: PlacedKnot;
  readonly x: number;
  readonly size: number;
}): ReactNode {
  const [first] = placed.knots;
  if (first === undefined) return null;
  if (countOf(placed.knots) === 1)
    return <Knot kind={first.kind} x={x} y={placed.y} size={size} isHollow={!first.merged} />;
  const isHollow = placed.knots.some(({ merged }) => !merged);
  const half = size * 1.12;
  const coils = [-0.45, 0.1, 0.65]
    .map((at) => `M${x - size * 1.05} ${placed.y + size * (at + 0.2)}l${size * 2.1} ${-size * 0.5}`)
    .join('');
  return (
    <g>
      <rect
        x={x - size * 1.2}
        y={placed.y - half}
        width={size * 2.4}
        height={half * 2}
        rx={size * 0.7}
        className={isHollow ? styles.longHollow : styles.long}
      />
      <path d={coils} className={isHollow ? styles.coilsHollow : styles.coils} />
    </g>
  );
}
