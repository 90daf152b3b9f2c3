// The mark: four cords with a knot each, on the main cord.

import type { ReactNode } from 'react';

const CORDS = [
  { mesa: 1, x: 6, to: 22, knot: 15 },
  { mesa: 2, x: 11.3, to: 25, knot: 19 },
  { mesa: 3, x: 16.7, to: 20, knot: 12.5 },
  { mesa: 4, x: 22, to: 24, knot: 17.5 },
] as const;

export const Brand = (): ReactNode => (
  <svg viewBox="0 0 28 28" width={28} height={28} aria-hidden focusable={false}>
    <path d="M2 6H26" stroke="var(--cord)" strokeWidth={4} strokeLinecap="round" />
    {CORDS.map(({ mesa, x, to, knot }) => (
      <g key={mesa} className={`mesa-${mesa}`}>
        <path d={`M${x} 4V${to}`} stroke="currentColor" strokeWidth={2.4} />
        <circle cx={x} cy={knot} r={2.9} fill="currentColor" />
      </g>
    ))}
  </svg>
);
