// Stage 5, numbers that are looked at and read in one place: a table whose cells have a bar beside the number, as long as
// the number is large. So a chart of bars and its table are one thing, and so is a matrix. Only the bar's length says
// something, never its colour alone.

import { type ChartBlock, chartTable, type MatrixBlock, matrixTable, type TableBlock } from './document.ts';
import { box, type Drawing } from './drawing.ts';
import { mesaColour } from './palette.ts';

export interface BarTable {
  readonly table: TableBlock;
  /** where the bar of a number stands */
  readonly place: 'before' | 'under';
  /** null: no bar; the longest is as wide as the drawing */
  readonly barOf: (row: number, column: number) => Drawing | null;
}

const CHART_BAR = { width: 300, height: 12 };
const MATRIX_BAR = { width: 56, height: 4 };

/** null: it has lines, columns or several series, and is drawn as a picture with its table under it. */
export function barTableOf(block: ChartBlock): BarTable | null {
  const [series, ...more] = block.series;
  if (block.kind !== 'bars' || series === undefined || more.length > 0) return null;
  const most = largestIn(series.values);
  return {
    table: { ...chartTable(block), widths: [4, 5] },
    place: 'before',
    barOf: (row, column) =>
      column === 1 ? barFor(series.values[row] ?? null, most, mesaColour(series.mesa), CHART_BAR) : null,
  };
}

export function barTableOfMatrix(block: MatrixBlock): BarTable {
  const most = largestIn(block.rows.flatMap(({ values }) => values));
  return {
    table: matrixTable(block),
    place: 'under',
    barOf: (row, column) => {
      const of = block.rows[row];
      return of === undefined ? null : barFor(of.values[column - 1] ?? null, most, mesaColour(of.mesa), MATRIX_BAR);
    },
  };
}

/** How much of the largest number of a matrix a number is: 0 where it is none, else 1 to 3. */
export function stepOf({ rows }: MatrixBlock, value: number): number {
  return value === 0 ? 0 : Math.ceil((value / largestIn(rows.flatMap(({ values }) => values))) * 3);
}

const largestIn = (values: readonly unknown[]): number =>
  Math.max(1, ...values.filter((value): value is number => typeof value === 'number'));

function barFor(
  value: string | number | null,
  most: number,
  colour: string,
  { width, height }: { readonly width: number; readonly height: number },
): Drawing | null {
  if (typeof value !== 'number' || value <= 0) return null;
  const length = Math.max(2, Math.round((width * value) / most));
  return { width: length, height, marks: [box(0, 0, length, height, colour)] };
}
