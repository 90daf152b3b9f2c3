// Files that people choose: in the dialogs of this process, by double click, or on the command line. The page
// never gives a path and never gets one: it sees a file's own name and its bytes. Saving goes temp → fsync →
// re-read → rename in the folder that was chosen, so a stick pulled out leaves the old file or the new one.

import { basename, dirname, extname, join } from 'node:path';
import { type Bytes, bytesToBase64url, isSameBytes } from '#shared/base/bytes.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { MAX_FILE } from '#shared/bundle/manifest.ts';
import { MANIFEST_ENDING, type NamedFile, type PickedFile, type PickedReport } from '#shared/wire/files.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import { type Disk, withFile } from '#secretariat/disk/disk.ts';
import { attempt, readWhole, writeWhole } from './whole-files.ts';
import type { Random } from './seal.ts';

/** Null where the person changed their mind. */
export interface Dialogs {
  readonly askSave: (suggestedName: string, extension: string) => Promise<string | null>;
  readonly askOpen: (extension: string | null) => Promise<string | null>;
  readonly askFolder: () => Promise<string | null>;
  readonly askOpenMany: (extensions: readonly string[]) => Promise<readonly string[]>;
}

export interface ChosenFiles {
  readonly save: (
    suggestedName: string,
    extension: string,
    bytes: Uint8Array,
    beside?: Uint8Array,
  ) => Promise<Result<{ name: string } | null, DiskProblem>>;
  /** A report, with its manifest where one lies beside it. */
  readonly pickReport: () => Promise<Result<PickedReport | null, DiskProblem>>;
  /** Several into one folder, read one at a time; what is there under such a name already is left as it is. */
  readonly saveAll: (files: readonly FileToSave[], extension: string) => Promise<Result<AnswerAll | null, DiskProblem>>;
  /** extension null: any file */
  readonly pick: (extension: string | null) => Promise<Result<NamedFile | null, DiskProblem>>;
  /** Asks for several; they are read one at a time, so that they are never all in memory. */
  readonly pickMany: (extensions: readonly string[]) => Promise<Result<readonly PickedFile[], DiskProblem>>;
  /** Reads a file that was picked, once. */
  readonly readPicked: (pick: string) => Promise<Result<Bytes, DiskProblem>>;
  /** Forgets what was picked and not read. */
  readonly forget: () => void;
  /** Remembers the bundles among these paths; answers whether there were any. */
  readonly offer: (paths: readonly string[]) => boolean;
  /** what was offered since the last call */
  readonly waiting: () => Promise<readonly NamedFile[]>;
}

export interface FileToSave {
  readonly suggestedName: string;
  /** bytes, where it is known before it is read */
  readonly size?: number | undefined;
  readonly read: () => Promise<Result<Bytes, DiskProblem>>;
}

export interface AnswerAll {
  /** of the folder */
  readonly name: string;
  /** how many are there, in order; then something went wrong */
  readonly count: number;
  readonly problem: DiskProblem | null;
}

export interface ChosenFilesPorts {
  readonly disk: Disk;
  readonly random: Random;
  readonly dialogs: Dialogs;
}

export const BUNDLE_EXTENSION = 'quipu';
const MOST_WAITING = 200;
const MOST_PICKED = 50;

