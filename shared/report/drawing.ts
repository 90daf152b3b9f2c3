// Stage 5, a picture as a value: lines, areas, circles and short words on a ground of so many units. The same one becomes
// shapes of Word (docx.ts), SVG to print (document-to-html.ts) or SVG on the screen, so no picture is made of pixels.
// Lines are straight pieces only ('M', 'L' and 'Z' with absolute numbers): what every reader of shapes draws alike.

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

export type Mark =
  /** `d`: M, L and Z with absolute numbers; `fill` and `stroke`: six digits; absent: none */
  | {
      readonly type: 'path';
      readonly d: string;
      readonly fill?: string;
      readonly stroke?: string;
      readonly width?: number;
    }
  | {
      readonly type: 'circle';
      readonly x: number;
      readonly y: number;
      readonly r: number;
      readonly fill?: string;
      readonly stroke?: string;
      readonly width?: number;
    }
  | {
      readonly type: 'text';
      /** where it is anchored, on its base line */
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly colour: string;
      readonly bold?: boolean;
    };

export type Point = readonly [x: number, y: number];

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const polyline = (points: readonly Point[]): string =>
  points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');

/** The same mark elsewhere. */
export function moved(mark: Mark, dx: number, dy: number): Mark {
  if (mark.type !== 'path') return { ...mark, x: mark.x + dx, y: mark.y + dy };
  const d = mark.d.replace(
    /([ML])(-?[\d.]+) (-?[\d.]+)/g,
    (_, letter: string, x: string, y: string) => `${letter}${round(Number(x) + dx)} ${round(Number(y) + dy)}`,
  );
  return { ...mark, d };
}

/** The smallest box around a path. */
export function boxOf(d: string): Box {
  const numbers = (d.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
  const xs = numbers.filter((_, at) => at % 2 === 0);
  const ys = numbers.filter((_, at) => at % 2 === 1);
  const [x, y] = [least(xs), least(ys)];
  return { x, y, width: round(greatest(xs) - x), height: round(greatest(ys) - y) };
}

const round = (value: number): number => Math.round(value * 10) / 10;

const least = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b), Number.MAX_VALUE);
const greatest = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b), -Number.MAX_VALUE);

/** A rectangle, filled. */
export const box = (x: number, y: number, width: number, height: number, fill: string): Mark => ({
  type: 'path',
  d: `${polyline([
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ])}Z`,
  fill,
});
