// Takes a new version of the app (shared/log/release.ts) from a file that a person chose, without any network, or from
// the address that the build knows, when a person says so. The installer comes piece by piece, is compared with what was
// signed, read again from this disk, and only then has its name. It is compared once more before the system is asked to
// open it: the app itself looks for nothing and installs nothing. The newest version that was ever taken is noted, so
// that none before it is taken afterwards.

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { bytesToBase64url, bytesToText, type Bytes, textToBytes } from '#shared/base/bytes.ts';
import { canonicalText, isJsonObject, parseJson } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import {
  type Form,
  isVersion,
  MOST_HEAD,
  newestName,
  readRelease,
  type ReadRelease,
  type Release,
  type ReleaseProblem,
} from '#shared/log/release.ts';
import type { AnswerOf, Events } from '#shared/wire/ipc.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import type { ReadyUpdate, UpdateFacts, UpdateProblem } from '#shared/wire/update.ts';
import { type Disk, type OpenFile, readFully, withFile, writeFully } from '#secretariat/disk/disk.ts';
import type { After } from './courier/answers.ts';
import type { Handlers } from './ipc.ts';
import type { Random } from './seal.ts';
import { headAt, onInternet } from './update/internet.ts';
import { onStick, type Source } from './update/source.ts';
import { attempt, readWhole, TEMPORARY, writeWhole } from './whole-files.ts';

export interface UpdateHost {
  /** of this app: three numbers */
  readonly version: string;
  readonly platform: string;
  readonly arch: string;
  /** ISO */
  readonly builtAt: string;
  /** YYYY-MM-DD, by this computer's clock */
  readonly today: () => string;
  /** public keys of whoever publishes the app */
  readonly keys: readonly string[];
  /** where the newest version is asked for; null: nowhere */
  readonly address: string | null;
  /** how this copy was installed */
  readonly form: Form;
  readonly askFile: () => Promise<string | null>;
  /** whether the person lets this address be asked now */
  readonly askAddress: (address: string) => Promise<boolean>;
  readonly after: After;
  readonly tell: (progress: Events['update']) => void;
  /** asks the system to open a file; answers why it did not, or '' */
  readonly open: (path: string) => Promise<string>;
  /** shows a file in its folder */
  readonly show: (path: string) => void;
  /** lets a file be started */
  readonly makeRunnable: (path: string) => Promise<void>;
}

interface UpdatePorts extends UpdateHost {
  readonly disk: Disk;
  readonly random: Random;
  /** userData */
  readonly folder: string;
}

export type UpdateHandlers = Pick<
  Handlers,
  'updateState' | 'updatePick' | 'updateLook' | 'updateTake' | 'updateStop' | 'updateOpen'
>;

const PIECE = 1024 * 1024;
const MARK_LIMIT = 1024;
const OPENED = /\.(exe|dmg|deb)$/;

