// A QR code as a picture of squares, drawn as one path: dark on light in every theme, since cameras want it so.

import { encodeQR } from 'qr';
import { type ReactNode, useMemo } from 'react';
import styles from './qr-picture.module.css';

const BORDER = 2;
const SQUARE = 8;

export function QrPicture({ code, label }: { readonly code: string; readonly label: string }): ReactNode {
  const { path, size } = useMemo(() => pathOf(code), [code]);
  return (
    <svg
      className={styles.qr}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path className={styles.ground} d={`M0 0h${size}v${size}H0z`} />
      <path className={styles.ink} d={path} />
    </svg>
  );
}

function pathOf(code: string): { readonly path: string; readonly size: number } {
  const rows = squaresOf(code);
  const path = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { path, size: rows.length };
}

const squaresOf = (code: string): readonly (readonly boolean[])[] =>
  encodeQR(code, 'raw', { ecc: 'medium', border: BORDER });

/** The same picture as a PNG file. */
export async function qrToPng(code: string): Promise<Uint8Array> {
  const rows = squaresOf(code);
  const canvas = new OffscreenCanvas(rows.length * SQUARE, rows.length * SQUARE);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  for (const [y, row] of rows.entries())
    for (const [x, isDark] of row.entries()) if (isDark) context.fillRect(x * SQUARE, y * SQUARE, SQUARE, SQUARE);
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
}
