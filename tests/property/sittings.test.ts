// A sitting of any size is changesets that every reader takes, and nothing of it is lost or moved.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '#shared/base/json.ts';
import { canBeCarried, sittingsOf } from '#shared/log/sittings.ts';
import { signChangeset, verifyChangeset } from '#shared/log/changeset.ts';
import { changesetToLine, MAX_LINE } from '#shared/bundle/json-lines.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { fakeKey } from '#scripts/headless/keys.ts';

const RECORD = `${'a'.repeat(21)}A` as RecordId;
const same = (value: Json): Json => value;

test('whatever the sizes, the sittings in a row are the items in their order', () => {
  const arbItem = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.integer({ min: 1, max: 1_500_000 }).map((length) => 'ñ'.repeat(length)),
    fc.integer({ min: 1, max: 120_000 }).map((length) => Array.from({ length }, () => 0)),
  );
  fc.assert(
    fc.property(fc.array(arbItem, { maxLength: 8 }), (items) => {
      const sittings = sittingsOf(items, same);
      expect(sittings.flat().every((item, at) => item === items[at])).toBe(true);
      expect(sittings.flat()).toHaveLength(items.length);
      expect(sittings.every((sitting) => sitting.length > 0)).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test('many small changes stay together up to what a reader takes, and no further', () => {
  const items = Array.from({ length: 4_500 }, (_, at) => at);
  expect(sittingsOf(items, same).map(({ length }) => length)).toEqual([2_000, 2_000, 500]);
});

test('the largest value that can be carried, of letters short and long, is signed, verified and fits a line', async () => {
  const { signer, key } = fakeKey('largest');
  for (const [letter, most] of [
    ['a', 6_999_000],
    ['語', 4_666_000],
    ['"', 3_499_000],
  ] as const) {
    expect(canBeCarried(letter.repeat(most + 10_000)), letter).toBe(false);
    const value = letter.repeat(most);
    expect(canBeCarried(value), letter).toBe(true);
    const change = { record: RECORD, kind: 'practice', cell: 'summary', value };
    const facts = { author: signer.kid, seq: 1, prev: null, seen: {}, lamport: 1, app: 'test' };
    const at = { time: '2026-01-01T00:00:00.000Z', doubt: null } as const;
    const salts = { open: 'AAAAAAAAAAAAAAAAAAAAAA' };
    const signed = await signChangeset({ ...facts, at }, { open: [{ ...change, replaces: [] }] }, salts, signer);
    expect((await verifyChangeset(signed.changeset, key)).ok, letter).toBe(true);
    expect(new TextEncoder().encode(changesetToLine(signed.changeset)).length, letter).toBeLessThan(MAX_LINE);
  }
});
