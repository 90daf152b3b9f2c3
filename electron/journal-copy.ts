// A journal written anew, record by record, with other entries in some places. Each record holds the digest of the one
// before it, so all behind the first change are sealed again. What is damaged is left out: its place stays empty, as it
// is when a damaged journal is read; if it is the last one, an entry without content stands there, so that its number is
// not given twice.

import type { Bytes } from '#shared/base/bytes.ts';
import { diskError, type OpenFile, writeFully } from '#secretariat/disk/disk.ts';
import { encodeRecord, firstDigest, type JournalKey } from './journal-format.ts';
import { LOST, reader, readRecord } from './journal-scan.ts';
import type { Random } from './seal.ts';

export interface JournalToCopy {
  readonly from: OpenFile;
  /** of each entry, by index */
  readonly places: readonly number[];
  /** by index */
  readonly entries: ReadonlyMap<number, Uint8Array>;
  readonly key: JournalKey;
  readonly random: Random;
}

/** Answers when all of it is on the disk. */
export async function copyJournal({ from, places, entries, key, random }: JournalToCopy, to: OpenFile): Promise<void> {
  const file = reader(from);
  let digest: Bytes = firstDigest(key);
  let end = 0;
  for (const [index, place] of places.entries()) {
    const isLast = index === places.length - 1;
    const kept = place === LOST ? undefined : (await readRecord(file, key, place))?.entry;
    if (kept === undefined && file.unreadable() >= 0) throw diskError('EIO'); // it may be good tomorrow
    const entry = entries.get(index) ?? kept ?? (isLast ? new Uint8Array(0) : undefined);
    if (entry === undefined) continue;
    const record = encodeRecord(key, index, digest, entry, random);
    await writeFully(to, record.bytes, end);
    end += record.bytes.length;
    digest = record.digest;
  }
  await to.sync();
}
