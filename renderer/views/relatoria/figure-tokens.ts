// A sentence as it is written: where its words have a figure ({{total}}), the field shows its name and its number as one
// piece, such as [Total de participantes · 48]. What is typed into the field is carried back into the words: a piece that
// is cut into goes as a whole, and what is typed inside one stands after it.

import { wordParts } from '#shared/report/figures.ts';

export interface ShownWords {
  /** what the field shows */
  readonly text: string;
  /** ascending; places in `text` */
  readonly tokens: readonly Token[];
}

interface Token {
  readonly from: number;
  readonly to: number;
  /** what stands in the words in its place */
  readonly mark: string;
}

/** @param nameOf a figure with its number, in the reader's words */
export function shownWords(words: string, nameOf: (figure: string) => string): ShownWords {
  let text = '';
  const tokens: Token[] = [];
  for (const { text: part, figure } of wordParts(words)) {
    const from = text.length;
    text += figure === null ? part : `[${nameOf(figure)}]`;
    if (figure !== null) tokens.push({ from, to: text.length, mark: part });
  }
  return { text, tokens };
}

/** The words after somebody made `edited` of the text, and where in them the writing goes on. */
export function wordsAfter(shown: ShownWords, edited: string): { readonly words: string; readonly caret: number } {
  const change = changeBetween(shown, edited);
  const cut = shown.tokens.filter((token) => touches(change, token));
  const isTypedInside = change.from === change.to && cut.length > 0;
  const from = isTypedInside
    ? Math.max(...cut.map(({ to }) => to))
    : Math.min(change.from, ...cut.map((each) => each.from));
  const to = Math.max(change.to, ...cut.map((each) => each.to));
  const before = wordsBetween(shown, 0, from) + change.typed;
  return { words: before + wordsBetween(shown, to, shown.text.length), caret: before.length };
}

/** A place in the text as a place in the words; inside a figure, after it. */
export function placeInWords(shown: ShownWords, at: number): number {
  const inside = shown.tokens.find(({ from, to }) => from < at && at < to);
  return wordsBetween(shown, 0, inside?.to ?? at).length;
}

/** A place in the words as a place in the text. */
export function placeInText({ tokens }: ShownWords, at: number): number {
  let place = at;
  for (const { from, to, mark } of tokens) {
    if (place <= from) break;
    place = Math.max(to, place + to - from - mark.length);
  }
  return place;
}

interface Change {
  /** of the text before */
  readonly from: number;
  readonly to: number;
  readonly typed: string;
}

/** What was changed; of equal letters in a row it cannot be told which, so then not those of a figure. */
function changeBetween({ text, tokens }: ShownWords, edited: string): Change {
  const most = Math.min(text.length, edited.length);
  let same = 0;
  while (same < most && text[same] === edited[same]) same++;
  let sameEnd = 0;
  while (sameEnd < most - same && text.at(-1 - sameEnd) === edited.at(-1 - sameEnd)) sameEnd++;
  let change: Change = {
    from: same,
    to: text.length - sameEnd,
    typed: edited.slice(same, edited.length - sameEnd),
  };
  while (tokens.some((token) => touches(change, token))) {
    const moved = movedLeft(change, text);
    if (moved === undefined) break;
    change = moved;
  }
  return change;
}

/** The same change, told one letter earlier. */
function movedLeft({ from, to, typed }: Change, text: string): Change | undefined {
  const letter = text[from - 1];
  if (letter === undefined) return undefined;
  if (typed === '' && text[to - 1] === letter) return { from: from - 1, to: to - 1, typed };
  if (from === to && typed.endsWith(letter)) return { from: from - 1, to: to - 1, typed: letter + typed.slice(0, -1) };
  return undefined;
}

const touches = ({ from, to }: Change, token: Token): boolean => from < token.to && to > token.from;

/** Figures that lie whole between the two places as they are kept. */
function wordsBetween({ text, tokens }: ShownWords, from: number, to: number): string {
  let words = '';
  let at = from;
  for (const token of tokens) {
    if (token.from < from || token.to > to) continue;
    words += text.slice(at, token.from) + token.mark;
    at = token.to;
  }
  return words + text.slice(at, to);
}
