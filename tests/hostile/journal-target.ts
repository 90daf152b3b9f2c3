// The journal on the disk of this machine. Law: an entry that is read is the one that was written in its place.

import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { encodeRecord, firstDigest, journalKeyOf } from '#electron/journal-format.ts';
import { LOST, readRecord, scanJournal } from '#electron/journal-scan.ts';
import { type Bytes, joinBytes, textToBytes } from '#shared/base/bytes.ts';
import { type Target } from './target.ts';

export async function journalTarget(): Promise<Target> {
  const key = journalKeyOf('p1', createSecretKey(Buffer.alloc(32, 7)));
  const entries = Array.from({ length: 6 }, (_, at) => textToBytes(`entry ${at} ${'x'.repeat(at * 50)}`));
  const records: Bytes[] = [];
  let before = firstDigest(key);
  for (const [index, entry] of entries.entries()) {
    const { bytes, digest } = encodeRecord(
      key,
      index,
      before,
      entry,
      (length) => new Uint8Array(Buffer.alloc(length, index + 1)),
    );
    records.push(bytes);
    before = digest;
  }
  return {
    name: 'journal',
    good: [joinBytes(...records), joinBytes(...records.slice(0, 3))],
    async enter(input) {
      const file = {
        read: async (length: number, position: number) => input.slice(position, position + length),
        size: async () => input.length,
      } as Parameters<typeof scanJournal>[0];
      const { places, tail } = await scanJournal(file, key);
      for (const [index, place] of places.entries()) {
        if (place === LOST) continue;
        const record = await readRecord(file, key, place);
        assert.deepEqual(record?.entry, entries[index], 'an entry that was never written there');
      }
      return places.includes(LOST) ? 'journalDamaged' : tail > 0 ? 'cutTail' : null;
    },
  };
}
