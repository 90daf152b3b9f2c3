// Which mark an arrow key goes to: the nearest in that direction, nearer ones ahead before those to the side. Home
// and End go to the first and the last.

export interface PlacedMark {
  readonly iso2: string;
  readonly mark: readonly number[];
}

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Undefined where there is none that way, or the key is another. */
export function nearestMark(marks: readonly PlacedMark[], from: string, key: string): string | undefined {
  if (key === 'Home') return marks[0]?.iso2;
  if (key === 'End') return marks.at(-1)?.iso2;
  const direction = DIRECTIONS[key];
  const here = marks.find(({ iso2 }) => iso2 === from);
  if (direction === undefined || here === undefined) return undefined;
  const costOf = ({ mark: [x = 0, y = 0] }: PlacedMark): number => {
    const [dx, dy] = [x - (here.mark[0] ?? 0), y - (here.mark[1] ?? 0)];
    const ahead = dx * direction[0] + dy * direction[1];
    const aside = Math.abs(dx * direction[1]) + Math.abs(dy * direction[0]);
    return ahead <= 0 || aside > ahead * 2 ? Number.POSITIVE_INFINITY : ahead + aside * 2;
  };
  return marks
    .map((mark) => ({ iso2: mark.iso2, cost: costOf(mark) }))
    .filter(({ iso2, cost }) => iso2 !== from && Number.isFinite(cost))
    .sort((a, b) => a.cost - b.cost)[0]?.iso2;
}
