// A laptop that takes updates, whoever publishes them, and the files that they sign.

import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { afterByTimer } from '#electron/courier.ts';
import { createUpdate, type UpdateHandlers, type UpdateHost } from '#electron/update.ts';
import { joinBytes, textToBytes, type Bytes } from '#shared/base/bytes.ts';
import type { Digest } from '#shared/base/ids.ts';
import { keyIdOf, type Signer } from '#shared/log/envelope.ts';
import { type Release, releaseHead } from '#shared/log/release.ts';
import { memoryDisk, type MemoryDisk } from './electron-memory-disk.ts';

export const STICK = '/stick/update.chasqui';
export const INSTALLER = textToBytes('an installer '.repeat(100_000));

export interface Key {
  readonly publicKey: string;
  readonly signer: Signer;
}

export function makeKey(): Key {
  const { privateKey, publicKey: made } = generateKeyPairSync('ed25519');
  const publicKey = made.export({ format: 'jwk' }).x ?? '';
  const signer = {
    kid: keyIdOf(publicKey),
    sign: async (message: Bytes) => new Uint8Array(sign(null, message, privateKey)),
  };
  return { publicKey, signer };
}

export const KEY = makeKey();

export const releaseOf = (installer: Uint8Array, more: Partial<Release> = {}): Release => ({
  version: '0.2.0',
  platform: 'win32',
  arch: 'x64',
  name: 'Chasqui-0.2.0-win-x64.exe',
  size: installer.length,
  sha256: createHash('sha256').update(installer).digest('base64url') as Digest,
  madeAt: '2026-11-01',
  until: '2027-11-01',
  ...more,
});

export const fileOf = async (more: Partial<Release> = {}, installer: Bytes = INSTALLER, key = KEY): Promise<Bytes> =>
  joinBytes(await releaseHead(releaseOf(installer, more), key.signer), installer);

export interface Laptop {
  readonly update: UpdateHandlers;
  readonly disk: MemoryDisk;
  /** what the system was asked, in turn */
  readonly done: readonly string[];
}

/** @param file what lies on the stick; null: the person changes their mind */
export function laptop(
  file: Uint8Array | null,
  more: Partial<UpdateHost> = {},
  disk: MemoryDisk = memoryDisk(),
): Laptop {
  if (file !== null) disk.put(STICK, file);
  const done: string[] = [];
  let salt = 0;
  const update = createUpdate({
    disk,
    random: (length) => new Uint8Array(length).fill(++salt),
    folder: '/data',
    version: '0.1.0',
    platform: 'win32',
    arch: 'x64',
    builtAt: '2026-10-01T00:00:00.000Z',
    today: () => '2026-11-29',
    keys: [KEY.publicKey],
    address: null,
    form: 'exe',
    askAddress: async () => false,
    after: afterByTimer,
    askFile: async () => (file === null ? null : STICK),
    tell: () => undefined,
    open: async (path) => {
      done.push(`open ${path}`);
      return '';
    },
    show: (path) => void done.push(`show ${path}`),
    makeRunnable: async (path) => void done.push(`runnable ${path}`),
    ...more,
  });
  return { update, disk, done };
}

/** 'ok', or the type of the problem. */
export const typeOf = (answer: { readonly ok: boolean; readonly error?: unknown }): unknown =>
  answer.ok ? 'ok' : (answer as { readonly error: { readonly type: string } }).error.type;
