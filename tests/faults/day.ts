// A day at a laptop: what its page would ask of the main process, in an order that the dice give. Write, finish,
// attach, pack, save on a stick, take in, upload, keep the receipt, change settings and passphrase, erase from the
// journal. Before each save the book hears what is tried, after it what was answered. Entries and bundles are bytes
// that look sealed: neither main process nor letterbox opens any (that journal and kept bundles make the same
// records again is the law of tests/flow/rebuild).

import { textToBytes } from '#shared/base/bytes.ts';
import { digestOfText } from '#shared/base/ids.ts';
import type { Result } from '#shared/base/result.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { sha256Of } from '#electron/courier/delivering.ts';
import { type Dice, oneOf } from '#tests/hostile/dice.ts';
import { type FakeBundle, fakeBundle } from '#tests/secretariat/visit.ts';
import type { Book, Save } from './book.ts';
import { type Laptop, receiptText } from './laptop.ts';

export interface DayFacts {
  readonly laptop: Laptop;
  readonly book: Book;
  readonly dice: Dice;
  /** no other day has it: names of all that is made begin with it */
  readonly name: string;
  readonly begun: Begun;
  readonly address: Address;
  /** Puts a file where people bring theirs, and answers its path; null: they could not. */
  readonly arrive: (name: string, bytes: Uint8Array) => Promise<string | null>;
  /** the sealed bytes that a name stands for; by default any bytes */
  readonly bundleOf?: (name: string) => FakeBundle;
  /** Between two steps. */
  readonly pause?: (step: number) => void | Promise<void>;
}

/** What the day before left. */
export interface Begun {
  readonly passphrase: string;
  readonly entries: number;
  readonly changesets: number;
  /** bundles packed here */
  readonly packed: readonly Packed[];
}

interface Packed {
  readonly id: string;
  readonly sha256: string;
}

export interface Address {
  readonly letterbox: string;
  readonly mechanism: string;
  readonly credentials: readonly Signed[];
}

interface Day extends DayFacts {
  passphrase: string;
  entries: number;
  changesets: number;
  readonly packed: Packed[];
  things: number;
}

type Step = (day: Day) => Promise<void>;
type Answer = Result<unknown, { readonly type: string }>;

export async function spendDay(facts: DayFacts): Promise<void> {
  const { dice } = facts;
  const steps = Array.from({ length: 5 + dice(9) }, () => oneOf(dice, USUAL));
  await playSteps(facts, ['allow', ...steps]);
}

/** Answers what it leaves, as far as it was told. */
export async function playSteps(facts: DayFacts, steps: readonly StepName[]): Promise<Begun> {
  const { begun } = facts;
  const day: Day = { ...facts, ...begun, packed: [...begun.packed], things: 0 };
  for (const [index, name] of steps.entries()) {
    await facts.pause?.(index);
    await attemptStep(day, name);
  }
  const { passphrase, entries, changesets, packed } = day;
  return { passphrase, entries, changesets, packed };
}

/** A step answers with a problem's type; whatever it throws is a bug. */
async function attemptStep(day: Day, name: StepName): Promise<void> {
  try {
    await (STEPS[name] as Step)(day);
  } catch (error) {
    day.book.broke(`${name}: ${error instanceof Error ? `${error.name} ${error.message}` : String(error)}`);
  }
}

async function saving<T extends Answer>(day: Day, save: Save, work: () => T | Promise<T>): Promise<T> {
  day.book.trying(save);
  const answer = await work();
  if (answer.ok) day.book.told(save);
  else day.book.refused(save, answer.error.type);
  return answer;
}

const nameIn = (day: Day): string => `${day.name}.${(day.things += 1)}`;
const filler = (dice: Dice, most: number): string => 'x'.repeat(1 + dice(most));

async function write(day: Day): Promise<void> {
  const { dice, laptop } = day;
  const entries = Array.from({ length: 1 + dice(3) }, () =>
    JSON.stringify({ type: 'draft', record: nameIn(day), text: filler(dice, dice(6) === 0 ? 40_000 : 900) }),
  );
  const answer = await saving(day, { type: 'append', entries }, () =>
    laptop.calls.journalAppend({ entries: entries.map(textToBytes) }),
  );
  if (answer.ok) day.entries += entries.length;
}

async function finish(day: Day): Promise<void> {
  const { dice, laptop } = day;
  const entries = [
    JSON.stringify({ type: 'changeset', changeset: nameIn(day), text: filler(dice, 3000) }),
    JSON.stringify({ type: 'draftDropped', record: nameIn(day) }),
  ];
  const answer = await saving(day, { type: 'append', entries }, () =>
    laptop.calls.journalAppend({ entries: entries.map(textToBytes) }),
  );
  if (!answer.ok) return;
  day.entries += entries.length;
  day.changesets += 1;
  const mark = { changesets: day.changesets, records: 1 };
  await saving(day, placed('mark', `${mark.changesets}`), () => laptop.calls.highWaterWrite(mark));
}

async function erase(day: Day): Promise<void> {
  const { dice, laptop } = day;
  if (day.entries === 0) return;
  const index = dice(day.entries);
  const entry = JSON.stringify({ type: 'erased', was: nameIn(day), text: filler(dice, 200) });
  await saving(day, { type: 'rewrite', index, entry }, () =>
    laptop.calls.journalRewrite({ edits: [{ index, entry: textToBytes(entry) }] }),
  );
}

