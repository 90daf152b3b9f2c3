// Takes a new version of the app from a file that a person chose (shared/log/release.ts), without any network. The
// installer is copied off the stick piece by piece, compared with what was signed, read again from this disk, and only
// then has its name. It is compared once more before the system is asked to open it: the app itself installs nothing.
// The newest version that was ever taken is noted, so that none before it is taken afterwards.

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { bytesToBase64url, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import type { Digest } from '#shared/base/ids.ts';
import { canonicalText, isJsonObject, parseJson } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { isVersion, MOST_HEAD, readRelease, type ReadRelease, type Release } from '#shared/log/release.ts';
import type { AnswerOf, Events } from '#shared/wire/ipc.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import type { ReadyUpdate, UpdateFacts, UpdateProblem } from '#shared/wire/update.ts';
import { type Disk, type OpenFile, readFully, withFile, writeFully } from '#secretariat/disk/disk.ts';
import type { Handlers } from './ipc.ts';
import type { Random } from './seal.ts';
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
  readonly askFile: () => Promise<string | null>;
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

export type UpdateHandlers = Pick<Handlers, 'updateState' | 'updatePick' | 'updateTake' | 'updateStop' | 'updateOpen'>;

const PIECE = 1024 * 1024;
const MARK_LIMIT = 1024;
const OPENED = /\.(exe|dmg|deb)$/;

export function createUpdate(ports: UpdatePorts): UpdateHandlers {
  const { disk, random } = ports;
  const place = join(ports.folder, 'update');
  const markPath = join(place, 'newest.json');
  let chosen: (ReadRelease & { readonly path: string }) | undefined;
  let ready: Release | undefined;
  let isStopped = false;
  let turn: Promise<unknown> = Promise.resolve();

  async function pick(): Promise<AnswerOf<'updatePick'>> {
    const path = await ports.askFile();
    if (path === null) return ok(null);
    const begin = await attempt(() => withFile(disk, path, 'read', (file) => readFully(file, MOST_HEAD, 0)));
    if (!begin.ok) return begin;
    const { version, platform, arch, keys, builtAt } = ports;
    const newest = (await newestTaken()) ?? version;
    const today = [ports.today(), builtAt.slice(0, 10)].sort().at(-1) ?? '';
    const read = await readRelease(begin.value, { version, newest, platform, arch, today, keys });
    if (!read.ok) return read;
    chosen = { ...read.value, path };
    return ok(factsOf(read.value.release));
  }

  async function take(): Promise<AnswerOf<'updateTake'>> {
    if (chosen === undefined) return err({ type: 'fileGone' });
    const { release, begins, path } = chosen;
    isStopped = false;
    ready = undefined;
    const cleared = await attempt(async () => {
      for (const name of await disk.list(place)) if (name !== 'newest.json') await disk.remove(join(place, name));
      await disk.makeFolder(place);
    });
    if (!cleared.ok) return cleared;
    const free = await attempt(() => disk.freeBytes(place));
    if (free.ok && free.value < release.size)
      return err({ type: 'notEnoughSpace', needs: release.size, limit: free.value });
    const temporary = join(place, `${bytesToBase64url(random(6))}${TEMPORARY}`);
    const copied = await copy(path, begins, release, temporary);
    const kept = copied.ok ? await keep(temporary, release) : copied;
    if (!kept.ok) {
      await attempt(() => disk.remove(temporary));
      return kept;
    }
    ready = release;
    chosen = undefined;
    return ok(readyOf(release));
  }

  /** What comes off the stick, compared as it comes and again as it lies on this disk. */
  async function copy(
    from: string,
    begins: number,
    release: Release,
    to: string,
  ): Promise<Result<null, UpdateProblem>> {
    const copied = await attempt(() =>
      withFile(disk, from, 'read', async (file): Promise<Result<null, UpdateProblem>> => {
        const size = (await file.size()) - begins;
        if (size !== release.size) return err({ type: size < release.size ? 'updateCut' : 'updateSwapped' });
        return withFile(disk, to, 'create', async (made) => {
          const digest = await digestOf(file, begins, release.size, async (piece, at) => {
            await writeFully(made, piece, at);
            ports.tell({ done: at + piece.length, of: release.size });
            return !isStopped;
          });
          if (digest === null) return err({ type: 'updateStopped' });
          if (digest !== release.sha256) return err({ type: 'updateSwapped' });
          await made.sync();
          return ok(null);
        });
      }),
    );
    return copied.ok ? copied.value : copied;
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
    const path = join(place, ready.name);
    const same = await isThere(path, ready);
    if (!same.ok) return same;
    if (!same.value) return err({ type: 'updateSwapped' });
    if (readyOf(ready).how === 'show') {
      ports.show(path);
      return ok(null);
    }
    return (await ports.open(path)) === '' ? ok(null) : err({ type: 'updateNotOpened' });
  }

  const isThere = (path: string, { size, sha256 }: Release): Promise<Result<boolean, DiskProblem>> =>
    attempt(() =>
      withFile(disk, path, 'read', async (file) => {
        if ((await file.size()) !== size) return false;
        return (await digestOf(file, 0, size, async () => true)) === sha256;
      }),
    );

  async function newestTaken(): Promise<string | undefined> {
    const mark = await readWhole(disk, markPath, MARK_LIMIT);
    const parsed = mark.ok ? parseJson(bytesToText(mark.value) ?? '', { size: MARK_LIMIT, depth: 2 }) : undefined;
    const version = parsed?.ok === true && isJsonObject(parsed.value) ? parsed.value['version'] : undefined;
    return isVersion(version) ? version : undefined;
  }

  return {
    updateState: () => ({
      version: ports.version,
      hasKey: ports.keys.length > 0,
      ready: ready === undefined ? null : readyOf(ready),
    }),
    updatePick: pick,
    updateTake: () => {
      const taken = turn.then(take); // one after the other: what is being copied is stopped by its own button
      turn = taken.catch(() => undefined);
      return taken;
    },
    updateStop: () => {
      isStopped = true;
      return null;
    },
    updateOpen: open,
  };
}

/** Of so many bytes of a file; null: `take` wanted no more. */
async function digestOf(
  file: Pick<OpenFile, 'read'>,
  begins: number,
  size: number,
  take: (piece: Uint8Array, at: number) => Promise<boolean>,
): Promise<Digest | null> {
  const digest = createHash('sha256');
  for (let at = 0; at < size; ) {
    const piece = await readFully(file, Math.min(PIECE, size - at), begins + at);
    if (piece.length === 0) break; // shorter than it was: its digest is another
    digest.update(piece);
    if (!(await take(piece, at))) return null;
    at += piece.length;
  }
  return digest.digest('base64url') as Digest;
}

const factsOf = ({ version, name, size, madeAt }: Release): UpdateFacts => ({ version, name, size, madeAt });

const readyOf = (release: Release): ReadyUpdate => ({
  ...factsOf(release),
  how: OPENED.test(release.name) ? 'open' : 'show',
});
