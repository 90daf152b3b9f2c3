// What changed between two texts, word by word, for people to read: the longest common subsequence of words,
// marks and line breaks. `mergeWords` puts two texts together over the one both began from: each side's own
// changes are kept, and where both changed the same words both stand, one after the other. It only proposes;
// the person sees the outcome and decides. The pieces always spell the texts exactly, spaces included.

export interface Piece {
  readonly type: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** A stretch of the text put together, and whose it is: 0 both, 1 the first version, 2 the second. */
export interface MergedPiece {
  readonly hand: 0 | 1 | 2;
  readonly text: string;
}

export function diffWords(from: string, to: string): readonly Piece[] {
  const before = wordsOf(from);
  const after = wordsOf(to);
  const pieces: Piece[] = [];
  for (const hunk of hunksOf(before, after)) {
    if (hunk.same) pieces.push({ type: 'same', text: spell(after, hunk.to) });
    else {
      pieces.push({ type: 'removed', text: spell(before, hunk.from) }, { type: 'added', text: spell(after, hunk.to) });
    }
  }
  return joined(
    pieces.filter(({ text }) => text !== ''),
    (piece) => piece.type,
  );
}

export function mergeWords(base: string | undefined, one: string, other: string): readonly MergedPiece[] {
  if (one === other) return [{ hand: 0, text: one }];
  if (base === undefined || base === '')
    return [
      { hand: 1, text: one.endsWith('\n') ? one : `${one}\n` },
      { hand: 2, text: other },
    ];
  const words = wordsOf(base);
  const first = wordsOf(one);
  const second = wordsOf(other);
  const inFirst = keptIn(words, first);
  const inSecond = keptIn(words, second);
  const pieces: MergedPiece[] = [];
  let [at, atFirst, atSecond] = [0, 0, 0];
  const putBetween = (upTo: number, upToFirst: number, upToSecond: number): void => {
    const was = spell(words, [at, upTo]);
    const mine = spell(first, [atFirst, upToFirst]);
    const theirs = spell(second, [atSecond, upToSecond]);
    if (mine === theirs) pieces.push({ hand: 0, text: mine });
    else if (theirs === was) pieces.push({ hand: 1, text: mine });
    else if (mine === was) pieces.push({ hand: 2, text: theirs });
    else pieces.push({ hand: 1, text: apart(mine, theirs) }, { hand: 2, text: theirs });
  };
  for (const [index, word] of words.entries()) {
    const [here, there] = [inFirst.get(index), inSecond.get(index)];
    if (here === undefined || there === undefined) continue;
    putBetween(index, here, there);
    pieces.push({ hand: 0, text: word });
    [at, atFirst, atSecond] = [index + 1, here + 1, there + 1];
  }
  putBetween(words.length, first.length, second.length);
  return joined(
    pieces.filter(({ text }) => text !== ''),
    (piece) => piece.hand,
  );
}

/** The spaces around a stretch stay outside its mark: [before, words, after]. */
export function withSpacesApart(text: string): readonly [string, string, string] {
  const words = text.trim();
  const start = text.indexOf(words);
  return [text.slice(0, start), words, text.slice(start + words.length)];
}

/** Ranges of words, ends excluded, that are the same on both sides or stand in for one another. */
interface Hunk {
  readonly same: boolean;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

function hunksOf(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let [at, atAfter] = [0, 0];
  for (const [index, there] of keptIn(before, after)) {
    if (index > at || there > atAfter) hunks.push({ same: false, from: [at, index], to: [atAfter, there] });
    hunks.push({ same: true, from: [index, index + 1], to: [there, there + 1] });
    [at, atAfter] = [index + 1, there + 1];
  }
  if (at < before.length || atAfter < after.length) {
    hunks.push({ same: false, from: [at, before.length], to: [atAfter, after.length] });
  }
  return hunks;
}

/** Words, marks, line breaks and the spaces between them; together they are the text. */
const wordsOf = (text: string): readonly string[] => text.match(/\n|[\p{L}\p{M}\p{N}’'_-]+|[^\S\n]+|\S/gu) ?? [];

const spell = (words: readonly string[], [start, end]: readonly [number, number]): string =>
  words.slice(start, end).join('');

/** Two stretches that follow one another must not grow together into one word. */
const apart = (text: string, next: string): string =>
  text === '' || /\s$/.test(text) || /^[\s\p{P}]/u.test(next) ? text : `${text} `;

/** Beyond this many pairs of words the middle counts as rewritten: a list of words in common helps nobody there. */
const MAX_PAIRS = 9_000_000;

/** Index of each common word before → its index after, both ascending. */
function keptIn(before: readonly string[], after: readonly string[]): ReadonlyMap<number, number> {
  const kept = new Map<number, number>();
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && before[head] === after[head]) kept.set(head, head++);
  let tail = 0;
  while (tail < least - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const [rows, columns] = [before.length - head - tail, after.length - head - tail];
  if (rows * columns <= MAX_PAIRS) {
    const width = columns + 1;
    const length = new Uint16Array((rows + 1) * width);
    for (let row = rows - 1; row >= 0; row--) {
      for (let column = columns - 1; column >= 0; column--) {
        const here = row * width + column;
        length[here] =
          before[head + row] === after[head + column]
            ? (length[here + width + 1] ?? 0) + 1
            : Math.max(length[here + width] ?? 0, length[here + 1] ?? 0);
      }
    }
    for (let [row, column] = [0, 0]; row < rows && column < columns; ) {
      const here = row * width + column;
      if (before[head + row] === after[head + column]) kept.set(head + row++, head + column++);
      else if ((length[here + width] ?? 0) >= (length[here + 1] ?? 0)) row++;
      else column++;
    }
  }
  for (let left = tail; left > 0; left--) kept.set(before.length - left, after.length - left);
  return withoutLoneSpaces(kept, before);
}

/** Two rewritten stretches have their spaces in common by chance only: those would tear them into single words. */
function withoutLoneSpaces(kept: ReadonlyMap<number, number>, before: readonly string[]): ReadonlyMap<number, number> {
  const isHeld = ([index, there]: readonly [number, number]): boolean =>
    !/^[^\S\n]+$/.test(before[index] ?? '') || kept.get(index - 1) === there - 1 || kept.get(index + 1) === there + 1;
  return new Map([...kept].filter(isHeld));
}

function joined<P extends { readonly text: string }>(pieces: readonly P[], keyOf: (piece: P) => unknown): readonly P[] {
  const runs: P[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last !== undefined && keyOf(last) === keyOf(piece))
      runs[runs.length - 1] = { ...last, text: last.text + piece.text };
    else runs.push(piece);
  }
  return runs;
}
