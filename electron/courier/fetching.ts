// What waits at a letterbox for this device: bundles, where it is a reader, and its out-tray. A bundle is kept
// (fsynced, under a name) before it counts as fetched, and a cursor moves on only when the answer that carried
// it was followed by another call: a crash in between brings things again, and never loses one. What an uploader
// calls its bundle is a claim: where something else is kept under that name, the file's digest is the name.

import type { Bytes } from '#shared/base/bytes.ts';
import type { BundleId } from '#shared/base/ids.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { MAX_FILE } from '#shared/bundle/manifest.ts';
import type { Signed } from '#shared/log/envelope.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import {
  decodeListing,
  decodeOutTray,
  type ListedBundle,
  type Listing,
  type OutTray,
  paths,
} from '#shared/wire/letterbox.ts';
import type { AtLetterbox } from './at-letterbox.ts';
import { sha256Of } from './delivering.ts';
import { diskFailure, type Failure, unreachable } from './failures.ts';

/** Of a listing or a tray at a time: 50,000 bundles. What is behind them is fetched the next time, and a lie ends. */
const MOST_PAGES = 500;
/** Of what a tray holds, at a time: no letterbox of ours keeps as much for one device. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

export interface KeptBundles {
  readonly read: (id: BundleId) => Promise<Result<Bytes, DiskProblem>>;
  readonly keep: (id: BundleId, bytes: Bytes) => Promise<Result<null, DiskProblem>>;
}

export interface Fetched {
  readonly bundles: readonly BundleId[];
  readonly signed: readonly Signed[];
  /** the last bundle before which all are kept; null: nothing new */
  readonly bundleCursor: string | null;
  readonly trayCursor: string | null;
}

export async function fetchAll(
  at: AtLetterbox,
  kept: KeptBundles,
  bundleCursor: string | null,
): Promise<Result<Fetched, Failure>> {
  const tray = await fetchTray(at);
  if (!tray.ok) return tray;
  const bundles = await fetchBundles(at, kept, bundleCursor);
  if (!bundles.ok) {
    // what came is handed on; what did not is fetched the next time
    if (bundles.error.fetched.length + tray.value.signed.length === 0) return err(bundles.error.failure);
    return ok({ bundles: bundles.error.fetched, ...tray.value, bundleCursor: bundles.error.cursor });
  }
  return ok({ bundles: bundles.value.fetched, ...tray.value, bundleCursor: bundles.value.cursor });
}

/** Tells the letterbox that everything up to here has been handed on. */
export const takeFromTray = (at: AtLetterbox, cursor: string): Promise<Result<Response, Failure>> =>
  at.ask(`${paths.outTray}?upTo=${encodeURIComponent(cursor)}`, { method: 'DELETE' });

async function fetchTray(
  at: AtLetterbox,
): Promise<Result<{ readonly signed: readonly Signed[]; readonly trayCursor: string | null }, Failure>> {
  const signed: Signed[] = [];
  let trayCursor: string | null = null;
  let characters = 0;
  for (let after: string | null = '', pages = 0; after !== null && pages < MOST_PAGES; pages++) {
    const page: Result<OutTray, Failure> = await at.askFor(withCursor(paths.outTray, after), decodeOutTray);
    if (!page.ok) return page;
    characters += page.value.items.reduce((sum, { signed: thing }) => sum + thing.body.length, 0);
    signed.push(...page.value.items.map((item) => item.signed));
    trayCursor = page.value.items.at(-1)?.cursor ?? trayCursor;
    after = characters > MOST_CHARACTERS ? null : nextAfter(after, page.value.next);
  }
  return ok({ signed, trayCursor });
}

interface Progress {
  readonly fetched: readonly BundleId[];
  readonly cursor: string | null;
}

async function fetchBundles(
  at: AtLetterbox,
  kept: KeptBundles,
  from: string | null,
): Promise<Result<Progress, Progress & { readonly failure: Failure }>> {
  const fetched: BundleId[] = [];
  let cursor: string | null = null;
  let isUnbroken = true;
  for (let after: string | null = from ?? '', pages = 0; after !== null && pages < MOST_PAGES; pages++) {
    const page: Result<Listing, Failure> = await at.askFor(withCursor(paths.bundles, after), decodeListing);
    if (!page.ok) {
      if (page.error.refusal?.code === 'notAReader') return ok({ fetched: [], cursor: null });
      return err({ fetched, cursor, failure: page.error });
    }
    for (const item of page.value.items) {
      const one = await fetchOne(at, kept, item);
      if (!one.ok && (one.error === unreachable || isDisk(one.error)))
        return err({ fetched, cursor, failure: one.error });
      if (one.ok && !fetched.includes(one.value)) fetched.push(one.value);
      isUnbroken &&= one.ok; // a damaged one is asked for again the next time, and does not hold up the others
      if (isUnbroken) cursor = item.cursor;
    }
    after = nextAfter(after, page.value.next);
  }
  return ok({ fetched, cursor });
}

async function fetchOne(at: AtLetterbox, kept: KeptBundles, item: ListedBundle): Promise<Result<BundleId, Failure>> {
  const digestAsName = item.sha256 as string as BundleId;
  let name = item.bundle ?? digestAsName;
  for (const candidate of new Set([name, digestAsName])) {
    const known = await kept.read(candidate);
    if (known.ok && sha256Of(known.value) === item.sha256) return ok(candidate);
    if (known.ok)
      name = digestAsName; // another one has that name
    else if (known.error.type !== 'fileGone') return err(diskFailure(known.error));
  }
  const bytes = await download(at, item);
  if (!bytes.ok) return bytes;
  const done = await kept.keep(name, bytes.value);
  return done.ok ? ok(name) : err(diskFailure(done.error));
}

const TRIES = 3;

/** The whole file, taken up where a cut left it, and only if its digest is the one listed. */
async function download(at: AtLetterbox, item: ListedBundle): Promise<Result<Bytes, Failure>> {
  if (item.size > MAX_FILE) return err(DAMAGED);
  const bytes = new Uint8Array(item.size);
  let have = 0;
  let failure: Failure = unreachable;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const answer = await at.ask(paths.bundle(item.sha256), have > 0 ? { headers: { range: `bytes=${have}-` } } : {});
    if (!answer.ok) return answer;
    let position = answer.value.status === 206 ? have : 0;
    const whole = await at.readBody(answer.value, item.size - position, (chunk) => {
      bytes.set(chunk, position);
      position += chunk.length;
    });
    have = position;
    if (!whole.ok && whole.error !== unreachable) return whole;
    if (have < item.size) continue;
    if (sha256Of(bytes) === item.sha256) return ok(bytes);
    failure = DAMAGED;
    have = 0;
  }
  return err(failure);
}

const DAMAGED: Failure = { problem: { type: 'letterboxRefused', code: 'wrongDigest' }, passes: true };

const withCursor = (path: string, after: string): string =>
  after === '' ? path : `${path}?after=${encodeURIComponent(after)}`;

/** A cursor that does not move on is a lie: there is no more. */
const nextAfter = (after: string, next: string | null): string | null => (next !== null && next > after ? next : null);

const isDisk = ({ problem }: Failure): boolean =>
  ['diskFull', 'readOnlyFolder', 'fileGone', 'fileTooLarge', 'diskFailure'].includes(problem.type);
