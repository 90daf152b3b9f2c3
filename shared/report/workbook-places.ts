// Stage 5, where a cell of a workbook is, and how much it holds.

/** What one cell of a sheet can hold. */
export const LONGEST_TEXT = 32_767;

export interface CellPlace {
  /** from 1 */
  readonly row: number;
  /** from 0 */
  readonly column: number;
}

/** 0 → A, 25 → Z, 26 → AA */
export const columnName = (at: number): string =>
  (at >= 26 ? columnName(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));

/** `B4` → row 4, column 1 */
export function placeOf(reference: string): CellPlace | undefined {
  const [, letters, row] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? [];
  if (letters === undefined) return undefined;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(row), column };
}
