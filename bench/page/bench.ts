// What the bench asks of the page, one thing at a time: the app's own engine in its own worker, and the other
// sides in theirs. Times are of the page's clock, from the call to its answer.

import { wrap } from 'comlink';
import { startEngine } from '#renderer/engine/client.ts';
import type { Engine } from '#renderer/engine/door.ts';
import { oneAhead } from '#shared/base/one-ahead.ts';
import type { OpenVault } from '#shared/wire/vault.ts';
import { databaseName } from '#renderer/store/whole-databases.ts';
import { valueOf } from '../main-job/value-of.ts';
import { desktop } from './desktop.ts';
import { all, bundleOf, type Phase } from './input-files.ts';
import { sealedIn } from './rows.ts';
import type { Sides } from './sides.ts';

/** Milliseconds between two questions while the search reads everything: reading gives way to whoever asks. */
const PAUSE = 2000;

const PASSPHRASE = 'una frase para el banco de pruebas';

let client = startEngine();
let vault: OpenVault | undefined;
const sides = wrap<Sides>(new Worker(new URL('./sides.ts', import.meta.url), { type: 'module', name: 'sides' }));

const engine = (): Engine => client.engine;

/** Begins a notebook and founds its mechanism; answers the profile. */
async function begin() {
  vault = valueOf(await desktop.vaultCreate({ passphrase: PASSPHRASE }));
  valueOf(await engine().open(vault, desktop, () => undefined));
  const facts = {
    names: { es: 'Mecanismo del banco de pruebas' },
    organisation: 'Secretaría',
    device: 'Secretaría',
    suite: 'hybrid',
    letterboxes: [],
  } as const;
  return valueOf(await engine().foundMechanism(facts));
}

/** Answers the credentials to give back. */
const enrol = async (card: string, organisation: string): Promise<string> =>
  valueOf(await engine().enrolDevice(card, 'recorder', organisation));

async function takeIn(phase: Phase, count: number, from = 0) {
  const bundles = await all(count, (at) => bundleOf(phase, from + at));
  const each: number[] = [];
  let records = 0;
  const begin = performance.now();
  let before = begin;
  const take = (bytes: Uint8Array) => engine().takeIn(`${phase}.quipu`, bytes);
  for await (const answer of oneAhead(bundles, take)) {
    const now = performance.now();
    each.push(now - before);
    before = now;
    const report = valueOf(answer);
    if (report.problem !== null || report.held.length > 0 || report.refused.length > 0 || report.missing.length > 0) {
      throw new Error(JSON.stringify({ at: each.length, ...report }).slice(0, 2000));
    }
    records += report.records;
  }
  return { ms: performance.now() - begin, each, records };
}

const stored = () => sealedIn(databaseName(vault?.profile ?? ''));

/** Locks, unlocks in a fresh worker, and asks for the first page of the list. */
async function reopen() {
  await engine().close();
  client.stop();
  await desktop.vaultLock();
  client = startEngine();
  const passphrase = await timed(() => desktop.vaultUnlock({ passphrase: PASSPHRASE }));
  const session = valueOf(passphrase.answer);
  const opened = await timed(() => engine().open(session, desktop, () => undefined));
  const report = valueOf(opened.answer);
  const listed = await timed(() => engine().list({ count: 50 }));
  return {
    passphraseMs: passphrase.ms,
    openMs: opened.ms,
    listMs: listed.ms,
    rebuilt: report.rebuilt,
    rows: listed.answer.total,
  };
}

/** The first answer may be partial; the others meet a search that has read everything. */
async function search(words: readonly string[]) {
  const ask = (word: string) => timed(() => engine().list({ text: word, count: 50 }));
  const begin = performance.now();
  const first = await ask(words[0] ?? '');
  let whole = first;
  while (whole.answer.isPartial === true) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    whole = await ask(words[0] ?? '');
  }
  const wholeMs = performance.now() - begin;
  const times: { readonly word: string; readonly ms: number; readonly found: number }[] = [];
  for (const word of words) {
    const { ms, answer } = await ask(word);
    times.push({ word, ms, found: answer.total });
  }
  return { firstMs: first.ms, firstFound: first.answer.total, wholeMs, times };
}

/** Drafts in one record of this device, each acknowledged when the journal has it. */
async function save(times: number): Promise<readonly number[]> {
  const record = valueOf(await engine().beginRecord('practice', 'es'));
  const each: number[] = [];
  for (let at = 0; at < times; at++) {
    const saved = await timed(() => engine().editRecord(record, { title: `Título ${at}`, summary: `Resumen ${at}` }));
    valueOf(saved.answer);
    each.push(saved.ms);
  }
  return each;
}

/** What each question costs, and how much is answered: milliseconds the second time, characters of JSON. */
async function questions() {
  const asked: Readonly<Record<string, () => Promise<unknown>>> = {
    today: () => engine().today(),
    board: () => engine().board({}),
    list: () => engine().list({ count: 50 }),
    listByTitle: () => engine().list({ count: 50, sort: 'title' }),
    listOfObjective: () => engine().list({ count: 50, objectives: [8] }),
    inbox: () => engine().inbox(),
    handOver: () => engine().handOver(),
    trust: () => engine().trust(),
    authors: () => engine().authors({}),
    activity: () => engine().activity(0, 50),
    requests: () => engine().requests(),
    queue: () => engine().reviewQueue({}),
    coverage: () => engine().coverage({}, 'country'),
    filters: () => engine().filters(),
  };
  const answers: { name: string; firstMs: number; againMs: number; characters: number }[] = [];
  for (const [name, ask] of Object.entries(asked)) {
    const first = await timed(ask);
    const again = await timed(ask);
    answers.push({ name, firstMs: first.ms, againMs: again.ms, characters: JSON.stringify(again.answer).length });
  }
  return answers;
}

/** A practice that was begun: its form begins with a text. */
const beginPractice = async (): Promise<string> => valueOf(await engine().beginRecord('practice', 'es'));

/** Ends the engine; the vault stays open for the next page. */
async function end(): Promise<void> {
  await engine().close();
  client.stop();
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly answer: T }> {
  const before = performance.now();
  const answer = await work();
  return { ms: performance.now() - before, answer };
}

const bench = { begin, enrol, takeIn, stored, reopen, search, questions, save, beginPractice, end, sides };
export type Bench = typeof bench;

declare global {
  interface Window {
    bench: Bench;
  }
}

window.bench = bench;
