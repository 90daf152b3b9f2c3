// The files behind the page's store go bad while the app is closed: each file of IndexedDB's LevelDB (flipped, cut,
// zeroed, removed, swapped for what it was the day before), the whole folder of it removed or put back from the day
// before, the journal of the main process put back; and beside these, one more file of Chromium's own profile (Local
// State, Preferences, QuotaManager …). Played on the engine in a real Chromium with the main process's real calls
// (engine-page.ts). At the next start it must be noticed without being asked, and what is shown afterwards is what was
// shown before, to the letter: nothing here is lost, for the journal and the kept bundles have it. Six notebooks live in
// one Chromium, which is started once for a round of each; they live on from round to round.

import { cpSync, existsSync, lstatSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { BrowserContext } from 'playwright';
import type { Handlers } from '#electron/ipc.ts';
import { JOURNAL } from '#electron/journal.ts';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { ok } from '#shared/base/result.ts';
import { EMPTY_CONTENT, encodeBundle } from '#shared/bundle/encode.ts';
import { FINISHED_CELL } from '#shared/log/change.ts';
import { resolveTrust } from '#shared/log/roster.ts';
import type { DeviceKeys, OpenVault } from '#shared/wire/vault.ts';
import { makeDevice, writeRecord } from '#scripts/headless/device.ts';
import { seedBytes } from '#scripts/headless/keys.ts';
import { fakeMechanism, type FakeMechanism } from '#scripts/headless/mechanism.ts';
import { type Dice, diceOf, oneOf } from '#tests/hostile/dice.ts';
import {
  type DayAtEngine,
  type Diary,
  newDiary,
  rebuildsOf,
  type Shown,
  spendDayAtEngine,
  whatIsLost,
  whatIsShown,
} from './engine-day.ts';
import { type EnginePage, type EnginePages, serveEnginePages } from './engine-page.ts';
import { FOLDERS, makeFolders } from './folders.ts';
import type { Kind, KindFacts, RoundReport } from './kind.ts';
import { startLaptop } from './laptop.ts';
import { filesIn, HOWS, spoilFile } from './spoil.ts';
import { holdAlone } from './world.ts';

export const store: Kind = {
  name: 'store',
  finds: 'blind',
  begin: async (facts) => {
    const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'chasqui-store-'));
    const playing: Playing = {
      facts,
      root,
      pages: await serveEnginePages(),
      mechanism: await fakeMechanism(`store ${facts.seed}`, { suite: 'classic' }),
      notebooks: [],
      starts: 0,
    };
    let together: Promise<readonly RoundReport[]> | undefined;
    return {
      round: async (number) => {
        const at = (number - 1) % TOGETHER;
        if (at === 0) together = startAgain(playing);
        const report = (await together)?.[at];
        if (report === undefined) throw new Error('no such round');
        return report;
      },
      end: async () => {
        await playing.pages.end();
        rmSync(root, { recursive: true, force: true, maxRetries: 5 });
      },
    };
  },
};

const TOGETHER = 6;
const AT_ONCE = 3;
const STEPS_A_DAY = 8;
const PASSPHRASE = 'frase secreta primera';
const OPENS = { passphrase: PASSPHRASE };

interface Playing {
  readonly facts: KindFacts;
  readonly root: string;
  readonly pages: EnginePages;
  readonly mechanism: FakeMechanism;
  readonly notebooks: Notebook[];
  /** of Chromium */
  starts: number;
}

interface Notebook {
  /** also its origin */
  readonly name: string;
  readonly root: string;
  readonly diary: Diary;
  /** when it was closed */
  shown: Shown;
  rebuilds: number;
}

interface Report extends RoundReport {
  readonly lost: string[];
  readonly wrong: string[];
  readonly named: string[];
}

async function startAgain(playing: Playing): Promise<readonly RoundReport[]> {
  if (playing.starts === 0) {
    for (let number = 1; number <= TOGETHER; number++) {
      const name = `n${number}`;
      const root = join(playing.root, name);
      await makeFolders(nodeDisk, root);
      playing.notebooks.push({ name, root, diary: newDiary(), shown: new Map(), rebuilds: 0 });
    }
    const begun = [...(await aDay(playing)), ...(await aDay(playing))];
    const bad = begun.flatMap(({ lost, wrong }) => [...lost, ...wrong]);
    if (bad.length > 0) throw new Error(`before anything was spoiled: ${bad.join(', ')}`);
  }
  const dice = diceOf('store', playing.facts.seed, playing.starts, 'spoils');
  const beside = dice(3) === 0 ? undefined : spoilBrowser(playing, dice);
  const spoiled = playing.notebooks.map((notebook) => spoilNotebook(playing, notebook, dice, beside === undefined));
  const reports = await aDay(playing);
  return reports.map(({ acknowledged, refused, lost, wrong, named }, at) => {
    const inCase = ` (${spoiled[at]}, ${beside ?? 'nothing beside'})`;
    return {
      acknowledged,
      refused,
      named,
      lost: lost.map((what) => what + inCase),
      wrong: wrong.map((what) => what + inCase),
    };
  });
}

