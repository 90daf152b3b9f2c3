// Stage 5, a matrix as a drawing: each number with a bar under it, as long as it is large, in the colour of its mesa;
// zero is a dot. A piece of the mesa's cord stands before each row.

import type { MatrixBlock } from './document.ts';
import { type Drawing, type Mark, box } from './drawing.ts';
import { mesaColour, PALETTE } from './palette.ts';

const WIDTH = 640;
const LEFT = 250;
const ROW = 22;
const HEAD = 30;
const LETTER = 6.2;

export function matrixDrawing({ columns, rows }: MatrixBlock): Drawing {
  const slot = (WIDTH - LEFT) / Math.max(1, columns.length);
  const most = Math.max(1, ...rows.flatMap(({ values }) => values));
  const heads = columns.flatMap((name, at): readonly Mark[] =>
    wrapped(name, Math.floor(slot / LETTER)).map((line, of) =>
      word(LEFT + slot * (at + 0.5), 11 + of * 12, line, 'middle', PALETTE.quiet, 10),
    ),
  );
  const marks = rows.flatMap(({ name, mesa, values }, at): readonly Mark[] => {
    const top = HEAD + at * ROW;
    const colour = mesaColour(mesa);
    return [
      box(0, top + 3, 4, ROW - 6, colour),
      word(10, top + 15, cut(name, Math.floor((LEFT - 14) / LETTER)), 'start', PALETTE.ink, 11.5),
      { type: 'path', d: `M${LEFT} ${top + ROW}L${WIDTH} ${top + ROW}`, stroke: PALETTE.line, width: 1 },
      ...values.flatMap((value, column): readonly Mark[] => {
        const middle = LEFT + slot * (column + 0.5);
        if (value === 0) return [word(middle, top + 15, '·', 'middle', PALETTE.quiet, 11.5)];
        const breadth = 14 + ((slot - 30) * value) / most;
        return [
          box(middle - breadth / 2, top + ROW - 6, breadth, 3, colour),
          word(middle, top + 14, String(value), 'middle', PALETTE.ink, 11.5, true),
        ];
      }),
    ];
  });
  return { width: WIDTH, height: HEAD + rows.length * ROW + 4, marks: [...heads, ...marks] };
}

const word = (
  x: number,
  y: number,
  text: string,
  anchor: 'start' | 'middle',
  colour: string,
  size: number,
  bold = false,
): Mark => ({ type: 'text', x, y, text, size, anchor, colour, bold });

const cut = (text: string, letters: number): string =>
  text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;

/** In two lines at most. */
function wrapped(text: string, letters: number): readonly string[] {
  if (text.length <= letters) return [text];
  const at = text.lastIndexOf(' ', letters);
  if (at <= 0) return [cut(text, letters)];
  return [text.slice(0, at), cut(text.slice(at + 1), letters)];
}
