// A QR code as a picture of squares, drawn as one path: dark on light in every theme, since cameras want it so.

import { type ReactNode, useMemo } from 'react';
import { qrPath, squaresOf } from '#shared/report/qr-path.ts';
import styles from './qr-picture.module.css';

const SQUARE = 8;

export function QrPicture({ code, label }: { readonly code: string; readonly label: string }): ReactNode {
  const { path, size } = useMemo(() => qrPath(code), [code]);
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
