// A computer for the vault's tests: its disk, its clock and its keychain, and vaults started on it, each a process
// of its own. Argon2id runs at its cheapest here; what it costs in the product is a law of its own.

import { randomBytes } from 'node:crypto';
import { createKeyVault, type KeyVault, type VaultPorts } from '#electron/key-vault.ts';
import type { HeldLock } from '#electron/profile-lock.ts';
import type { Keychain } from '#electron/wraps.ts';
import { type Bytes, bytesToText } from '#shared/base/bytes.ts';
import type { Json } from '#shared/base/json.ts';
import type { OpenVault } from '#shared/wire/vault.ts';
import { type MemoryDisk, memoryDisk } from './electron-memory-disk.ts';

export const PASSPHRASE = 'quipu de lana';

const random = (length: number): Bytes => new Uint8Array(randomBytes(length));

export interface Machine {
  readonly disk: MemoryDisk;
  readonly ports: VaultPorts;
  now: number;
  keychain: Keychain | null;
  readonly start: () => KeyVault;
}

/** A computer: its disk, its clock, its keychain, and vaults started on it (each a process of its own). */
export function machine(disk = memoryDisk()): Machine {
  const held = new Set<string>();
  const computer: Machine = {
    disk,
    now: 1_000_000_000,
    keychain: null,
    ports: {
      disk,
      folder: '/profiles',
      random,
      now: () => computer.now,
      cost: () => ({ memory: 8, passes: 1, lanes: 1 }),
      keychain: () => computer.keychain,
      hold: async (folder): Promise<HeldLock | null> => {
        if (held.has(folder)) return null;
        held.add(folder);
        return { release: () => void held.delete(folder) };
      },
    },
    start: () => {
      held.clear(); // the processes before it have ended
      return createKeyVault(computer.ports);
    },
  };
  return computer;
}

/** A keychain that remembers; `open` throws for what another one sealed. */
export function fakeKeychain(): Keychain {
  const name = random(8);
  return {
    seal: (text) => new Uint8Array(Buffer.concat([name, Buffer.from(text).map((byte) => byte ^ 0x5a)])),
    open: (sealed) => {
      if (!Buffer.from(name).equals(Buffer.from(sealed.subarray(0, 8)))) throw new Error('not mine');
      return Buffer.from(sealed.subarray(8).map((byte) => byte ^ 0x5a)).toString();
    },
  };
}

export async function opened(vault: KeyVault, passphrase = PASSPHRASE): Promise<OpenVault> {
  const answer = await vault.unlock(passphrase);
  if (!answer.ok) throw new Error(answer.error.type);
  return answer.value;
}

export async function created(computer: Machine): Promise<{ vault: KeyVault; session: OpenVault }> {
  const vault = computer.start();
  const answer = await vault.create(PASSPHRASE);
  if (!answer.ok) throw new Error(answer.error.type);
  return { vault, session: answer.value };
}

export const fileOf = (disk: MemoryDisk, name = 'vault.json'): string =>
  [...disk.files().keys()].find((path) => path.endsWith(`/${name}`)) ?? '';
export const vaultJson = (disk: MemoryDisk): Record<string, Json> =>
  JSON.parse(bytesToText(disk.files().get(fileOf(disk)) ?? new Uint8Array()) ?? '');
