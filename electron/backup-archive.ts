// A notebook as the archive of shared/bundle/backup.ts, piece by piece: never more than one entry is in memory. The
// journal goes first: whatever is written while this goes on is there whole or not at all, and no bundle or attachment
// that the journal names is missing. What cannot be read any more is passed over and counted.

import { type Bytes, joinBytes, textToBytes } from '#shared/base/bytes.ts';
import { ok, type Result } from '#shared/base/result.ts';
import { type BackupCounts, type BackupFacts, factsToBytes, NAMES } from '#shared/bundle/backup.ts';
import { BLOCK, END_BLOCKS, fileHeader } from '#shared/bundle/ustar.ts';
import type { AnswerOf } from '#shared/wire/ipc.ts';
import type { BlobFiles } from './blob-files.ts';
import type { BundleFiles } from './bundle-files.ts';
import type { Journal } from './journal.ts';

export interface NotebookFiles {
  readonly journal: Pick<Journal, 'append' | 'read'>;
  readonly bundles: Pick<BundleFiles, 'keep' | 'list' | 'read'>;
  readonly blobs: Pick<BlobFiles, 'keep' | 'list' | 'read'>;
}

export interface ArchivedFacts {
  readonly facts: BackupFacts;
  readonly identities: readonly string[];
}

const LINE_END = textToBytes('\n');
const PASSED_OVER: ReadonlySet<string> = new Set(['fileGone', 'fileDamaged', 'fileTooLarge']);

/** What stopped the reading, as data, where it is not damage. */
export class ArchiveStopped extends Error {
  override readonly name = 'ArchiveStopped';
  readonly problem: { readonly type: string };
  constructor(problem: { readonly type: string }) {
    super(problem.type);
    this.problem = problem;
  }
}

export async function* archiveOf(
  { facts, identities }: ArchivedFacts,
  files: NotebookFiles,
): AsyncGenerator<Uint8Array, void> {
  const counts = { entries: 0, bundles: 0, blobs: 0, unreadable: 0 };
  yield* entry(NAMES.facts, factsToBytes(facts));
  yield* entry(NAMES.identities, textToBytes(`${identities.join('\n')}\n`));
  yield* journalOf(files, counts);
  for (const { id, origin } of valueOf(await files.bundles.list())) {
    const bytes = readable(await files.bundles.read(id));
    if (bytes === undefined) counts.unreadable++;
    else {
      yield* entry(`bundles/${id}.${origin}.quipu`, bytes);
      counts.bundles++;
    }
  }
  for (const id of valueOf(await files.blobs.list())) {
    const bytes = readable(await files.blobs.read(id));
    if (bytes === undefined) counts.unreadable++;
    else {
      yield* entry(`blobs/${id}`, bytes);
      counts.blobs++;
    }
  }
  yield* entry(NAMES.end, factsToBytes(counts satisfies BackupCounts));
  yield new Uint8Array(END_BLOCKS);
}

async function* journalOf(
  { journal }: NotebookFiles,
  counts: { entries: number; unreadable: number },
): AsyncGenerator<Uint8Array, void> {
  let from: number | null = 0;
  for (let page = 0; from !== null; page++) {
    const read: AnswerOf<'journalRead'> = await journal.read(from);
    if (read.ok) {
      const { entries, next } = read.value;
      if (entries.length > 0) {
        const lines = entries.flatMap((line) => [line, LINE_END]);
        yield* entry(`journal/${String(page).padStart(8, '0')}.jsonl`, joinBytes(...lines));
      }
      counts.entries += entries.length;
      from = next;
    } else if (read.error.type === 'journalDamaged') {
      const { at, entries, resumesAt } = read.error;
      counts.unreadable += (resumesAt ?? entries) - at;
      from = resumesAt ?? null;
    } else throw new ArchiveStopped(read.error);
  }
}

function* entry(name: string, bytes: Uint8Array): Generator<Uint8Array, void> {
  yield fileHeader(name, bytes.length);
  if (bytes.length > 0) yield bytes;
  const filling = -bytes.length & (BLOCK - 1);
  if (filling > 0) yield new Uint8Array(filling);
}

function valueOf<T>(result: Result<T, { readonly type: string }>): T {
  if (!result.ok) throw new ArchiveStopped(result.error);
  return result.value;
}

/** undefined: it is not there any more, or damaged. */
function readable(result: Result<Bytes, { readonly type: string }>): Bytes | undefined {
  if (!result.ok && PASSED_OVER.has(result.error.type)) return undefined;
  return valueOf(result.ok ? ok(result.value) : result);
}
