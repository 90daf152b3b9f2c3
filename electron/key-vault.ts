// The vault: passphrase → wraps → vault key → secrets. It signs and unwraps for the page and never gives a
// private key out; the page gets the data key, with which it seals its store, and public keys.
// A computer can have several profiles (profiles.ts): the passphrase alone says which, so no two may have the same.
// Changing the passphrase re-wraps the vault key and nothing else. After `lock` nothing here can open, sign or read; what
// JavaScript lets one overwrite (byte arrays) is overwritten, texts and the platform's key objects are dropped.

import { basename, join } from 'node:path';
import { type Bytes, bytesToBase64url } from '#shared/base/bytes.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { AnswerOf, ArgsOf, CallName } from '#shared/wire/ipc.ts';
import type { OpenVault, VaultStatus } from '#shared/wire/vault.ts';
import type { VaultProblem } from '#shared/wire/problems.ts';
import { type Attempts, attemptsIn } from './attempts.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import { attempt, TEMPORARY } from './whole-files.ts';
import { oneAtATime } from '#shared/base/one-at-a-time.ts';
import { eraseProfile } from './erase.ts';
import { MIN_PASSPHRASE, passphraseLength } from './passphrase.ts';
import { type HeldLock, holdProfile } from './profile-lock.ts';
import {
  isWorkshop,
  makeProfileFolder,
  MAX_PROFILES,
  profileFolders,
  type Tried,
  tryProfiles,
  WORKSHOP_PASSPHRASE,
  workshopFolders,
  workshopOf,
} from './profiles.ts';
import { deriveKey, KEY_BYTES } from './seal.ts';
import { removeVaultFiles, saveVaultFile, type VaultFile } from './vault-file.ts';
import { type MadeVault, newVault } from './new-vault.ts';
import { signAs, signingPairOf } from './vault-keys.ts';
import { openSecrets, openVaultOf, publicOf, sealSecret, type Secrets } from './vault-secrets.ts';
import { makeWraps, type WrapPorts } from './wraps.ts';

export interface VaultPorts extends WrapPorts {
  readonly disk: Disk;
  /** holds the folders of all profiles */
  readonly folder: string;
  /** milliseconds, any clock: only slows down wrong passphrases */
  readonly now: () => number;
  readonly hold?: typeof holdProfile;
}

type Answer<Name extends Extract<CallName, `vault${string}`>> = Promise<AnswerOf<Name>>;

export interface KeyVault {
  readonly status: () => Promise<VaultStatus>;
  readonly create: (passphrase: string) => Answer<'vaultCreate'>;
  /** opens this computer's workshop notebook, or begins it; what cannot be opened there is begun anew */
  readonly practise: () => Answer<'vaultPractise'>;
  readonly unlock: (passphrase: string) => Answer<'vaultUnlock'>;
  readonly session: () => Result<OpenVault, VaultProblem>;
  /** at once: nothing that is still under way ends with an open vault */
  readonly lock: () => void;
  /** the open profile, for good: the keys first, then all its files; locks, whatever comes of it */
  readonly erase: () => Answer<'vaultErase'>;
  /** the ids of all profiles here */
  readonly profiles: () => Answer<'vaultProfiles'>;
  readonly changePassphrase: (old: string, next: string) => Answer<'vaultChangePassphrase'>;
  readonly sign: (request: ArgsOf<'vaultSign'>[0]) => Answer<'vaultSign'>;
  readonly newKey: (as: 'organisation' | 'root') => Answer<'vaultNewKey'>;
  readonly unwrap: (request: ArgsOf<'vaultUnwrap'>[0]) => Answer<'vaultUnwrap'>;
  /** Reads what the open vault's file holds, for the recovery beside it. */
  readonly look: <T>(at: (file: VaultFile, vaultKey: Bytes) => T) => Result<T, VaultProblem>;
  /** Writes the open vault anew as `change` makes it of what it is; undefined: it cannot. */
  readonly rewrite: (change: VaultChange) => Promise<Result<null, VaultProblem>>;
  /** Whether this may be the passphrase of the profile in this folder, or of a new one. */
  readonly mayUse: (passphrase: string, folder: string | null) => Promise<Result<null, VaultProblem>>;
  /** Puts a vault into a profile's folder, in the place of one that may be there, and opens it. */
  readonly install: (folder: string, made: MadeVault) => Answer<'vaultUnlock'>;
  /** while open: where this profile's files are, and keys derived from its data key for the services beside it */
  readonly opened: () => OpenProfile | null;
  /** hears of every locking */
  readonly onLock: (listener: () => void) => void;
}

