// What a practice restored, against what is here: every entry of the journal as far as the copy goes, every bundle and
// every attachment, byte for byte. One of each is in memory at a time.

import { isSameBytes } from '#shared/base/bytes.ts';
import type { NotebookFiles } from './backup-archive.ts';

/** How many are not the same. What was written since the copy was made is not asked for. */
export async function differences(here: NotebookFiles, restored: NotebookFiles): Promise<number> {
  let count = await journalDifferences(here, restored);
  const bundles = await restored.bundles.list();
  for (const { id } of bundles.ok ? bundles.value : []) count += await differs(here.bundles, restored.bundles, id);
  const blobs = await restored.blobs.list();
  for (const id of blobs.ok ? blobs.value : []) count += await differs(here.blobs, restored.blobs, id);
  return count;
}

async function journalDifferences(here: NotebookFiles, restored: NotebookFiles): Promise<number> {
  const ours = entriesOf(here);
  let count = 0;
  for await (const entry of entriesOf(restored)) {
    const own = await ours.next();
    if (own.done || !isSameBytes(own.value, entry)) count++;
  }
  return count;
}

/** Damaged places are passed over: the copy passed over them too. */
async function* entriesOf({ journal }: NotebookFiles): AsyncGenerator<Uint8Array, void> {
  let from: number | null = 0;
  while (from !== null) {
    const page: Awaited<ReturnType<NotebookFiles['journal']['read']>> = await journal.read(from);
    if (page.ok) {
      yield* page.value.entries;
      from = page.value.next;
    } else from = page.error.type === 'journalDamaged' ? (page.error.resumesAt ?? null) : null;
  }
}

type Shelf = Pick<NotebookFiles['bundles'] | NotebookFiles['blobs'], 'read'>;

async function differs(here: Shelf, restored: Shelf, id: string): Promise<number> {
  const [one, other] = [await here.read(id), await restored.read(id)];
  return one.ok && other.ok && isSameBytes(one.value, other.value) ? 0 : 1;
}
