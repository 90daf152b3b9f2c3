// What is there when the laptop is started again: every entry of its journal and every place, read by the calls that
// the page uses, and by nothing that remembers. What cannot be read any more is told by a problem's type.

import { join } from 'node:path';
import { bytesToText } from '#shared/base/bytes.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import { readWhole } from '#secretariat/durable-files.ts';
import { sha256Of } from '#electron/courier/delivering.ts';
import type { JournalMark } from '#shared/wire/journal-mark.ts';
import type { Model, Seen } from './book.ts';
import type { Laptop } from './laptop.ts';

export interface Look extends Seen {
  readonly mark: JournalMark | undefined;
  /** what cannot be read, by place: the type of the problem that says so */
  readonly problems: ReadonlyMap<string, string>;
  /** that opened it; undefined: none did */
  readonly passphrase: string | undefined;
}

/** Tries the passphrases that may be, and answers the one that opens. */
async function unlock(laptop: Laptop, passphrases: readonly string[]): Promise<string | { readonly problem: string }> {
  let problem = 'noPassphrase';
  for (const passphrase of passphrases) {
    const answer = await laptop.calls.vaultUnlock({ passphrase });
    if (answer.ok) return passphrase;
    problem = answer.error.type;
  }
  return { problem };
}

export async function lookAt(laptop: Laptop, model: Model, disk: Disk, stick: string): Promise<Look> {
  const places = new Map<string, string>();
  const problems = new Map<string, string>();
  const opened = await unlock(laptop, model.valuesOf('passphrase'));
  if (typeof opened !== 'string') {
    problems.set('vault', opened.problem);
    return { journal: [], places, problems, mark: undefined, passphrase: undefined };
  }
  places.set('passphrase', opened);
  const { journal, mark } = await readJournal(laptop, problems);
  const { calls } = laptop;

  const kept = await calls.bundlesKept();
  for (const { id, origin } of kept.ok ? kept.value : []) {
    const bytes = await calls.bundleRead({ id });
    if (bytes.ok) places.set(`bundle ${id}`, `${origin} ${sha256Of(bytes.value)}`);
    else problems.set(`bundle ${id}`, bytes.error.type);
  }
  const blobs = await calls.blobsKept();
  for (const id of blobs.ok ? blobs.value : []) {
    const bytes = await calls.blobRead({ id });
    if (bytes.ok) places.set(`blob ${id}`, sha256Of(bytes.value));
    else problems.set(`blob ${id}`, bytes.error.type);
  }
  for (const name of await disk.list(stick)) {
    if (!name.endsWith('.quipu')) continue; // a part that was being written: nobody takes it for a bundle
    const bytes = await readWhole(disk, join(stick, name));
    if (bytes !== undefined) places.set(`stick ${name}`, sha256Of(bytes));
  }
  const { language, textSize } = await calls.settingsRead();
  if (language !== null) places.set('settings', `${language} ${textSize}`);
  const highWater = await calls.highWaterRead();
  if (highWater !== null) places.set('mark', `${highWater.changesets}`);
  for (const { bundle } of await calls.courierDeliveries()) places.set(`queue ${bundle}`, 'queued');
  return { journal, places, problems, mark, passphrase: opened };
}

async function readJournal(
  { calls }: Laptop,
  problems: Map<string, string>,
): Promise<{ readonly journal: readonly string[]; readonly mark: JournalMark | undefined }> {
  const mark = await calls.journalMark();
  if (!mark.ok) {
    problems.set('journal', mark.error.type);
    return { journal: [], mark: undefined };
  }
  const journal: string[] = [];
  for (let from: number | null = 0; from !== null && from < mark.value.entries; ) {
    const page: Awaited<ReturnType<typeof calls.journalRead>> = await calls.journalRead({ from });
    if (page.ok) {
      for (const entry of page.value.entries) journal.push(bytesToText(entry) ?? '');
      from = page.value.next;
    } else {
      problems.set('journal', page.error.type);
      from = page.error.type === 'journalDamaged' ? (page.error.resumesAt ?? null) : null;
    }
  }
  return { journal, mark: mark.value };
}
