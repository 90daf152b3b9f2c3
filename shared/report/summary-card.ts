// Stage 5, counts as a card to be sent as a picture: a few lines in large letters, and the quipu under them with as many
// knots as there are records on each objective. In a workshop its first line says that it is an exercise.

import { box, type Drawing, type Mark, moved } from './drawing.ts';
import { PALETTE } from './palette.ts';
import { quipuDrawing } from './quipu-drawing.ts';

export interface CardWords {
  /** of a workshop: that nothing of it is real */
  readonly banner: string | null;
  /** the largest number, in words */
  readonly title: string;
  readonly lines: readonly string[];
  /** what the card is of, and what is not on it */
  readonly foot: string;
}

const EDGE = 28;
const BAND = 46;
const TITLE = 40;
const LINE = 31;
const SIZE = 21;
/** Letters of a line of that size, of the widest words. */
const LETTERS = 54;
const FOOT = 15;
const FOOT_LETTERS = 76;

/** @param knots by objective, in the order of their numbers */
export function summaryCard({ banner, title, lines, foot }: CardWords, knots: readonly number[]): Drawing {
  const quipu = quipuDrawing(knots);
  const { width } = quipu;
  const marks: Mark[] = [];
  let y = EDGE;
  const say = (text: string, size: number, look: { readonly bold?: boolean; readonly colour?: string }): void => {
    marks.push({ type: 'text', x: EDGE, y, text, size, anchor: 'start', colour: PALETTE.ink, ...look });
  };
  if (banner !== null) {
    marks.push(box(0, 0, width, BAND, PALETTE.wool));
    y = BAND - 16;
    say(banner, 18, { bold: true });
    y = BAND + EDGE;
  }
  y += 24;
  for (const line of inLines(title, 30)) {
    say(line, 34, { bold: true });
    y += TITLE;
  }
  for (const line of lines.flatMap((text) => inLines(text, LETTERS))) {
    say(line, SIZE, {});
    y += LINE;
  }
  marks.push(...quipu.marks.map((mark) => moved(mark, 0, y)));
  y += quipu.height + EDGE;
  for (const line of inLines(foot, FOOT_LETTERS)) {
    say(line, FOOT, { colour: PALETTE.quiet });
    y += FOOT * 1.4;
  }
  const height = Math.ceil(y + FOOT / 2);
  return { width, height, marks: [box(0, 0, width, height, PALETTE.paper), ...marks] };
}

/** Broken between words, at most so many letters a line; a longer word has a line to itself. */
function inLines(text: string, letters: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