export function createChosenFiles({ disk, random, dialogs }: ChosenFilesPorts): ChosenFiles {
  const offered = new Set<string>();
  const picked = new Map<string, string>();

  async function read(path: string): Promise<Result<NamedFile, DiskProblem>> {
    const bytes = await readWhole(disk, path, MAX_FILE);
    return bytes.ok ? ok({ name: basename(path), bytes: bytes.value }) : bytes;
  }

  /** bytes; where the place does not say, as many as one likes */
  const roomIn = (folder: string): Promise<number> => disk.freeBytes(folder).catch(() => Number.POSITIVE_INFINITY);

  /** Told before anything is written: those that do not lie there yet need more room than there is. */
  async function lackingIn(
    folder: string,
    files: readonly FileToSave[],
    extension: string,
  ): Promise<DiskProblem | null> {
    const there = await attempt(() => disk.list(folder));
    const names = new Set(there.ok ? there.value : []);
    const fresh = files.filter(({ suggestedName }) => !names.has(plainName(suggestedName, extension)));
    const needs = fresh.reduce((sum, { size = 0 }) => sum + size, 0);
    const free = await roomIn(folder);
    return free < needs ? { type: 'notEnoughSpace', needs, limit: free } : null;
  }

  /** Written whole, or it is said how little room the place has. */
  async function write(path: string, bytes: Uint8Array): Promise<Result<null, DiskProblem>> {
    const room = (): Promise<number> => roomIn(dirname(path));
    const free = await room();
    if (free < bytes.length) return err({ type: 'notEnoughSpace', needs: bytes.length, limit: free });
    const written = await writeWhole(disk, path, bytes, bytesToBase64url(random(6)));
    if (written.ok || written.error.type !== 'diskFull') return written;
    return err({ type: 'notEnoughSpace', needs: bytes.length, limit: Math.min(await room(), bytes.length) });
  }

  /** Under the first of its names that is free, or already is this very file. */
  async function saveInto(
    folder: string,
    name: string,
    bytes: Result<Bytes, DiskProblem>,
  ): Promise<Result<null, DiskProblem>> {
    if (!bytes.ok) return bytes;
    const there = await attempt(() => disk.list(folder));
    if (!there.ok) return there;
    for (let number = 1; ; number++) {
      const free = number === 1 ? name : name.replace(/(\.[^.]*)$/, ` (${number})$1`);
      const path = join(folder, free);
      if (!there.value.includes(free)) return write(path, bytes.value);
      const known = await readWhole(disk, path, MAX_FILE);
      if (known.ok && isSameBytes(known.value, bytes.value)) return ok(null);
    }
  }

  return {
    save: async (suggestedName, extension, bytes, beside) => {
      const chosen = await dialogs.askSave(plainName(suggestedName, extension), extension);
      if (chosen === null) return ok(null);
      const path = await withExtension(disk, chosen, extension);
      const written = await write(path, bytes);
      if (!written.ok) return written;
      if (beside !== undefined) {
        const also = await write(`${path}${MANIFEST_ENDING}`, beside);
        if (!also.ok) return also;
      }
      return ok({ name: basename(path) });
    },
    saveAll: async (files, extension) => {
      const folder = await dialogs.askFolder();
      if (folder === null) return ok(null);
      const name = basename(folder);
      const lacking = await lackingIn(folder, files, extension);
      if (lacking !== null) return ok({ name, count: 0, problem: lacking });
      for (const [count, { suggestedName, read: readFile }] of files.entries()) {
        const saved = await saveInto(folder, plainName(suggestedName, extension), await readFile());
        if (!saved.ok) return ok({ name, count, problem: saved.error });
      }
      return ok({ name, count: files.length, problem: null });
    },
    pick: async (extension) => {
      const path = await dialogs.askOpen(extension);
      return path === null ? ok(null) : read(path);
    },
    pickReport: async () => {
      const path = await dialogs.askOpen(null);
      if (path === null) return ok(null);
      const file = await read(path);
      if (!file.ok) return file;
      const beside = await readWhole(disk, `${path}${MANIFEST_ENDING}`, MAX_FILE);
      return ok({ ...file.value, beside: beside.ok ? beside.value : null });
    },
    pickMany: async (extensions) => {
      const paths = (await dialogs.askOpenMany(extensions)).slice(0, MOST_PICKED);
      const files: PickedFile[] = [];
      for (const path of paths) {
        const size = await attempt(() => withFile(disk, path, 'read', (file) => file.size()));
        if (!size.ok) return size;
        const pick = bytesToBase64url(random(9));
        picked.set(pick, path);
        files.push({ pick, name: basename(path), size: size.value });
      }
      return ok(files);
    },
    readPicked: async (pick) => {
      const path = picked.get(pick);
      picked.delete(pick);
      return path === undefined ? err({ type: 'fileGone' }) : readWhole(disk, path, MAX_FILE);
    },
    forget: () => picked.clear(),
    offer: (paths) => {
      const bundles = paths.filter((path) => extname(path).toLowerCase() === `.${BUNDLE_EXTENSION}`);
      for (const path of bundles) if (offered.size < MOST_WAITING) offered.add(path);
      return bundles.length > 0;
    },
    waiting: async () => {
      const paths = [...offered];
      offered.clear();
      const files: NamedFile[] = [];
      for (const path of paths) {
        const file = await read(path);
        files.push(file.ok ? file.value : { name: basename(path), bytes: new Uint8Array(0), problem: file.error });
      }
      return files;
    },
  };
}

/** A name that is a file's name on every system, and nothing but a name. */
export function plainName(suggested: string, extension: string): string {
  const ending = `.${extension}`;
  const stem = suggested.toLowerCase().endsWith(ending) ? suggested.slice(0, -ending.length) : suggested;
  const plain = stem
    .normalize('NFC')
    .replace(UNSAFE, '-')
    .replace(/^[\s.]+|[\s.]+$/g, '')
    .slice(0, 100);
  return `${plain === '' ? 'chasqui' : plain.replace(RESERVED, '_$&')}${ending}`;
}

// Separators and what Windows forbids, control characters, and marks that turn the direction of text.
const UNSAFE = /[\p{Cc}<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** Adds the extension where it was left out, unless that would write over a file the person was not asked about. */
async function withExtension(disk: Disk, path: string, extension: string): Promise<string> {
  if (extname(path) !== '') return path;
  const named = `${path}.${extension}`;
  const names = await attempt(() => disk.list(dirname(path)));
  return names.ok && names.value.includes(basename(named)) ? path : join(dirname(path), basename(named));
}