// ---- a day: opened, looked at, written in, closed

async function aDay(playing: Playing): Promise<readonly Report[]> {
  playing.starts += 1;
  const browser = await playing.pages.start(join(playing.root, BROWSER));
  const reports: Report[] = [];
  try {
    for (const some of [playing.notebooks.slice(0, AT_ONCE), playing.notebooks.slice(AT_ONCE)])
      reports.push(...(await Promise.all(some.map((notebook) => aDayOf(playing, browser, notebook)))));
  } finally {
    await browser.close();
  }
  await keepCopies(playing);
  return reports;
}

async function aDayOf(playing: Playing, browser: BrowserContext, notebook: Notebook): Promise<Report> {
  const { facts, mechanism, starts } = playing;
  const { diary } = notebook;
  const report: Report = { acknowledged: 0, refused: 0, lost: [], wrong: [], named: [] };
  const before = diary.acknowledged;
  const laptop = startLaptop({
    disk: nodeDisk,
    folder: join(notebook.root, FOLDERS.folder),
    stick: join(notebook.root, FOLDERS.stick),
    device: mechanism.secretariat,
    hold: holdAlone,
  });
  try {
    const { calls } = laptop;
    const opened = await (starts === 1 ? calls.vaultCreate({ passphrase: PASSPHRASE }) : calls.vaultUnlock(OPENS));
    if (!opened.ok) throw new Error(`vault: ${opened.error.type}`);
    const isBlind = facts.bug === 'blind' && starts > 2;
    const page = await playing.pages.page(browser, notebook.name, isBlind ? blinded(calls) : calls);
    await compare(page, opened.value, notebook, starts, report);
    if (starts === 1) await page.ask('joinMechanism', mechanism.profileText);
    const name = `${notebook.name}.${starts}`;
    await spendDayAtEngine(
      {
        page,
        diary,
        dice: diceOf('store', facts.seed, name),
        name,
        bring: bringer(mechanism, opened.value.device, name),
        reader: mechanism.secretariat.kid,
      },
      STEPS_A_DAY,
    );
    report.wrong.push(...diary.refused.splice(0).map((what) => `refused ${what}`));
    notebook.shown = await whatIsShown(page);
    await page.ask('close');
    await calls.vaultLock();
  } catch (error) {
    report.wrong.push(error instanceof Error ? error.message.slice(0, 300) : String(error));
  }
  return { ...report, acknowledged: diary.acknowledged - before };
}

/** What is there after opening against what was acknowledged, and against what was shown when it was closed. */
async function compare(
  page: EnginePage,
  vault: OpenVault,
  notebook: Notebook,
  starts: number,
  { lost, wrong, named }: Report,
): Promise<void> {
  const report = await page.open(vault);
  if (!report.ok) throw new Error(`does not open: ${report.error.type}`);
  if (starts === 1) return;
  lost.push(...(await whatIsLost(page, notebook.diary)));
  const shown = await whatIsShown(page);
  for (const part of new Set([...shown.keys(), ...notebook.shown.keys()]))
    if (shown.get(part) !== notebook.shown.get(part))
      wrong.push(`${part} is not as it was: ${difference(notebook.shown.get(part), shown.get(part))}`);
  const rebuilds = await rebuildsOf(page);
  const { rebuilt } = report.value;
  if (rebuilt !== null) named.push(`store ${rebuilt.cause}`);
  else if (rebuilds > notebook.rebuilds) named.push('store damaged, met when it was read');
  notebook.rebuilds = rebuilds;
}

/** Where two texts part, a little of each. */
function difference(was = '', is = ''): string {
  let at = 0;
  while (at < was.length && was[at] === is[at]) at += 1;
  const from = Math.max(0, at - 40);
  return `${was.slice(from, at + 60)} became ${is.slice(from, at + 60)}`;
}

