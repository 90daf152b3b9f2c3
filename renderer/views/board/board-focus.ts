// Where the person is on the board: on a cord, or on one of its knots. The arrow keys go from cord to cord, round
// the ends, and down a cord from knot to knot; up from the first knot is the cord again.

import type { PlacedCord } from './board-layout.ts';

export interface Focus {
  readonly objective: number;
  /** index of a knot, from above; null: the cord itself */
  readonly knot: number | null;
}

export const linkKey = ({ objective, knot }: Focus): string => `${objective} ${knot ?? ''}`;

export function keyToFocus(key: string): Focus {
  const [objective = '', knot = ''] = key.split(' ');
  return { objective: Number(objective), knot: knot === '' ? null : Number(knot) };
}

export function nextFocus(key: string, cords: readonly PlacedCord[], focus: Focus | null): Focus | undefined {
  const here = Math.max(
    0,
    cords.findIndex(({ objective }) => objective === focus?.objective),
  );
  const cordAt = (index: number): Focus | undefined => {
    const cord = cords[(index + cords.length) % cords.length];
    return cord === undefined ? undefined : { objective: cord.objective, knot: null };
  };
  const cord = cords[here];
  const knot = focus?.knot ?? null;
  switch (key) {
    case 'ArrowRight':
      return cordAt(here + 1);
    case 'ArrowLeft':
      return cordAt(here - 1);
    case 'Home':
      return cordAt(0);
    case 'End':
      return cordAt(cords.length - 1);
    case 'ArrowDown':
      if (cord === undefined || cord.knots.length === 0) return undefined;
      return { objective: cord.objective, knot: Math.min(cord.knots.length - 1, knot === null ? 0 : knot + 1) };
    case 'ArrowUp':
      return cord === undefined || knot === null
        ? undefined
        : { objective: cord.objective, knot: knot === 0 ? null : knot - 1 };
    default:
      return undefined;
  }
}
