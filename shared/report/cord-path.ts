// Geometry of a hanging cord: pure numbers and path texts. A cord sways a little, always the same way for the
// same seed, so that a picture never moves under the eye. Four patterns tell the mesas apart without colour:
// 1 twisted, 2 banded, 3 braided, 4 two strands.

export interface CordShape {
  /** where it is tied */
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  /** any whole number; the same one gives the same sway */
  readonly seed: number;
  /** how far it sways, in px */
  readonly sway: number;
}

/** Where the cord is at this height. */
export function cordXAt({ x, top, bottom, seed, sway }: CordShape, y: number): number {
  const along = bottom > top ? (y - top) / (bottom - top) : 0;
  const phase = (seed * 2.399) % (2 * Math.PI);
  const bend = Math.sin(along * Math.PI * (1.2 + (seed % 3) * 0.35) + phase) - Math.sin(phase);
  return x + sway * along * bend;
}

/** A smooth path along the cord, `offset` px to its right. */
export function cordPath(shape: CordShape, offset = 0, step = 14): string {
  const points = heights(shape.top, shape.bottom, step).map((y) => `${round(cordXAt(shape, y) + offset)} ${round(y)}`);
  return `M${points.join('L')}`;
}

/** One strand of a braid: half-waves left and right of the cord. */
export function braidPath(shape: CordShape, side: 1 | -1, width: number, halfWave: number): string {
  const ys = heights(shape.top, shape.bottom, halfWave);
  const [first = shape.top, ...rest] = ys;
  let path = `M${round(cordXAt(shape, first))} ${round(first)}`;
  let before = first;
  rest.forEach((y, index) => {
    const middle = (before + y) / 2;
    const bulge = side * (index % 2 === 0 ? width : -width);
    path += `Q${round(cordXAt(shape, middle) + bulge)} ${round(middle)} ${round(cordXAt(shape, y))} ${round(y)}`;
    before = y;
  });
  return path;
}

/** The frayed end. */
export function frayPath(shape: CordShape, size: number): string {
  const x = round(cordXAt(shape, shape.bottom));
  const y = round(shape.bottom);
  return `M${x} ${y}l${-size * 0.45} ${size}M${x} ${y}v${size * 1.1}M${x} ${y}l${size * 0.45} ${size}`;
}

/** The loop by which it hangs over the main cord. */
export const loopPath = (x: number, y: number, width: number): string =>
  `M${round(x - width / 2)} ${y + width * 0.4}c0 ${-width * 1.6} ${width} ${-width * 1.6} ${width} 0`;

function heights(top: number, bottom: number, step: number): readonly number[] {
  const count = Math.max(1, Math.ceil((bottom - top) / step));
  return Array.from({ length: count + 1 }, (_, index) => top + ((bottom - top) * index) / count);
}

const round = (value: number): number => Math.round(value * 10) / 10;
