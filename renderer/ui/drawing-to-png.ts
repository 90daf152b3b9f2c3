// A drawing as a PNG file, painted by this machine alone, in the app's own letters.

import type { Drawing, Mark } from '#shared/report/drawing.ts';

/** Pixels a unit: sharp on a telephone. */
const SCALE = 2;
const LETTERS = "'Atkinson Hyperlegible Next', system-ui, sans-serif";

export async function drawingToPng({ width, height, marks }: Drawing): Promise<Blob> {
  await Promise.all([400, 700].map((weight) => document.fonts.load(`${weight} 20px ${LETTERS}`)));
  const canvas = Object.assign(document.createElement('canvas'), { width: width * SCALE, height: height * SCALE });
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.scale(SCALE, SCALE);
  for (const mark of marks) paint(context, mark);
  const { promise, resolve } = Promise.withResolvers<Blob | null>();
  canvas.toBlob(resolve, 'image/png');
  const blob = await promise;
  if (blob === null) throw new Error('no picture');
  return blob;
}

function paint(context: CanvasRenderingContext2D, mark: Mark): void {
  if (mark.type === 'text') {
    context.font = `${mark.bold === true ? 700 : 400} ${mark.size}px ${LETTERS}`;
    context.textAlign = mark.anchor === 'middle' ? 'center' : mark.anchor;
    context.fillStyle = `#${mark.colour}`;
    context.fillText(mark.text, mark.x, mark.y);
    return;
  }
  const path = mark.type === 'path' ? new Path2D(mark.d) : new Path2D();
  if (mark.type === 'circle') path.arc(mark.x, mark.y, mark.r, 0, 2 * Math.PI);
  if (mark.fill !== undefined) {
    context.fillStyle = `#${mark.fill}`;
    context.fill(path);
  }
  if (mark.stroke === undefined) return;
  context.strokeStyle = `#${mark.stroke}`;
  context.lineWidth = mark.width ?? 1;
  context.stroke(path);
}
