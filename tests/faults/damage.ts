// A file goes bad: bits flipped, cut, zeroed, removed, or swapped for what it was earlier that day; each file of a
// closed notebook, one at a time, and both copies of the vault together. Played on real files. What can be saved must
// be (a copy of the vault heals the other; one bad journal entry costs itself); what cannot is named where the person
// meets it: by the problem that a call answers, by the journal's mark, or because what is kept no longer opens. Bundles
// are sealed with age here, for that is what finds a changed one. What only starts again from the beginning
// (settings, the courier's queue and addresses, the high-water mark) is counted by that name.
// The files behind IndexedDB go bad in store.ts.

import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import { sha256Of } from '#electron/courier/delivering.ts';
import { bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { type BundleId, digestOfText } from '#shared/base/ids.ts';
import { type Dice, oneOf } from '#tests/hostile/dice.ts';
import type { FakeBundle } from '#tests/secretariat/visit.ts';
import { FOLDERS, makeFolders } from './folders.ts';
import type { Kind, KindFacts, RoundReport } from './kind.ts';
import type { Laptop } from './laptop.ts';
import type { Look } from './look.ts';
import { filesIn, type How, HOWS, spoilFile } from './spoil.ts';
import { unwatched, watchedDisk } from './watched-disk.ts';
import {
  beginPlace,
  compare,
  createNotebook,
  dayIn,
  holdAlone,
  laptopIn,
  mustGoOn,
  openWorld,
  type Place,
  playDay,
  type PostWorld,
  reportOf,
} from './world.ts';

export const damage: Kind = {
  name: 'damage',
  finds: 'quiet',
  begin: async (facts) => {
    const world = await openWorld(facts.seed);
    const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'chasqui-damage-'));
    const seals = await sealedBundles();
    return {
      round: (number) => round({ world, root, seals, facts }, number),
      end: async () => {
        await world.end();
        rmSync(root, { recursive: true, force: true });
      },
    };
  },
};

interface Playing {
  readonly world: PostWorld;
  readonly root: string;
  readonly seals: Seals;
  readonly facts: KindFacts;
}

async function round({ world, root, seals, facts }: Playing, number: number): Promise<RoundReport> {
  const place = beginPlace('damage', facts.seed, number);
  const { dice } = place;
  for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true, force: true });
  await makeFolders(nodeDisk, root);
  const notebook = join(root, FOLDERS.folder);
  const earlier = join(root, 'earlier');
  await world.post.open(nodeDisk, join(root, FOLDERS.letterbox));
  let bundles = 0;
  const bundleOf = (): FakeBundle => seals.bundles[bundles++ % seals.bundles.length]!;
  for (let day = 1; day <= 2; day++) {
    const disk = watchedDisk(nodeDisk, unwatched);
    const laptop = laptopIn(world, disk, root, holdAlone);
    if (day === 1) await createNotebook(laptop, place);
    else await compare(world, place, laptop, disk, root);
    await playDay({ ...dayIn(world, place, laptop, disk, root), bundleOf }, day);
    await laptop.calls.vaultLock();
    await disk.end();
    if (day === 1) cpSync(notebook, earlier, { recursive: true });
  }
  const before = await lastMark(world, root, place);
  const done = spoil(notebook, earlier, dice);

  const disk = watchedDisk(nodeDisk, unwatched);
  const laptop = laptopIn(world, disk, root, holdAlone);
  const look = await compare(world, place, laptop, disk, root, async (found) =>
    facts.bug === 'quiet' ? new Map() : whatIsNamed({ found, laptop, place, before, seals, done }),
  );
  if (look.passphrase !== undefined) await mustGoOn(dayIn(world, place, laptop, disk, root), place);
  await laptop.calls.vaultLock();
  await disk.end();
  world.post.shut();
  const report = reportOf(place);
  const inCase = ` (${done.how} ${done.files.join(' and ')})`;
  return {
    ...report,
    lost: report.lost.map((what) => what + inCase),
    wrong: report.wrong.map((what) => what + inCase),
  };
}

// ---- what goes bad

interface Spoiled {
  readonly how: How;
  /** below the laptop's folder */
  readonly files: readonly string[];
}

const VAULT = ['vault.json', 'vault.copy.json'];