/** Bundles of a laptop of the mechanism that never was here, for this device, with a record each. */
function bringer(mechanism: FakeMechanism, { classicRecipient }: DeviceKeys, name: string): DayAtEngine['bring'] {
  const { profile, organisations, enrol } = mechanism;
  let brought = 0;
  return async () => {
    const unique = `${name} ${(brought += 1)}`;
    const author = await enrol(unique, organisations[0]!);
    const device = makeDevice({
      signer: author.signer,
      key: author.key,
      trust: await resolveTrust(profile, author.credentials, []),
      claimTime: () => ({ time: '2026-11-29T12:00:00.000Z', doubt: null }),
      makeSalt: () => idOf(unique),
    });
    await writeRecord(device, idOf(`record ${unique}`) as RecordId, 'practice', [
      ['title', unique],
      [FINISHED_CELL, true],
    ]);
    const bundle = await encodeBundle(
      { ...EMPTY_CONTENT, changesets: [...device.changesets.values()], credentials: author.credentials },
      {
        mechanism: profile.id,
        suite: profile.suite,
        recipients: [classicRecipient],
        basis: {},
        rosterVersion: 0,
        records: 1,
        nonce: idOf(`nonce ${unique}`),
      },
      author.signer,
    );
    if (!bundle.ok) throw new Error(bundle.error.type);
    return bundle.value;
  };
}

/** 16 bytes that belong to a text. */
const idOf = (text: string): string => bytesToBase64url(seedBytes(text).subarray(0, 16));

/** The planted bug: nothing outside the page's store is read. */
const blinded = (calls: Handlers): Handlers => ({
  ...calls,
  journalRead: async () => ok({ entries: [], next: null }),
  bundlesKept: async () => ok([]),
});

// ---- what goes bad

const BROWSER = 'chromium';
/** As it was closed the last time, and the time before. */
const [CLOSED, EARLIER] = ['closed', 'earlier'];

async function keepCopies({ root, notebooks }: Playing): Promise<void> {
  rmSync(join(root, EARLIER), { recursive: true, force: true });
  if (existsSync(join(root, CLOSED))) renameSync(join(root, CLOSED), join(root, EARLIER));
  for (const name of [BROWSER, ...notebooks.map((notebook) => notebook.name)])
    cpSync(join(root, name), join(root, CLOSED, name), { recursive: true, filter: (path) => !isLink(path) });
}

/** Chromium's own links name who holds the profile. */
const isLink = (path: string): boolean => lstatSync(path).isSymbolicLink();

/** @returns what was done */
function spoilNotebook(playing: Playing, notebook: Notebook, dice: Dice, mayBeJournal: boolean): string {
  const { root } = playing;
  const files = filesIn(join(root, BROWSER)).filter((file) => file.includes(`http_${notebook.name}.localhost_`));
  const journal = filesIn(notebook.root).find((file) => basename(file) === JOURNAL);
  const databases = [...new Set(files.map(dirname))];
  if (journal !== undefined && mayBeJournal && dice(4) === 0) {
    const path = join(notebook.name, journal);
    cpSync(join(root, EARLIER, path), join(root, path));
    return `earlier ${JOURNAL}`;
  }
  if (dice(5) === 0) {
    const how = oneOf(dice, ['remove', 'earlier'] as const);
    for (const folder of databases) {
      rmSync(join(root, BROWSER, folder), { recursive: true });
      if (how === 'earlier')
        cpSync(join(root, EARLIER, BROWSER, folder), join(root, BROWSER, folder), { recursive: true });
    }
    return `${how} the whole database`;
  }
  return spoilOne(playing, oneOf(dice, files), dice);
}

/** Of Chromium's own files, these sooner than others. */
const SOONER = ['Local State', 'Preferences', 'Secure Preferences', 'QuotaManager', 'LOCK', 'CURRENT'];

function spoilBrowser(playing: Playing, dice: Dice): string {
  const files = filesIn(join(playing.root, BROWSER)).filter((file) => !file.includes('IndexedDB'));
  const sooner = files.filter((file) => SOONER.includes(basename(file)));
  return spoilOne(playing, oneOf(dice, oneOf(dice, [sooner, files])), dice);
}

function spoilOne({ root }: Playing, file: string, dice: Dice): string {
  const [path, was] = [join(root, BROWSER, file), join(root, EARLIER, BROWSER, file)];
  const how = oneOf(dice, HOWS);
  if (how === 'flip' || how === 'cut' || how === 'zero') spoilFile(path, how, dice);
  else rmSync(path);
  if (how === 'earlier' && existsSync(was)) cpSync(was, path);
  return `${how} ${file}`;
}
