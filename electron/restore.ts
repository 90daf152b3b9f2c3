// From a copy back to files of a notebook: into an empty folder, entry by entry, each through the same door by which it
// was written the first time. Nothing of it counts before the end has been read and agrees with what came.

import { type Bytes, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import {
  type BackupCounts,
  type BackupFacts,
  bytesToCounts,
  bytesToFacts,
  isBackupName,
  NAMES,
} from '#shared/bundle/backup.ts';
import { readArchive } from '#shared/bundle/ustar-reader.ts';
import type { BundleOrigin } from '#shared/wire/files.ts';
import type { RestoreProblem } from '#shared/wire/problems.ts';
import type { OpenFile } from '#secretariat/disk/disk.ts';
import type { NotebookFiles } from './backup-archive.ts';
import { readSealed, type SealProblem } from './sealed-copy.ts';

export interface Restored {
  readonly facts: BackupFacts;
  readonly identities: readonly string[];
  readonly counts: BackupCounts;
}

interface Entry {
  readonly name: string;
  readonly bytes: Bytes;
}

/** No entry of a copy is larger: a page of the journal, a bundle, an attachment. */
const MOST = 512 * 1024 * 1024;

/** @param onRead bytes read so far; answers false to stop */
export async function restoreFiles(
  file: OpenFile,
  phrase: string,
  into: NotebookFiles,
  onRead: (read: number) => boolean,
): Promise<Result<Restored, RestoreProblem>> {
  const waiting: Entry[] = [];
  let current: { readonly name: string; readonly bytes: Bytes; at: number } | undefined;
  const reader = readArchive<SealProblem>(
    {
      begin: (name, size) => {
        if (size > MOST) return { type: 'damagedBackup' };
        current = { name, bytes: new Uint8Array(size), at: 0 };
        return undefined;
      },
      content: (bytes) => {
        current?.bytes.set(bytes, current.at);
        if (current !== undefined) current.at += bytes.length;
        return undefined;
      },
      finish: () => {
        if (current !== undefined) waiting.push(current);
        current = undefined;
        return undefined;
      },
    },
    isBackupName,
  );
  const taker = takerInto(into);
  let problem: RestoreProblem | undefined;
  const opened = await readSealed(file, phrase, async (plain, read) => {
    if (!onRead(read)) problem = { type: 'backupStopped' };
    else if (reader.push(plain) !== undefined) problem = { type: 'damagedBackup' };
    for (const entry of waiting.splice(0)) problem ??= await taker.take(entry);
    return problem === undefined;
  });
  if (problem !== undefined) return err(problem);
  if (!opened.ok) return opened;
  return reader.end() === undefined ? taker.end() : err({ type: 'cutBackup' });
}

function takerInto({ journal, bundles, blobs }: NotebookFiles) {
  const counts = { entries: 0, bundles: 0, blobs: 0 };
  let facts: BackupFacts | undefined;
  let identities: readonly string[] = [];
  let end: BackupCounts | undefined;

  async function take({ name, bytes }: Entry): Promise<RestoreProblem | undefined> {
    if (facts === undefined) {
      const read = name === NAMES.facts ? bytesToFacts(bytes) : ({ type: 'notABackup' } as const);
      if ('type' in read) return read;
      facts = read;
      return undefined;
    }
    if (name === NAMES.identities) identities = linesOf(bytes);
    else if (name === NAMES.end) end = bytesToCounts(bytes);
    else if (name.startsWith('journal/')) {
      const entries = linesOf(bytes).map(textToBytes);
      counts.entries += entries.length;
      return problemIn(await journal.append(entries));
    } else if (name.startsWith('bundles/')) {
      const [id = '', origin] = name.slice('bundles/'.length).split('.');
      counts.bundles++;
      if (!isOrigin(origin)) return undefined; // of a newer app
      return problemIn(await bundles.keep(id, origin, bytes));
    } else if (name.startsWith('blobs/')) {
      counts.blobs++;
      return problemIn(await blobs.keep(name.slice('blobs/'.length), bytes));
    }
    return undefined;
  }

  return {
    take,
    end: (): Result<Restored, SealProblem> => {
      if (facts === undefined || end === undefined) return err({ type: 'damagedBackup' });
      const { entries, bundles: kept, blobs: files } = end;
      const isAll = entries === counts.entries && kept === counts.bundles && files === counts.blobs;
      return isAll ? ok({ facts, identities, counts: end }) : err({ type: 'damagedBackup' });
    },
  };
}

const linesOf = (bytes: Uint8Array): readonly string[] =>
  (bytesToText(bytes) ?? '').split('\n').filter((line) => line !== '');

const problemIn = <E>(answer: Result<unknown, E>): E | undefined => (answer.ok ? undefined : answer.error);

const isOrigin = (text: string | undefined): text is BundleOrigin =>
  text === 'packed' || text === 'takenIn' || text === 'cargo';