export interface OpenProfile {
  readonly profile: string;
  readonly folder: string;
  readonly keyFor: (purpose: string) => Bytes;
}

/** Of a workshop's notebook: nothing in it is worth more than a new one. */
const MAKES_ANEW: readonly string[] = ['noVault', 'vaultDamaged', 'wrongPassphrase', 'tooManyAttempts'];

export type VaultChange = (file: VaultFile, vaultKey: Bytes) => VaultFile | undefined;

interface Opened extends Secrets {
  readonly folder: string;
  readonly held: HeldLock;
  readonly vaultKey: Bytes;
  file: VaultFile;
}

export function createKeyVault(ports: VaultPorts): KeyVault {
  const { disk, random } = ports;
  const hold = ports.hold ?? holdProfile;
  const queue = oneAtATime();
  const listeners: (() => void)[] = [];
  const attemptsByFolder = new Map<string, Attempts>();
  let opened: Opened | undefined;
  let era = 0; // rises with every lock

  const inThisEra = <T>(work: (startedIn: number) => Promise<T>): Promise<T> => {
    const startedIn = era;
    return queue(() => work(startedIn));
  };
  const name = (): string => bytesToBase64url(random(9));
  const locked = err({ type: 'vaultLocked' } as const);
  const attemptsFor = (folder: string): Attempts => {
    const attempts = attemptsByFolder.get(folder) ?? attemptsIn(disk, folder, ports.now, name);
    attemptsByFolder.set(folder, attempts);
    return attempts;
  };

  /** The one profile that a passphrase opens, of these or of all. */
  async function tryPassphrase(passphrase: string, folders?: readonly string[]): Promise<Result<Tried, VaultProblem>> {
    const all = folders === undefined ? await profileFolders(disk, ports.folder) : ok(folders);
    return all.ok ? tryProfiles(disk, ports, all.value, attemptsFor, passphrase) : all;
  }

  /** That a new passphrase is long enough and opens no other profile. Trying it there counts, like any other try. */
  async function checkNew(passphrase: string, others: readonly string[]): Promise<Result<null, VaultProblem>> {
    if (passphraseLength(passphrase) < MIN_PASSPHRASE) return err({ type: 'passphraseTooShort', min: MIN_PASSPHRASE });
    if (others.length === 0) return ok(null);
    const taken = await tryPassphrase(passphrase, others);
    if (!taken.ok) return taken.error.type === 'tooManyAttempts' ? taken : ok(null);
    taken.value.vaultKey.fill(0);
    return err({ type: 'passphraseTaken' });
  }

  function lock(): void {
    era += 1;
    const was = opened;
    if (was === undefined) return;
    opened = undefined;
    was.vaultKey.fill(0);
    was.dataKey.fill(0);
    was.pairs.clear();
    for (const listener of listeners) listener();
    was.held.release();
  }

  /** Ends an opening, unless a lock came in between. */
  async function open(
    folder: string,
    held: HeldLock,
    file: VaultFile,
    vaultKey: Bytes,
    startedIn: number,
    isNew: boolean,
  ): Promise<Result<OpenVault, VaultProblem>> {
    const secrets = await openSecrets(file, vaultKey);
    if (secrets === undefined || startedIn !== era) {
      vaultKey.fill(0);
      secrets?.dataKey.fill(0);
      held.release();
      return secrets === undefined ? err({ type: 'vaultDamaged' }) : locked;
    }
    opened = { ...secrets, folder, held, vaultKey, file };
    return ok(openVaultOf(file.profile, secrets, isNew));
  }

  async function create(passphrase: string, startedIn: number): Answer<'vaultCreate'> {
    if (opened !== undefined) return err({ type: 'profileInUse' });
    const others = await profileFolders(disk, ports.folder);
    if (!others.ok) return others;
    if (others.value.length >= MAX_PROFILES) return err({ type: 'tooManyProfiles', most: MAX_PROFILES });
    const isFree = await checkNew(passphrase, others.value);
    if (!isFree.ok) return isFree;
    return begin(freshName(), passphrase, startedIn);
  }

  /** A plain folder name everywhere. */
  const freshName = (): string => bytesToBase64url(random(16)).replaceAll('-', 'a').replaceAll('_', 'b');

  async function practise(startedIn: number): Answer<'vaultPractise'> {
    if (opened !== undefined) return err({ type: 'profileInUse' });
    const folders = await workshopFolders(disk, ports.folder);
    if (!folders.ok) return folders;
    if (folders.value.length === 0) return begin(workshopOf(freshName()), WORKSHOP_PASSPHRASE, startedIn);
    const there = await unlock(WORKSHOP_PASSPHRASE, startedIn, folders.value);
    if (there.ok || !MAKES_ANEW.includes(there.error.type)) return there;
    for (const folder of folders.value) {
      const erased = await eraseProfile(disk, folder, random);
      if (!erased.ok) return erased;
    }
    return begin(workshopOf(freshName()), WORKSHOP_PASSPHRASE, startedIn);
  }

  async function begin(profile: string, passphrase: string, startedIn: number): Answer<'vaultCreate'> {
    const folder = join(ports.folder, profile);
    const made = await attempt(async () => {
      await makeProfileFolder(disk, folder);
    });
    if (!made.ok) return made;
    const held = await hold(folder);
    if (held === null) return err({ type: 'profileInUse' });
    const { file, vaultKey } = await newVault(ports, {
      profile,
      generation: 1,
      passphrase,
      dataKey: random(KEY_BYTES),
    });
    const saved = await saveVaultFile(disk, folder, file, name());
    if (!saved.ok) {
      held.release();
      await removeVaultFiles(disk, folder);
      return saved;
    }
    return open(folder, held, file, vaultKey, startedIn, true);
  }

  async function install(folder: string, { file, vaultKey }: MadeVault, startedIn: number): Answer<'vaultUnlock'> {
    if (opened !== undefined) return err({ type: 'profileInUse' });
    const held = await hold(folder);
    if (held === null) return err({ type: 'profileInUse' });
    const saved = await saveVaultFile(disk, folder, file, name());
    if (!saved.ok) {
      held.release();
      return saved;
    }
    await attemptsFor(folder).succeeded();
    return open(folder, held, file, vaultKey, startedIn, false);
  }

  async function rewrite(change: VaultChange): Promise<Result<null, VaultProblem>> {
    const now = opened;
    if (now === undefined) return locked;
    const changed = change(now.file, now.vaultKey);
    if (changed === undefined) return err({ type: 'vaultDamaged' });
    const file = { ...changed, generation: now.file.generation + 1 };
    const secrets = await openSecrets(file, now.vaultKey);
    if (secrets === undefined) return err({ type: 'vaultDamaged' });
    const saved = await saveVaultFile(disk, now.folder, file, name());
    if (!saved.ok) return saved;
    if (now !== opened) return locked;
    now.dataKey.fill(0);
    opened = { ...now, ...secrets, file };
    return saved;
  }

  async function unlock(passphrase: string, startedIn: number, folders?: readonly string[]): Answer<'vaultUnlock'> {
    const tried = await tryPassphrase(passphrase, folders);
    if (!tried.ok) return tried;
    const { folder, file, vaultKey, isStale, isWhole, generation } = tried.value;
    if (opened !== undefined && startedIn === era) {
      lock();
      startedIn = era;
    }
    const held = await hold(folder);
    if (held === null) return err({ type: 'profileInUse' });
    await removeLeftovers(folder);
    const mustRenew = isStale || !isWhole;
    const renewed = mustRenew
      ? await renewFile(folder, file, vaultKey, generation + 1, isStale ? passphrase : null)
      : file;
    return open(folder, held, renewed, vaultKey, startedIn, false);
  }

  async function erase(): Answer<'vaultErase'> {
    const now = opened;
    if (now === undefined) return locked;
    lock();
    const held = await hold(now.folder);
    const erased = await eraseProfile(disk, now.folder, random);
    held?.release();
    attemptsByFolder.delete(now.folder);
    return erased;
  }

  /** Heals a copy, or makes the wraps anew for this computer's keychain. What cannot be written now can be later. */
  async function renewFile(
    folder: string,
    old: VaultFile,
    vaultKey: Bytes,
    generation: number,
    passphrase: string | null,
  ): Promise<VaultFile> {
    const wraps = passphrase === null ? old.wraps : await makeWraps(ports, old.profile, passphrase, vaultKey);
    const file = { ...old, generation, wraps };
    const saved = await saveVaultFile(disk, folder, file, name());
    return saved.ok ? file : old;
  }

  async function changePassphrase(old: string, passphrase: string): Answer<'vaultChangePassphrase'> {
    const now = opened;
    if (now === undefined) return locked;
    if (isWorkshop(now.file.profile)) return err({ type: 'notInWorkshop' });
    const key = await tryPassphrase(old, [now.folder]);
    if (!key.ok) return key;
    const all = await profileFolders(disk, ports.folder);
    const isFree = all.ok
      ? await checkNew(
          passphrase,
          all.value.filter((folder) => folder !== now.folder),
        )
      : all;
    if (!isFree.ok) {
      key.value.vaultKey.fill(0);
      return isFree;
    }
    const wraps = await makeWraps(ports, now.file.profile, passphrase, key.value.vaultKey);
    key.value.vaultKey.fill(0);
    const file = { ...now.file, generation: now.file.generation + 1, wraps };
    const saved = await saveVaultFile(disk, now.folder, file, name());
    if (saved.ok) now.file = file;
    return saved;
  }

  async function newKey(as: 'organisation' | 'root'): Answer<'vaultNewKey'> {
    const now = opened;
    if (now === undefined) return locked;
    const known = now.pairs.get(as);
    if (known !== undefined) return ok(publicOf(known));
    const seed = random(KEY_BYTES);
    const pair = signingPairOf(seed, isWorkshop(now.file.profile));
    const sealed = sealSecret(now.vaultKey, now.file.profile, as, seed, random);
    seed.fill(0);
    const file = { ...now.file, generation: now.file.generation + 1, secrets: { ...now.file.secrets, [as]: sealed } };
    const saved = await saveVaultFile(disk, now.folder, file, name());
    if (!saved.ok) return saved;
    now.file = file;
    if (now !== opened) return locked;
    now.pairs.set(as, pair);
    return ok(publicOf(pair));
  }

  /** Parts of files that were being written when the power went. */
  const removeLeftovers = (folder: string): Promise<unknown> =>
    attempt(async () => {
      for (const file of await disk.list(folder)) if (file.endsWith(TEMPORARY)) await disk.remove(join(folder, file));
    });

  return {
    status: () =>
      queue(async () => {
        if (opened !== undefined) return { state: 'open' };
        const folders = await profileFolders(disk, ports.folder);
        if (folders.ok && folders.value.length === 0) return { state: 'none' };
        const all = folders.ok ? folders.value.map((folder) => attemptsFor(folder).waitSeconds()) : [];
        return { state: 'locked', waitSeconds: all.length === 0 ? 0 : Math.min(...(await Promise.all(all))) };
      }),
    create: (passphrase) => inThisEra((startedIn) => create(passphrase, startedIn)),
    practise: () => inThisEra(practise),
    unlock: (passphrase) => inThisEra((startedIn) => unlock(passphrase, startedIn)),
    session: () => (opened === undefined ? locked : ok(openVaultOf(opened.file.profile, opened, false))),
    lock,
    erase: () => queue(erase),
    profiles: () =>
      queue(async () => {
        const folders = await profileFolders(disk, ports.folder);
        const workshops = await workshopFolders(disk, ports.folder);
        if (!folders.ok || !workshops.ok) return folders.ok ? workshops : folders;
        return ok([...folders.value, ...workshops.value].map((folder) => basename(folder)));
      }),
    changePassphrase: (old, next) => queue(() => changePassphrase(old, next)),
    newKey: (as) => queue(() => newKey(as)),
    sign: async ({ as, type, body }) => {
      if (opened === undefined) return locked;
      const pair = opened.pairs.get(as);
      if (pair === undefined) throw new Error('no such key');
      return ok(signAs(as, pair, type, body));
    },
    mayUse: async (passphrase, folder) => {
      const all = await profileFolders(disk, ports.folder);
      if (!all.ok) return all;
      if (folder === null && all.value.length >= MAX_PROFILES)
        return err({ type: 'tooManyProfiles', most: MAX_PROFILES });
      return checkNew(
        passphrase,
        all.value.filter((each) => each !== folder),
      );
    },
    look: (at) => (opened === undefined ? locked : ok(at(opened.file, opened.vaultKey))),
    rewrite: (change) => queue(() => rewrite(change)),
    install: (folder, made) => inThisEra((startedIn) => install(folder, made, startedIn)),
    unwrap: async ({ stanzas }) => {
      if (opened === undefined) return locked;
      return ok(await opened.reading.unwrap(stanzas));
    },
    opened: () => {
      const now = opened;
      if (now === undefined) return null;
      const { profile } = now.file;
      return { profile, folder: now.folder, keyFor: (purpose) => deriveKey(now.dataKey, `${purpose} ${profile}`) };
    },
    onLock: (listener) => void listeners.push(listener),
  };
}
