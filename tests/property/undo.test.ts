// Taking back (shared/merge/undo.ts): whatever was written before, in conflict or not, says the same again afterwards,
// and nothing that others wrote meanwhile is lost.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChangesetId, digestOfText, type KeyId, type RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { Change, ChangesByLevel } from '#shared/log/change.ts';
import type { VerifiedChangeset } from '#shared/log/changeset.ts';
import { conflictsOf, replacing, shownValue } from '#shared/merge/conflict.ts';
import { planMerge } from '#shared/merge/plan.ts';
import type { RecordState } from '#shared/merge/state.ts';
import { undoRounds, type WrittenCell } from '#shared/merge/undo.ts';
import type { Level } from '#shared/record/definition.ts';

const RECORD = `${'r'.repeat(21)}A` as RecordId;
const CELLS = ['title', 'site', '$deleted'];
const AUTHORS = ['k1', 'k2', 'k3'] as readonly string[] as readonly KeyId[];

/** One record, and every changeset that wrote in it. */
function notebook() {
  const changesets = new Map<ChangesetId, VerifiedChangeset>();
  let state: RecordState | undefined;
  let lamport = 0;
  const write = (author: KeyId, changes: readonly (Omit<Change, 'record' | 'kind'> & { level?: Level })[]) => {
    const id = digestOfText(`changeset ${changesets.size}`) as string as ChangesetId;
    const byLevel: { [level in Level]?: Change[] } = {};
    for (const { level = 'open', cell, value, replaces } of changes)
      (byLevel[level] ??= []).push({ record: RECORD, kind: 'practice', cell, value, replaces });
    const body = { author, lamport: ++lamport, seq: lamport, prev: null, at: { time: '', doubt: null } };
    const verified = { id, body, changes: byLevel as ChangesByLevel, withheld: [] } as object as VerifiedChangeset;
    changesets.set(id, verified);
    const records = new Map(state === undefined ? [] : [[RECORD, state]]);
    const checked = { admitted: [verified], held: [], refused: [], already: 0, forks: [] };
    state = planMerge({ logs: new Map(), records, held: [] }, checked).records.get(RECORD);
    return id;
  };
  const live = (cell: string) => state?.cells[cell]?.writes ?? [];
  const undo = (written: readonly WrittenCell[], author: KeyId): void => {
    const records = new Map(state === undefined ? [] : [[RECORD, state]]);
    for (const round of undoRounds(written, records, changesets))
      write(
        author,
        round.map(({ cell, value, level, replaces }) => ({
          cell,
          value,
          replaces,
          ...(level === null ? {} : { level }),
        })),
      );
  };
  return {
    write,
    live,
    undo,
    state: () => state as RecordState,
    replacing: (cell: string) => replacing(state?.cells[cell]),
  };
}

const said = (writes: readonly { readonly value: Json; readonly level: Level }[]): readonly string[] =>
  writes.map(({ value, level }) => `${JSON.stringify(value)} ${level}`).sort();

const arbValue = fc.oneof(fc.string({ maxLength: 3 }), fc.constant(null), fc.constant({ reason: 'x' }));
const arbStep = fc.record({
  author: fc.constantFrom(...AUTHORS),
  cell: fc.constantFrom(...CELLS),
  value: arbValue,
  level: fc.constantFrom<Level>('open', 'restricted'),
  /** how many of the live writes its author had seen */
  knew: fc.nat({ max: 3 }),
});

test('what was there before is there again, also a conflict, at the levels it had, the same value shown', () => {
  fc.assert(
    fc.property(fc.array(arbStep, { maxLength: 12 }), fc.subarray(CELLS, { minLength: 1 }), (steps, cells) => {
      const book = notebook();
      for (const { author, cell, value, level, knew } of steps)
        book.write(author, [{ cell, value, level, replaces: book.replacing(cell).slice(0, knew) }]);
      const before = cells.map((cell) => book.live(cell));
      const deed = book.write(
        AUTHORS[0] ?? ('' as KeyId),
        cells.map((cell) => ({ cell, value: 'decided', replaces: book.replacing(cell) })),
      );
      expect(cells.flatMap((cell) => conflictsOf(book.state()).filter((path) => path === cell))).toEqual([]);
      book.undo(
        cells.map((cell) => ({ changeset: deed, record: RECORD, cell })),
        AUTHORS[0] ?? ('' as KeyId),
      );
      for (const [at, cell] of cells.entries()) {
        const former = before[at] ?? [];
        const now = book.live(cell);
        if (former.length === 0) expect(shownValue(book.state().cells[cell]) ?? null).toBeNull();
        else {
          expect(said(now)).toEqual(said(former));
          expect(now[0]?.value).toEqual(former[0]?.value);
        }
      }
    }),
  );
});

test('what others wrote meanwhile stays: beside it where they had not seen the deed, alone where they wrote over it', () => {
  fc.assert(
    fc.property(arbValue, arbValue, arbValue, fc.boolean(), (first, decided, other, hadSeen) => {
      const book = notebook();
      const [me, them] = [AUTHORS[0] ?? ('' as KeyId), AUTHORS[1] ?? ('' as KeyId)];
      const begun = book.write(me, [{ cell: 'title', value: first, replaces: [] }]);
      const deed = book.write(me, [{ cell: 'title', value: decided, replaces: [begun] }]);
      book.write(them, [{ cell: 'title', value: other, replaces: hadSeen ? [deed] : [begun] }]);
      book.undo([{ changeset: deed, record: RECORD, cell: 'title' }], me);
      const values = book
        .live('title')
        .map(({ value }) => JSON.stringify(value))
        .sort();
      expect(values).toEqual((hadSeen ? [other] : [other, first]).map((value) => JSON.stringify(value)).sort());
    }),
  );
});

test('taking back twice is taking back once', () => {
  const book = notebook();
  const me = AUTHORS[0] ?? ('' as KeyId);
  const begun = book.write(me, [{ cell: 'title', value: 'uno', replaces: [] }]);
  const written = [
    { changeset: book.write(me, [{ cell: 'title', value: 'dos', replaces: [begun] }]), record: RECORD, cell: 'title' },
  ];
  book.undo(written, me);
  const state = book.state();
  book.undo(written, me);
  expect(book.state()).toBe(state);
});
