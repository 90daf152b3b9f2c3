// How long the vault takes, on a real disk at its real cost: opening with the right passphrase, alone on the computer
// and as the last of several; dropping the keys; and erasing a notebook with a journal, bundles and attachments.
// What a person waits for around it (key press to page) is the page's, and is measured on the whole app.

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { BundleId, Digest } from '#shared/base/ids.ts';
import { bytesToBase64url } from '#shared/base/bytes.ts';
import { median, rounded } from '../main-job/figures.ts';
import { random, startLaptop } from '../main-job/laptop.ts';

export interface NotebookSize {
  readonly entries: number;
  readonly bundles: number;
  readonly blobs: number;
  readonly bytesEach: number;
}

const ROUNDS = 3;
const OTHERS = 2;
const phraseOf = (person: number): string => `una frase para la persona ${person}`;

export async function vaultTimes(size: NotebookSize, say: (line: string) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'chasqui-bench-vault-'));
  try {
    const { handlers, stop } = startLaptop(folder);
    say('making notebooks …');
    await made(handlers.vaultCreate({ passphrase: phraseOf(0) }));
    await fill(handlers, size);
    const alone = await unlocking(handlers, stop, 0);
    for (let person = 1; person <= OTHERS; person++) {
      stop();
      await made(handlers.vaultCreate({ passphrase: phraseOf(person) }));
    }
    const amongMore: number[] = [];
    for (let person = 0; person <= OTHERS; person++) amongMore.push((await unlocking(handlers, stop, person)).unlock);
    await made(handlers.vaultUnlock({ passphrase: phraseOf(0) }));
    say('erasing …');
    const begun = performance.now();
    const erased = await handlers.vaultErase();
    const eraseMs = performance.now() - begun;
    if (!erased.ok) throw new Error(erased.error.type);
    return {
      unlockMs: rounded(alone.unlock),
      /** of all threads: what it costs, whatever else the machine did */
      unlockCpuMs: rounded(alone.cpu),
      dropKeysMs: rounded(alone.lock),
      unlockSlowestOf3NotebooksMs: rounded(Math.max(...amongMore)),
      eraseMs: rounded(eraseMs),
      erased: size,
      profilesLeft: (await readdir(join(folder, 'profiles'))).length,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type LaptopHandlers = ReturnType<typeof startLaptop>['handlers'];

async function unlocking(handlers: LaptopHandlers, stop: () => void, person: number) {
  const unlocks: number[] = [];
  const locks: number[] = [];
  const cpus: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    stop();
    const cpu = process.cpuUsage();
    let begun = performance.now();
    await made(handlers.vaultUnlock({ passphrase: phraseOf(person) }));
    unlocks.push(performance.now() - begun);
    const { user, system } = process.cpuUsage(cpu);
    cpus.push((user + system) / 1000);
    begun = performance.now();
    stop();
    locks.push(performance.now() - begun);
  }
  return { unlock: median(unlocks), lock: median(locks), cpu: median(cpus) };
}

async function fill(handlers: LaptopHandlers, { entries, bundles, blobs, bytesEach }: NotebookSize): Promise<void> {
  for (let done = 0; done < entries; done += 500)
    await made(handlers.journalAppend({ entries: Array.from({ length: 500 }, () => random(2_000)) }));
  const id = (): string => bytesToBase64url(random(32));
  for (let at = 0; at < bundles; at++)
    await made(handlers.bundleKeep({ id: id() as BundleId, origin: 'packed', bytes: random(bytesEach) }));
  for (let at = 0; at < blobs; at++) await made(handlers.blobKeep({ id: id() as Digest, bytes: random(bytesEach) }));
}

async function made(work: Promise<{ readonly ok: boolean }> | { readonly ok: boolean }): Promise<void> {
  const answer = await work;
  if (!answer.ok) throw new Error(JSON.stringify(answer));
}