function spoil(notebook: string, earlier: string, dice: Dice): Spoiled {
  const all = filesIn(notebook);
  const vaults = all.filter((file) => VAULT.includes(basename(file)));
  const rest = all.filter((file) => !vaults.includes(file));
  const journal = all.filter((file) => file.endsWith('.quipuj'));
  const files = dice(12) === 0 ? vaults : [oneOf(dice, oneOf(dice, [vaults, journal, rest, rest]))];
  const how = oneOf(dice, HOWS);
  for (const file of files) {
    const path = join(notebook, file);
    const was = join(earlier, file);
    if (how === 'remove') rmSync(path);
    else if (how !== 'earlier') spoilFile(path, how, dice);
    else if (existsSync(was) && files.length === 1) cpSync(was, path);
    else if (files.length === 1) swapForAnother(notebook, file, rest, dice);
    else rmSync(path);
  }
  return { how, files };
}

/** A file that was not there earlier gets the bytes of another one in its folder. */
function swapForAnother(notebook: string, file: string, rest: readonly string[], dice: Dice): void {
  const others = rest.filter((other) => other !== file && join(other, '..') === join(file, '..'));
  if (others.length > 0) cpSync(join(notebook, oneOf(dice, others)), join(notebook, file));
}

// ---- how it is named

interface Mark {
  readonly entries: number;
  readonly digest: string;
}

/** What the page's store knows of the journal. */
async function lastMark(world: PostWorld, root: string, { begun, model }: Place): Promise<Mark> {
  const laptop = laptopIn(world, nodeDisk, root, holdAlone);
  for (const passphrase of model.valuesOf('passphrase')) {
    if ((await laptop.calls.vaultUnlock({ passphrase })).ok) break;
  }
  const mark = await laptop.calls.journalMark();
  await laptop.calls.vaultLock();
  if (!mark.ok) throw new Error(`no mark after ${begun.entries} entries`);
  return mark.value;
}

interface ToName {
  readonly found: Look;
  readonly laptop: Laptop;
  readonly place: Place;
  readonly before: Mark;
  readonly seals: Seals;
  readonly done: Spoiled;
}

/** The problem that tells a person of each place that is not as it was told. */
async function whatIsNamed({
  found,
  laptop,
  place,
  before,
  seals,
  done,
}: ToName): Promise<ReadonlyMap<string, string>> {
  const problems = new Map<string, string>();
  if (found.passphrase === undefined) return problems; // the vault's own problem says it all
  const { mark } = found;
  if (mark !== undefined) {
    if ((mark.lost ?? 0) > 0 || (mark.cut ?? 0) > 0) problems.set('journal', 'journalDamaged');
    else if (mark.entries <= before.entries && mark.digest !== before.digest)
      problems.set('journal', 'journalRolledBack');
  }
  for (const [name, value] of place.model.toldPlaces()) {
    const [what, id = ''] = name.split(' ');
    if (found.places.get(name) === value) continue;
    if (what === 'blob') {
      const read = await laptop.calls.blobRead({ id });
      if (!read.ok) problems.set(name, read.error.type);
    } else if (what === 'bundle') {
      const read = await laptop.calls.bundleRead({ id });
      const problem = read.ok ? await seals.problemOf(id, read.value) : read.error.type;
      if (problem !== undefined) problems.set(name, problem);
    } else if (isOf(done, STARTS_AGAIN[what ?? ''])) problems.set(name, 'startsAgain');
  }
  return problems;
}

/** Files that are made again from nothing, and what they hold. */
const STARTS_AGAIN: { readonly [what: string]: string } = {
  settings: 'settings.json',
  mark: 'high-water',
  end: 'journal-end',
  queue: 'courier',
};

const isOf = ({ files }: Spoiled, name: string | undefined): boolean => files.some((file) => basename(file) === name);

interface Seals {
  readonly bundles: readonly FakeBundle[];
  /** what opening these bytes as this bundle says; undefined: they are that bundle */
  readonly problemOf: (id: string, bytes: Uint8Array) => Promise<string | undefined>;
}

const SEALED = 40;

/** Bundles that open, each with its own id in it as a manifest has it. */
async function sealedBundles(): Promise<Seals> {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const bundles: FakeBundle[] = [];
  for (let number = 0; number < SEALED; number++) {
    const id = digestOfText(`sealed ${number}`);
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    const bytes = Uint8Array.from(await encrypter.encrypt(textToBytes(id + 'x'.repeat(number * 2_000))));
    bundles.push({ id: id as string as BundleId, bytes, sha256: sha256Of(bytes) });
  }
  return {
    bundles,
    problemOf: async (id, bytes) => {
      const decrypter = new Decrypter();
      decrypter.addIdentity(identity);
      try {
        const text = bytesToText(await decrypter.decrypt(bytes)) ?? '';
        return text.startsWith(id) ? undefined : 'otherBundle';
      } catch {
        return 'bundleDamaged';
      }
    },
  };
}
