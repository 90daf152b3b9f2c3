// How long a save waits for the journal: the app's journal on the real disk, one entry an append, each answered
// after its fsync. Two sizes: a draft of one paragraph, and the changeset of a whole record of 3 KB.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import { openJournal } from '#electron/journal.ts';
import { median, quantile, rounded } from './figures.ts';
import { random } from './laptop.ts';

const APPENDS = 200;

export async function measureSaving(): Promise<object> {
  return { draft: await appends(600), changeset: await appends(6_500), entriesEach: APPENDS };
}

async function appends(bytes: number): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'chasqui-bench-journal-'));
  const journal = openJournal({ disk: nodeDisk, random, folder, profile: 'bench', key: random(32) });
  await journal.mark();
  const each: number[] = [];
  for (let at = 0; at < APPENDS; at++) {
    const entry = random(bytes);
    const begin = performance.now();
    const answer = await journal.append([entry]);
    each.push(performance.now() - begin);
    if (!answer.ok) throw new Error(answer.error.type);
  }
  await journal.close();
  await rm(folder, { recursive: true, force: true });
  return { bytes, medianMs: rounded(median(each)), p95Ms: rounded(quantile(each, 0.95)) };
}
