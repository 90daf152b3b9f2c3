// Attachments, for any bytes: the cell knows its file and no other, survives being a cell and being signed, and a
// bundle cut to any size brings every file back, byte for byte.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bytes } from '#shared/base/bytes.ts';
import { canonicalText, type Json, parseCanonical } from '#shared/base/json.ts';
import { EMPTY_CONTENT } from '#shared/bundle/encode.ts';
import { openBundle } from '#shared/bundle/decode.ts';
import { identityOf } from '#shared/bundle/identity.ts';
import { encodeBundles } from '#shared/bundle/split.ts';
import { attachmentOf, isFileOf, makeAttachment } from '#shared/record/attachment.ts';
import { carriable } from '#shared/record/carriable.ts';
import { cellsToEntry, entryToCells } from '#shared/record/cells.ts';
import { nameToKeep } from '#shared/record/media-type.ts';
import { fakeClassicAgeKey, fakeKey } from '#scripts/headless/keys.ts';

const arbBytes = (maxLength: number): fc.Arbitrary<Bytes> =>
  fc.uint8Array({ minLength: 1, maxLength }).map((bytes) => Uint8Array.from(bytes));
const arbSalt = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Uint8Array.from(bytes));
const arbName = fc.string({ unit: 'binary' }).map((name) => nameToKeep(name, 'txt'));

test('a cell knows its own bytes, and no other salt, name of a blob or changed byte passes for them', () => {
  fc.assert(
    fc.property(arbBytes(300), arbSalt, arbSalt, arbName, fc.nat(), (bytes, salt, other, name, place) => {
      const file = makeAttachment(bytes, salt, name, 'text/plain');
      expect(isFileOf(file, bytes)).toBe(true);
      const changed = bytes.map((byte, at) => (at === place % bytes.length ? byte ^ 1 : byte));
      expect(isFileOf(file, changed)).toBe(false);
      expect(isFileOf(file, bytes.subarray(1))).toBe(false);
      const again = makeAttachment(bytes, other, name, 'text/plain');
      expect(again.digest === file.digest).toBe(String(salt) === String(other));
    }),
  );
});

test('a cell survives canonical JSON and an entry, with whatever a newer app added to it', () => {
  const arbMore = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.jsonValue({ maxDepth: 2 }), {
    noNullPrototype: true,
  });
  // names that JavaScript would take for its own are refused wherever they stand (record-carriable)
  const arbKept = arbMore
    .map((more) => JSON.parse(JSON.stringify(more)) as { [member: string]: Json })
    .filter((more) => carriable(more).ok);
  fc.assert(
    fc.property(arbBytes(50), arbSalt, arbName, arbKept, (bytes, salt, name, more) => {
      const file = { ...more, ...makeAttachment(bytes, salt, name, 'text/plain') };
      const parsed = parseCanonical(canonicalText(file), { size: 100_000, depth: 8 });
      expect(parsed.ok && attachmentOf(parsed.value)).toEqual(file);
      const cells = entryToCells('practice', { attachments: [file] });
      expect(cells.ok && cellsToEntry('practice', cells.value)).toEqual({ attachments: [file] });
    }),
  );
});

test('files packed into bundles no larger than any size asked for all come back under their names', async () => {
  const key = fakeKey('attachments');
  const reader = await fakeClassicAgeKey('attachments');
  const facts = {
    mechanism: null,
    suite: 'classic',
    recipients: [reader.recipient],
    basis: {},
    rosterVersion: 0,
  } as const;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(arbBytes(20_000), arbSalt), { maxLength: 6, selector: ([, salt]) => String(salt) }),
      fc.integer({ min: 60_000, max: 200_000 }),
      async (files, maxSize) => {
        const blobs = files.map(([bytes, salt]) => ({
          digest: makeAttachment(bytes, salt, 'a.txt', 'text/plain').digest,
          bytes,
        }));
        let count = 0;
        const nonce = (): string => `${String(count++).padStart(21, '0')}A`;
        const made = await encodeBundles({ ...EMPTY_CONTENT, blobs }, { ...facts, maxSize, nonce }, key.signer);
        const back = new Map<string, string>();
        for (const bundle of made.ok ? made.value : []) {
          expect(bundle.bytes.length).toBeLessThanOrEqual(maxSize);
          const opened = await openBundle(bundle.bytes, identityOf([reader.identity]));
          for (const { digest, bytes } of opened.ok ? opened.value.blobs : []) back.set(digest, String(bytes));
        }
        expect(back).toEqual(new Map(blobs.map(({ digest, bytes }) => [digest, String(bytes)])));
      },
    ),
    { numRuns: 20 },
  );
});
