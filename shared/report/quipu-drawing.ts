// Stage 5, the quipu as a drawing: 23 cords on the main cord, grouped by mesa, each with its pattern and, as knots, how
// many records speak of its objective. It is the picture of covers; `cordDrawing` is one short cord, beside a heading.

import { mesas } from '../mechanism/compact.ts';
import { type CordShape, cordXAt } from './cord-path.ts';
import { type Drawing, type Mark, type Point, polyline } from './drawing.ts';
import { mesaColour, PALETTE } from './palette.ts';

const WIDTH = 640;
const HEIGHT = 330;
const TOP = 16;
const SLOT = 24.4;
const GAP = 14;
/** More than these are said in numbers elsewhere. */
const MOST_KNOTS = 9;
const KNOT = 20;

/** @param knots by objective, in the order of their numbers */
export function quipuDrawing(knots: readonly number[] = []): Drawing {
  const marks: Mark[] = [];
  let x = 26;
  for (const mesa of mesas) {
    for (const objective of mesa.objectives) {
      const length = 200 + ((objective * 37) % 70);
      const shape = { x, top: TOP, bottom: TOP + length, seed: objective, sway: 4 };
      marks.push(
        ...strands(shape, mesa.n),
        ...fray(shape, mesa.n),
        ...knotsOn(shape, mesa.n, knots[objective - 1] ?? 0),
      );
      const label = { text: String(objective), size: 12, anchor: 'middle', colour: PALETTE.ink } as const;
      marks.push({ type: 'text', x: cordXAt(shape, shape.bottom), y: shape.bottom + 30, ...label });
      x += SLOT;
    }
    x += GAP;
  }
  return { width: WIDTH, height: HEIGHT, marks: [...mainCord(), ...marks] };
}

export function cordDrawing(mesa: number): Drawing {
  const shape = { x: 6, top: 1, bottom: 21, seed: 0, sway: 0 };
  return { width: 12, height: 22, marks: strands(shape, mesa) };
}

/** Two strands laid around one another. */
function mainCord(): readonly Mark[] {
  const lays = Array.from({ length: 78 }, (_, at): string => {
    const x = 6 + at * 8;
    return polyline([
      [x, TOP + 3],
      [x + 5, TOP - 3],
    ]);
  });
  const across: readonly Point[] = [
    [2, TOP],
    [WIDTH - 2, TOP],
  ];
  return [
    { type: 'path', d: polyline(across), stroke: PALETTE.cord, width: 8 },
    { type: 'path', d: lays.join(''), stroke: PALETTE.cordLight, width: 1.4 },
  ];
}

/** 1 twisted, 2 banded, 3 braided, 4 two strands. */
function strands(shape: CordShape, mesa: number): readonly Mark[] {
  const stroke = mesaColour(mesa);
  const whole = polyline(along(shape, 6));
  switch (mesa) {
    case 1: {
      const lays = along(shape, 6).map(([x, y]) =>
        polyline([
          [x - 1.6, y + 1.6],
          [x + 1.6, y - 1.6],
        ]),
      );
      return [
        { type: 'path', d: whole, stroke, width: 3.6 },
        { type: 'path', d: lays.join(''), stroke: PALETTE.paper, width: 1 },
      ];
    }
    case 2: {
      const points = along(shape, 6);
      const bands = points.flatMap((point, at) => {
        const next = points[at + 1];
        return at % 2 === 0 && next !== undefined ? [polyline([point, next])] : [];
      });
      return [
        { type: 'path', d: whole, stroke, width: 1.2 },
        { type: 'path', d: bands.join(''), stroke, width: 4 },
      ];
    }
    case 3:
      return ([1, -1] as const).map((side) => ({
        type: 'path',
        d: polyline(along(shape, 1.5).map(([x, y]) => [x + side * 2.6 * Math.sin((y * Math.PI) / 6), y])),
        stroke,
        width: 1.4,
      }));
    default:
      return [-2, 2].map((offset) => ({
        type: 'path',
        d: polyline(along(shape, 6).map(([x, y]) => [x + offset, y])),
        stroke,
        width: 1.5,
      }));
  }
}

function fray(shape: CordShape, mesa: number): readonly Mark[] {
  const x = cordXAt(shape, shape.bottom);
  const ends = [-4, 0, 4].map((aside) =>
    polyline([
      [x, shape.bottom],
      [x + aside, shape.bottom + 9],
    ]),
  );
  return [{ type: 'path', d: ends.join(''), stroke: mesaColour(mesa), width: 1.2 }];
}

const knotsOn = (shape: CordShape, mesa: number, count: number): readonly Mark[] =>
  Array.from({ length: Math.min(count, MOST_KNOTS) }, (_, at): Mark => {
    const y = shape.bottom - 14 - at * KNOT;
    return { type: 'circle', x: cordXAt(shape, y), y, r: 5.4, fill: mesaColour(mesa) };
  });

function along(shape: CordShape, step: number): readonly Point[] {
  const count = Math.max(1, Math.ceil((shape.bottom - shape.top) / step));
  return Array.from({ length: count + 1 }, (_, at): Point => {
    const y = shape.top + ((shape.bottom - shape.top) * at) / count;
    return [cordXAt(shape, y), y];
  });
}
