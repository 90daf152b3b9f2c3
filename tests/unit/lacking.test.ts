import { expect, test } from 'vitest';
import { digestOfText, type ChangesetId, type KeyId } from '#shared/base/ids.ts';
import { lackingIn } from '#shared/merge/lacking.ts';
import type { AuthorLog, LogEntry } from '#shared/merge/state.ts';
import type { Level } from '#shared/record/definition.ts';

const [ana, luz] = ['ana', 'luz'].map((name) => digestOfText(name) as string as KeyId).sort() as [KeyId, KeyId];

const entry = (seq: number, withheld: readonly Level[], body = ''): LogEntry => ({
  id: digestOfText(`${seq} ${body}`) as string as ChangesetId,
  seq,
  prev: null,
  lamport: seq,
  here: ['open'],
  withheld,
});
const logOf = (author: KeyId, ...entries: readonly LogEntry[]): readonly [KeyId, AuthorLog] => [
  author,
  { author, entries, forks: [] },
];

test('numbers that lack the same levels, one after the other, are one run; personal is never named', () => {
  const logs = new Map([
    logOf(
      luz,
      entry(1, []),
      entry(2, ['restricted', 'personal']),
      entry(3, ['restricted']),
      entry(4, ['mechanism', 'restricted']),
      entry(5, ['personal']),
    ),
    logOf(ana, entry(7, ['restricted'])),
  ]);
  expect(lackingIn(logs, 100)).toEqual([
    { author: ana, from: 7, to: 7, levels: ['restricted'] },
    { author: luz, from: 2, to: 3, levels: ['restricted'] },
    { author: luz, from: 4, to: 4, levels: ['mechanism', 'restricted'] },
  ]);
});

test('of two bodies of one number, what either lacks is lacking', () => {
  const logs = new Map([logOf(ana, entry(1, ['restricted'], 'a'), entry(1, ['mechanism'], 'b'))]);
  expect(lackingIn(logs, 100)).toEqual([{ author: ana, from: 1, to: 1, levels: ['mechanism', 'restricted'] }]);
});

test('what cannot be said in so many runs is said more coarsely, and never less', () => {
  const some = [1, 3, 5].map((seq) => entry(seq, [seq === 3 ? 'mechanism' : 'restricted']));
  const logs = new Map([logOf(ana, ...some), logOf(luz, entry(2, ['restricted']), entry(9, ['restricted']))]);
  expect(lackingIn(logs, 4)).toEqual([
    { author: ana, from: 1, to: 5, levels: ['mechanism', 'restricted'] },
    { author: luz, from: 2, to: 2, levels: ['restricted'] },
    { author: luz, from: 9, to: 9, levels: ['restricted'] },
  ]);
  expect(lackingIn(logs, 1)).toHaveLength(2);
});
