// This device's own changes, the authority for them: a save is "saved" when it is here. Append-only, sealed,
// answered only after fsync. A failed or short append leaves the file as it was (it is cut back to the last good
// mark, at the latest before the next append), so entries are there whole or not at all. Damage is named and
// read around; nothing is ever thrown away: an unfinished tail is set aside in a file of its own.

import { createSecretKey } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { type Bytes, bytesToBase64url, joinBytes } from '#shared/base/bytes.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { AnswerOf } from '#shared/wire/ipc.ts';
import type { JournalMark } from '#shared/wire/journal-mark.ts';
import type { DiskProblem, JournalProblem } from '#shared/wire/problems.ts';
import { type Disk, type OpenFile, readFully, withFile, writeFully } from '#secretariat/disk/disk.ts';
import { attempt, TEMPORARY } from './whole-files.ts';
import { copyJournal } from './journal-copy.ts';
import { type JournalEnd, openJournalEnd } from './journal-end.ts';
import { encodeRecord, journalKeyOf, MAX_ENTRY } from './journal-format.ts';
import { LOST, reader, readRecord, type Scan, scanJournal } from './journal-scan.ts';
import { oneAtATime } from '#shared/base/one-at-a-time.ts';
import { deriveKey, type Random } from './seal.ts';

export interface Journal {
  readonly append: (entries: readonly Uint8Array[]) => Promise<AnswerOf<'journalAppend'>>;
  readonly read: (from: number) => Promise<AnswerOf<'journalRead'>>;
  readonly mark: () => Promise<AnswerOf<'journalMark'>>;
  /** Other entries in these places, and everything else as it is. Under every failure the file is the old or the new one. */
  readonly rewrite: (edits: readonly JournalEdit[]) => Promise<AnswerOf<'journalRewrite'>>;
  /** after what is under way; nothing works any more then */
  readonly close: () => Promise<void>;
}

export interface JournalPorts {
  readonly disk: Disk;
  readonly random: Random;
  /** holds the journal's file */
  readonly folder: string;
  readonly profile: string;
  /** 32 bytes, overwritten here once they are the platform's */
  readonly key: Bytes;
}

export interface JournalEdit {
  readonly index: number;
  readonly entry: Uint8Array;
}

/** in the profile's folder */
export const JOURNAL = 'journal.quipuj';

const PAGE_ENTRIES = 500;
const PAGE_BYTES = 4 * 1024 * 1024;

interface Opened {
  readonly file: OpenFile;
  readonly mark: JournalEnd;
  places: number[];
  /** how many of the places are LOST */
  lost: number;
  /** entries that it had, and has no more: it is an older copy of itself */
  gone: number;
  end: number;
  digest: Bytes;
  /** bytes behind `end` when the journal was opened */
  readonly cut: number;
  /** behind `end` there may be bytes that are no entries: they go before the next append */
  isDirty: boolean;
  /** those bytes were found at opening, and are kept */
  isTailKept: boolean;
}

