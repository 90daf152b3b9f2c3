// Stage 5, a QR code as the squares of a picture, for the screen and for paper alike.

import { encodeQR } from 'qr';

const BORDER = 2;

/** Rows of squares, true where dark, with the quiet border that a camera needs. */
export const squaresOf = (code: string): readonly (readonly boolean[])[] =>
  encodeQR(code, 'raw', { ecc: 'medium', border: BORDER });

/** One path of all dark squares, and how many squares the picture is wide and high. */
export function qrPath(code: string): { readonly path: string; readonly size: number } {
  const rows = squaresOf(code);
  const path = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { path, size: rows.length };
}