export function createUpdate(ports: UpdatePorts): UpdateHandlers {
  const { disk, random } = ports;
  const place = join(ports.folder, 'update');
  const markPath = join(place, 'newest.json');
  let chosen: { readonly release: Release; readonly source: Source } | undefined;
  let ready: { readonly release: Release; readonly told: ReadyUpdate } | undefined;
  let stopping = new AbortController();
  let turn: Promise<unknown> = Promise.resolve();

  async function pick(): Promise<AnswerOf<'updatePick'>> {
    const path = await ports.askFile();
    if (path === null) return ok(null);
    const begin = await attempt(() => withFile(disk, path, 'read', (file) => readFully(file, MOST_HEAD, 0)));
    if (!begin.ok) return begin;
    const read = await readHere(begin.value);
    return read.ok ? choose(read.value.release, onStick(disk, path, read.value)) : read;
  }

  async function look(): Promise<AnswerOf<'updateLook'>> {
    const { address, after, keys } = ports;
    if (keys.length === 0) return err({ type: 'noReleaseKey' });
    if (address === null) return err({ type: 'noReleaseAddress' });
    if (!(await ports.askAddress(address))) return ok(null);
    stopping = new AbortController();
    const url = `${address}/${newestName(ports, ports.form)}`;
    const head = await headAt(url, after, stopping.signal);
    if (!head.ok) return stopping.signal.aborted ? STOPPED : head;
    const read = await readHere(head.value);
    if (read.ok)
      return choose(
        read.value.release,
        onInternet(url, read.value, after, () => stopping.signal),
      );
    const { error } = read; // an address that keeps handing out what is long over may be holding back what is newer
    return error.type === 'updateNotNewer' && error.until < today() ? err({ ...error, type: 'updateExpired' }) : read;
  }

  const today = (): string => [ports.today(), ports.builtAt.slice(0, 10)].sort().at(-1) ?? '';

  async function readHere(begin: Bytes): Promise<Result<ReadRelease, ReleaseProblem>> {
    const { version, platform, arch, keys } = ports;
    const newest = (await newestTaken()) ?? version;
    return readRelease(begin, { version, newest, platform, arch, today: today(), keys });
  }

  function choose(release: Release, source: Source): Result<UpdateFacts, never> {
    chosen = { release, source };
    return ok(factsOf(release, source));
  }

  async function take(): Promise<AnswerOf<'updateTake'>> {
    if (chosen === undefined) return err({ type: 'fileGone' });
    const { release, source } = chosen;
    stopping = new AbortController();
    ready = undefined;
    const begun = `${release.sha256}${TEMPORARY}`;
    const temporary = join(place, begun);
    const kept = source.from === 'internet' ? ['newest.json', begun] : ['newest.json'];
    const cleared = await attempt(async () => {
      for (const name of await disk.list(place)) if (!kept.includes(name)) await disk.remove(join(place, name));
      await disk.makeFolder(place);
      return (await disk.list(place)).includes(begun) ? 'update' : 'create';
    });
    if (!cleared.ok) return cleared;
    let brought = await bring(source, release, temporary, cleared.value);
    if (cleared.value === 'update' && !brought.ok && brought.error.type === 'updateSwapped') {
      // what was here of it may be what a power cut left: only what comes anew is told as somebody's doing
      const removed = await attempt(() => disk.remove(temporary));
      brought = removed.ok ? await bring(source, release, temporary, 'create') : removed;
    }
    const done = brought.ok ? await keep(temporary, release) : brought;
    if (!done.ok) {
      const goesOn = source.from === 'internet' && GOES_ON.has(done.error.type);
      if (!goesOn) await attempt(() => disk.remove(temporary));
      return done;
    }
    const told: ReadyUpdate = { ...factsOf(release, source), how: OPENED.test(release.name) ? 'open' : 'show' };
    ready = { release, told };
    chosen = undefined;
    return ok(told);
  }

  /** What comes is compared as it comes, behind what is here of it already, and again as it lies on this disk. */
  async function bring(
    source: Source,
    release: Release,
    to: string,
    how: 'create' | 'update',
  ): Promise<Result<null, UpdateProblem>> {
    const { signal } = stopping;
    const brought = await attempt(() =>
      withFile(disk, to, how, async (made): Promise<Result<null, UpdateProblem>> => {
        let at = await made.size();
        const free = await attempt(() => disk.freeBytes(place));
        if (free.ok && free.value < release.size - at)
          return err({ type: 'notEnoughSpace', needs: release.size - at, limit: free.value });
        const digest = createHash('sha256');
        await eachPiece(made, at, (piece) => void digest.update(piece));
        const carried = await source.carry(at, async (piece) => {
          await writeFully(made, piece, at);
          digest.update(piece);
          at += piece.length;
          ports.tell({ done: at, of: release.size });
          return !signal.aborted;
        });
        await made.sync();
        if (signal.aborted) return STOPPED;
        if (!carried.ok) return carried;
        return digest.digest('base64url') === release.sha256 ? ok(null) : err({ type: 'updateSwapped' });
      }),
    );
    return brought.ok ? brought.value : brought;
  }

  async function keep(temporary: string, release: Release): Promise<Result<null, UpdateProblem>> {
    const same = await isThere(temporary, release);
    if (!same.ok) return same;
    if (!same.value) return err({ type: 'diskFailure', code: 'EIO' });
    const mark = textToBytes(canonicalText({ version: release.version }));
    const noted = await writeWhole(disk, markPath, mark, bytesToBase64url(random(6)));
    if (!noted.ok) return noted;
    return attempt(async () => {
      const path = join(place, release.name);
      await disk.rename(temporary, path);
      await disk.syncFolder(place);
      if (path.endsWith('.AppImage')) await ports.makeRunnable(path);
      return null;
    });
  }

  async function open(): Promise<AnswerOf<'updateOpen'>> {
    if (ready === undefined) return err({ type: 'fileGone' });
    const { release, told } = ready;
    const path = join(place, release.name);
    const same = await isThere(path, release);
    if (!same.ok) return same;
    if (!same.value) return err({ type: 'updateSwapped' });
    if (told.how === 'show') {
      ports.show(path);
      return ok(null);
    }
    return (await ports.open(path)) === '' ? ok(null) : err({ type: 'updateNotOpened' });
  }

  const isThere = (path: string, { size, sha256 }: Release): Promise<Result<boolean, DiskProblem>> =>
    attempt(() =>
      withFile(disk, path, 'read', async (file) => {
        if ((await file.size()) !== size) return false;
        const digest = createHash('sha256');
        await eachPiece(file, size, (piece) => void digest.update(piece));
        return digest.digest('base64url') === sha256;
      }),
    );

  async function newestTaken(): Promise<string | undefined> {
    const mark = await readWhole(disk, markPath, MARK_LIMIT);
    const parsed = mark.ok ? parseJson(bytesToText(mark.value) ?? '', { size: MARK_LIMIT, depth: 2 }) : undefined;
    const version = parsed?.ok === true && isJsonObject(parsed.value) ? parsed.value['version'] : undefined;
    return isVersion(version) ? version : undefined;
  }

  return {
    updateState: () => {
      const { version, keys, address } = ports;
      return { version, hasKey: keys.length > 0, address, ready: ready?.told ?? null };
    },
    updatePick: pick,
    updateLook: look,
    updateTake: () => {
      const taken = turn.then(take); // one after the other: what is under way is stopped by its own button
      turn = taken.catch(() => undefined);
      return taken;
    },
    updateStop: () => {
      stopping.abort();
      return null;
    },
    updateOpen: open,
  };
}

/** Of the first so many bytes of a file. */
async function eachPiece(file: Pick<OpenFile, 'read'>, size: number, take: (piece: Uint8Array) => void): Promise<void> {
  for (let at = 0; at < size; ) {
    const piece = await readFully(file, Math.min(PIECE, size - at), at);
    if (piece.length === 0) return; // shorter than it was: its digest is another
    take(piece);
    at += piece.length;
  }
}

const STOPPED = err({ type: 'updateStopped' } as const);
/** Then what came from the internet stays, and the next try goes on behind it. */
const GOES_ON: ReadonlySet<UpdateProblem['type']> = new Set([
  'updateStopped',
  'updateUnreachable',
  'updateBehindPortal',
  'noUpdateThere',
]);

const factsOf = ({ version, name, size, madeAt }: Release, { from }: Source): UpdateFacts => ({
  version,
  name,
  size,
  madeAt,
  from,
});