export function openJournal(ports: JournalPorts): Journal {
  const { disk, random, folder } = ports;
  const key = journalKeyOf(ports.profile, createSecretKey(ports.key));
  const endKey = createSecretKey(deriveKey(ports.key, 'end'));
  ports.key.fill(0);
  const path = join(folder, JOURNAL);
  const queue = oneAtATime();
  let opened: Opened | undefined;
  let isClosed = false;

  /** Opens and scans at first use; a failure is tried again at the next. */
  async function open(): Promise<Opened> {
    if (opened !== undefined) return opened;
    const file = await openOrCreate(disk, path);
    let scan: Scan;
    try {
      scan = await scanJournal(file, key);
    } catch (error) {
      await file.close();
      throw error;
    }
    const { places, end, digest, tail } = scan;
    const lost = places.filter((place) => place === LOST).length;
    const mark = await openJournalEnd({ ...ports, key: endKey });
    const gone = Math.max(0, mark.before - places.length);
    const found = { lost, gone, end, digest, cut: tail, isDirty: tail > 0, isTailKept: false };
    opened = { file, mark, places: [...places], ...found };
    return opened;
  }

  async function append(entries: readonly Uint8Array[]): Promise<JournalMark> {
    const journal = await open();
    await clearTail(journal);
    const records: Bytes[] = [];
    const places: number[] = [];
    let { end, digest } = journal;
    for (const entry of entries) {
      const record = encodeRecord(key, journal.places.length + places.length, digest, entry, random);
      places.push(end);
      records.push(record.bytes);
      end += record.bytes.length;
      digest = record.digest;
    }
    journal.isDirty = true;
    try {
      await writeFully(journal.file, joinBytes(...records), journal.end);
      await journal.file.sync();
    } catch (error) {
      await attempt(() => clearTail(journal));
      throw error;
    }
    journal.isDirty = false;
    for (const place of places) journal.places.push(place);
    journal.end = end;
    journal.digest = digest;
    journal.gone = 0; // from here on it counts anew
    await journal.mark.write(journal.places.length);
    return markOf(journal);
  }

  /** Cuts back to the last good mark. What was found there at opening is first kept beside, sealed as it is. */
  async function clearTail(journal: Opened): Promise<void> {
    if (!journal.isDirty) return;
    if (journal.cut > 0 && !journal.isTailKept) {
      await keepTail(journal);
      journal.isTailKept = true;
    }
    await journal.file.truncate(journal.end);
    await journal.file.sync();
    journal.isDirty = false;
  }

  async function keepTail(journal: Opened): Promise<void> {
    const tail = join(folder, `journal.tail-${journal.end}-${bytesToBase64url(random(6))}`);
    await withFile(disk, tail, 'create', async (file) => {
      const piece = 1024 * 1024;
      for (let at = 0; at < journal.cut; at += piece)
        await writeFully(file, await readFully(journal.file, Math.min(piece, journal.cut - at), journal.end + at), at);
      await file.sync();
    });
    await disk.syncFolder(folder);
  }

  async function read(from: number): Promise<AnswerOf<'journalRead'>> {
    const journal = await open();
    const { places } = journal;
    const file = reader(journal.file);
    const entries: Bytes[] = [];
    let bytes = 0;
    let at = Math.max(0, from);
    while (at < places.length && entries.length < PAGE_ENTRIES && bytes < PAGE_BYTES) {
      const place = places[at] ?? LOST;
      const record = place === LOST ? undefined : await readRecord(file, key, place);
      if (record === undefined) {
        if (place !== LOST) journal.lost += 1;
        places[at] = LOST;
        break;
      }
      if (entries.length > 0 && bytes + record.entry.length > PAGE_BYTES) break;
      entries.push(record.entry);
      bytes += record.entry.length;
      at += 1;
    }
    if (entries.length === 0 && at < places.length) return err(damageAt(journal, at));
    return ok({ entries, next: at < places.length ? at : null });
  }

  /** What was set aside from behind the last entry goes too: nobody can look into it to see what it holds. */
  async function rewrite(edits: readonly JournalEdit[]): Promise<JournalMark> {
    const journal = await open();
    const next = join(folder, `journal.${bytesToBase64url(random(9))}${TEMPORARY}`);
    const entries = new Map(edits.map(({ index, entry }) => [index, entry]));
    try {
      await withFile(disk, next, 'create', (file) =>
        copyJournal({ from: journal.file, places: journal.places, entries, key, random }, file),
      );
      await disk.rename(next, path);
    } catch (error) {
      await attempt(() => disk.remove(next));
      throw error;
    }
    opened = undefined; // whatever fails from here on, the next call opens what is there
    await journal.mark.close();
    await journal.file.close();
    await disk.syncFolder(folder);
    for (const name of await disk.list(folder)) if (isLeftOver(name)) await disk.remove(join(folder, name));
    await disk.syncFolder(folder);
    return markOf(await open());
  }

  const guarded = <T>(work: () => Promise<Result<T, JournalProblem>>): Promise<Result<T, JournalProblem>> =>
    queue(async () => {
      if (isClosed) return err({ type: 'vaultLocked' });
      const answer = await attempt(work);
      return answer.ok ? answer.value : answer;
    });

  return {
    append: (entries) => {
      if (entries.some((entry) => entry.length > MAX_ENTRY))
        return Promise.resolve(err({ type: 'fileTooLarge', limit: MAX_ENTRY } as DiskProblem));
      return guarded(async () => ok(entries.length === 0 ? markOf(await open()) : await append(entries)));
    },
    read: (from) => guarded(() => read(from)),
    mark: () => guarded(async () => ok(markOf(await open()))),
    rewrite: (edits) => {
      if (edits.some(({ entry }) => entry.length > MAX_ENTRY))
        return Promise.resolve(err({ type: 'fileTooLarge', limit: MAX_ENTRY } as DiskProblem));
      return guarded(async () => ok(await rewrite(edits)));
    },
    close: () =>
      queue(async () => {
        isClosed = true;
        await attempt(async () => opened?.file.close());
        await opened?.mark.close();
        opened = undefined;
      }),
  };
}

const isLeftOver = (name: string): boolean =>
  name.startsWith('journal.tail-') || (name.startsWith('journal.') && name.endsWith(TEMPORARY));

/** The folder is synced every time: the name of a file made just before a power loss may not have been. */
async function openOrCreate(disk: Disk, path: string): Promise<OpenFile> {
  const file = (await disk.list(dirname(path))).includes(basename(path))
    ? await disk.open(path, 'update')
    : await disk.open(path, 'create');
  try {
    await disk.syncFolder(dirname(path));
  } catch (error) {
    await file.close();
    throw error;
  }
  return file;
}

function damageAt({ places }: Opened, at: number): JournalProblem {
  const next = places.findIndex((place, index) => index > at && place !== LOST);
  return { type: 'journalDamaged', at, entries: places.length, resumesAt: next < 0 ? null : next };
}

function markOf({ places, lost, gone, digest, cut }: Opened): JournalMark {
  const wounds = { ...(lost > 0 ? { lost } : {}), ...(cut > 0 ? { cut } : {}), ...(gone > 0 ? { gone } : {}) };
  return { entries: places.length, digest: bytesToBase64url(digest), ...wounds };
}
