// Stage 5, a chart as a drawing, for paper and screen (Word draws its own). Every number stands beside its bar or
// point, bars of several series are told apart by their place and the legend, points by their shape as well as colour.

import type { ChartBlock } from './document.ts';
import { type Drawing, type Mark, type Point, box, polyline } from './drawing.ts';
import { mesaColour, PALETTE } from './palette.ts';

const WIDTH = 640;
const LABEL = 12;
const BAR = 14;
const LETTER = 6.4;

export function chartDrawing(chart: ChartBlock): Drawing {
  const values = chart.series.flatMap((series) => series.values.filter((value) => typeof value === 'number'));
  const most = Math.max(1, ...values);
  const picture =
    chart.kind === 'bars'
      ? barsOf(chart, most)
      : chart.kind === 'columns'
        ? columnsOf(chart, most)
        : linesOf(chart, most);
  if (chart.series.length === 1) return picture;
  const legend = legendOf(chart, picture.height);
  return { ...picture, height: picture.height + 26, marks: [...picture.marks, ...legend] };
}

const colourOf = ({ series }: ChartBlock, at: number): string =>
  mesaColour(series[at]?.mesa ?? (series.length === 1 ? 0 : (at % 4) + 1));

const word = (x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end', bold = false): Mark => ({
  type: 'text',
  x,
  y,
  text,
  size: LABEL,
  anchor,
  colour: PALETTE.ink,
  bold,
});

function barsOf(chart: ChartBlock, most: number): Drawing {
  const { categories, series } = chart;
  const left = Math.min(280, 12 + LETTER * Math.max(...categories.map(({ length }) => length)));
  const room = WIDTH - left - 60;
  const slot = series.length * BAR + 12;
  const marks = categories.flatMap((category, at): readonly Mark[] => {
    const top = at * slot + 4;
    const name =
      category.length * LETTER > left - 8 ? `${category.slice(0, Math.floor((left - 14) / LETTER))}…` : category;
    return [
      word(left - 8, top + (series.length * BAR) / 2 + 4, name, 'end'),
      ...series.flatMap(({ values }, each): readonly Mark[] => {
        const value = values[at] ?? null;
        const y = top + each * BAR;
        const length = typeof value === 'number' ? (room * value) / most : 0;
        return [
          ...(length > 0 ? [box(left, y, length, BAR - 2, colourOf(chart, each))] : []),
          word(left + length + 5, y + 11, value === null ? '–' : String(value), 'start', true),
        ];
      }),
    ];
  });
  return { width: WIDTH, height: categories.length * slot + 4, marks };
}

const PLOT = 190;
const FLOOR = PLOT + 24;

function columnsOf(chart: ChartBlock, most: number): Drawing {
  const { categories, series } = chart;
  const slot = (WIDTH - 20) / Math.max(1, categories.length);
  const breadth = Math.min(34, (slot - 8) / series.length);
  const marks = categories.flatMap((category, at): readonly Mark[] => {
    const middle = 10 + slot * (at + 0.5);
    return [
      word(middle, FLOOR + 18, category, 'middle'),
      ...series.flatMap(({ values }, each): readonly Mark[] => {
        const value = values[at] ?? null;
        const height = typeof value === 'number' ? (PLOT * value) / most : 0;
        const x = middle - (breadth * series.length) / 2 + each * breadth;
        return [
          ...(height > 0 ? [box(x + 1, FLOOR - height, breadth - 2, height, colourOf(chart, each))] : []),
          word(x + breadth / 2, FLOOR - height - 5, value === null ? '–' : String(value), 'middle', true),
        ];
      }),
    ];
  });
  return { width: WIDTH, height: FLOOR + 28, marks: [...marks, floor()] };
}

function linesOf(chart: ChartBlock, most: number): Drawing {
  const { categories, series } = chart;
  const slot = (WIDTH - 40) / Math.max(1, categories.length);
  const xOf = (at: number): number => 20 + slot * (at + 0.5);
  const marks = series.flatMap(({ values }, each): readonly Mark[] => {
    const colour = colourOf(chart, each);
    const runs: Point[][] = [[]];
    categories.forEach((_, at) => {
      const value = values[at];
      if (typeof value === 'number') runs.at(-1)?.push([xOf(at), FLOOR - (PLOT * value) / most]);
      else runs.push([]);
    });
    const paths = runs.filter(({ length }) => length > 1).map(polyline);
    return [
      ...(paths.length > 0 ? [{ type: 'path', d: paths.join(''), stroke: colour, width: 2 } as const] : []),
      ...runs.flat().map((point) => markerOf(point, each, colour)),
      ...categories.flatMap((_, at): readonly Mark[] => {
        const value = values[at];
        return typeof value === 'number'
          ? [word(xOf(at), FLOOR - (PLOT * value) / most - 9, String(value), 'middle', true)]
          : [];
      }),
    ];
  });
  const names = categories.map((category, at) => word(xOf(at), FLOOR + 18, category, 'middle'));
  return { width: WIDTH, height: FLOOR + 28, marks: [floor(), ...marks, ...names] };
}

const floor = (): Mark => ({ type: 'path', d: `M10 ${FLOOR}L${WIDTH - 10} ${FLOOR}`, stroke: PALETTE.edge, width: 1 });

/** Circle, diamond, triangle, square. */
function markerOf([x, y]: Point, at: number, fill: string): Mark {
  const corners: readonly (readonly Point[])[] = [
    [],
    [
      [x, y - 6],
      [x + 6, y],
      [x, y + 6],
      [x - 6, y],
    ],
    [
      [x, y - 6],
      [x + 6, y + 5],
      [x - 6, y + 5],
    ],
    [
      [x - 5, y - 5],
      [x + 5, y - 5],
      [x + 5, y + 5],
      [x - 5, y + 5],
    ],
  ];
  const shape = corners[at % corners.length] ?? [];
  return shape.length === 0 ? { type: 'circle', x, y, r: 4.5, fill } : { type: 'path', d: `${polyline(shape)}Z`, fill };
}

function legendOf(chart: ChartBlock, top: number): readonly Mark[] {
  let x = 12;
  return chart.series.flatMap(({ name }, at) => {
    const start = x;
    x += 30 + name.length * LETTER;
    return [
      markerOf([start + 6, top + 12], chart.kind === 'lines' ? at : 3, colourOf(chart, at)),
      word(start + 18, top + 16, name, 'start'),
    ];
  });
}