async function attach(day: Day): Promise<void> {
  const name = nameIn(day);
  const id = digestOfText(name);
  const bytes = fakeBundle(name, 1 + day.dice(30_000)).bytes;
  await saving(day, placed(`blob ${id}`, sha256Of(bytes)), () => day.laptop.calls.blobKeep({ id, bytes }));
}

async function pack(day: Day): Promise<void> {
  const { id, bytes, sha256 } = bundleOf(day);
  const answer = await saving(day, placed(`bundle ${id}`, `packed ${sha256}`), () =>
    day.laptop.calls.bundleKeep({ id, origin: 'packed', bytes }),
  );
  if (answer.ok) day.packed.push({ id, sha256 });
}

async function saveOnStick(day: Day): Promise<void> {
  const { dice, laptop, book, packed } = day;
  if (packed.length === 0) return;
  const chosen = new Set([oneOf(dice, packed), oneOf(dice, packed)]);
  const files = [...chosen].map(({ id }) => ({ id, suggestedName: nameOnStick(id) }));
  const saves = new Map([...chosen].map(({ id, sha256 }) => [id, placed(`stick ${nameOnStick(id)}`, sha256)] as const));
  for (const save of saves.values()) book.trying(save);
  const answer = await laptop.calls.bundlesSaveAs({ files });
  for (const [id, save] of saves) {
    if (answer.ok && answer.value?.saved.some((saved) => saved === id) === true) book.told(save);
    else book.refused(save, answer.ok ? (answer.value?.problem?.type ?? 'notSaved') : answer.error.type);
  }
}

async function takeIn(day: Day): Promise<void> {
  const { laptop, book } = day;
  const brought = bundleOf(day);
  const path = await day.arrive(`${brought.id.slice(0, 8)}.quipu`, brought.bytes);
  if (path === null) return;
  laptop.offer(path);
  for (const { bytes, problem } of await laptop.calls.bundlesWaiting()) {
    const save = placed(`bundle ${brought.id}`, `takenIn ${brought.sha256}`);
    if (problem !== undefined) book.refused(save, problem.type);
    else await saving(day, save, () => laptop.calls.bundleKeep({ id: brought.id, origin: 'takenIn', bytes }));
  }
}

async function allow(day: Day): Promise<void> {
  const answer = await day.laptop.calls.courierAllow({ letterboxes: [day.address.letterbox] });
  if (!answer.ok) day.book.refused(placed('addresses', ''), answer.error.type);
}

async function upload(day: Day): Promise<void> {
  const { laptop, dice, book, packed, address } = day;
  if (packed.length === 0) return;
  const bundle = oneOf(dice, packed).id;
  laptop.hurry();
  const sent = await saving(day, placed(`queue ${bundle}`, 'queued'), () =>
    laptop.calls.courierSend({ ...address, bundle, credentials: address.credentials as never }),
  );
  if (!sent.ok) return;
  const { state, receipt, problem } = await laptop.ended(bundle);
  if (state !== 'stored' || receipt === null) {
    book.refused(placed(`receipt ${bundle}`, ''), problem?.type ?? state);
    return;
  }
  book.told(placed(`receipt ${bundle}`, receiptText(receipt)));
  const entries = [JSON.stringify({ type: 'meta', receipt: bundle, name: nameIn(day) })];
  const answer = await saving(day, { type: 'append', entries }, () =>
    laptop.calls.journalAppend({ entries: entries.map(textToBytes) }),
  );
  if (answer.ok) day.entries += entries.length;
}

async function changeSettings(day: Day): Promise<void> {
  const { laptop, dice } = day;
  const textSize = oneOf(dice, [100, 115, 130, 150] as const);
  const language = oneOf(dice, ['es', 'en', 'pt', 'fr', 'ht'] as const);
  await saving(day, placed('settings', `${language} ${textSize}`), () =>
    laptop.calls.settingsWrite({ language, textSize, theme: 'dark' }),
  );
}

async function changePassphrase(day: Day): Promise<void> {
  const next = `frase secreta ${nameIn(day)}`;
  const answer = await saving(day, placed('passphrase', next), () =>
    day.laptop.calls.vaultChangePassphrase({ old: day.passphrase, next }),
  );
  if (answer.ok) day.passphrase = next;
}

const STEPS = {
  allow,
  write,
  finish,
  attach,
  pack,
  saveOnStick,
  takeIn,
  upload,
  erase,
  changeSettings,
  changePassphrase,
} satisfies { readonly [name: string]: Step };
export type StepName = keyof typeof STEPS;

/** What people do, as often as they do it. */
const USUAL: readonly StepName[] = [
  ...(['write', 'write', 'write', 'write', 'finish', 'finish', 'finish'] as const),
  ...(['attach', 'attach', 'pack', 'pack', 'pack', 'saveOnStick', 'saveOnStick'] as const),
  ...(['takeIn', 'takeIn', 'upload', 'upload', 'erase', 'changeSettings', 'changePassphrase'] as const),
];

const nameOnStick = (id: string): string => `${id.slice(0, 8)}.quipu`;
const placed = (place: string, value: string): Save => ({ type: 'place', place, value });

const bundleOf = (day: Day): FakeBundle => {
  const name = nameIn(day);
  return day.bundleOf?.(name) ?? fakeBundle(name, 200 + day.dice(day.dice(5) === 0 ? 90_000 : 4000));
};
