// The letterbox's own key: made at the first start, kept in its folder for this user only. It signs *stored*
// receipts and nothing else. From it comes the secret that turns a device's key id into a tag, so that what
// lies in the folder and in the log does not name devices to who has only that.

import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { join } from 'node:path';
import { bytesToBase64url, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import type { KeyId } from '#shared/base/ids.ts';
import { keyIdOf, type Signer } from '#shared/log/envelope.ts';
import { type Disk, diskError } from './disk/disk.ts';
import { readWhole, writeWhole } from './durable-files.ts';
import type { ObjectStore } from './store.ts';

export interface OwnKey {
  /** public, 32 bytes base64url */
  readonly key: string;
  readonly signer: Signer;
  /** 22 characters that stand for a device in this letterbox and nowhere else */
  readonly tagOf: (kid: KeyId) => string;
}

/** Throws where the key file is there and is not a key: a letterbox never changes its key by itself. */
export async function openOwnKey(folder: string, disk: Disk): Promise<OwnKey> {
  const path = join(folder, KEY_FILE);
  const kept = await readWhole(disk, path);
  if (kept !== undefined) return ownKeyOf(createPrivateKey(bytesToText(kept) ?? ''));
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
  await writeWhole(disk, path, textToBytes(String(pem)), `${path}.new`);
  return ownKeyOf(privateKey);
}

/** The public key of a letterbox whose key file is there; undefined where it is not. */
export async function readPublicKey(folder: string, disk: Disk): Promise<string | undefined> {
  const kept = await readWhole(disk, join(folder, KEY_FILE));
  return kept && ownKeyOf(createPrivateKey(bytesToText(kept) ?? '')).key;
}

/** Copies the key file of one folder to another. Throws ENOENT where there is none, EKEY where there is another. */
export async function copyOwnKey(from: string, to: string, disk: Disk): Promise<void> {
  const [own, there] = [await readWhole(disk, join(from, KEY_FILE)), await readWhole(disk, join(to, KEY_FILE))];
  if (own === undefined) throw diskError('ENOENT');
  if (there !== undefined && Buffer.compare(own, there) !== 0) throw diskError('EKEY');
  if (there === undefined) await writeWhole(disk, join(to, KEY_FILE), own, join(to, `${KEY_FILE}.new`));
}

/**
 * A bucket belongs to the key that first used it: with another one the receipts would be another letterbox's, and the
 * tags of devices would name nobody. Throws EKEY; of two that begin at once on an empty bucket at most one goes on.
 */
export async function claimStore(store: ObjectStore, { key }: OwnKey): Promise<void> {
  const owner = async (): Promise<string | undefined> => bytesToText((await store.get(OWNER)) ?? new Uint8Array());
  if ((await owner()) === '') await store.put(OWNER, textToBytes(key));
  if ((await owner()) !== key) throw diskError('EKEY');
}

const OWNER = 'owner/key';
const KEY_FILE = 'letterbox.key';

/** Twelve digits: what came back from an old copy counts on from here, past all that readers may have seen since. */
export const COUNT_FROM = 'owner/count-from';

function ownKeyOf(privateKey: KeyObject): OwnKey {
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const key = bytesToBase64url(spki.subarray(-32));
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' });
  const secret = new Uint8Array(hkdfSync('sha256', seed, '', 'chasqui letterbox device tags', 32));
  return {
    key,
    signer: { kid: keyIdOf(key), sign: async (message) => Uint8Array.from(sign(null, message, privateKey)) },
    tagOf: (kid) => bytesToBase64url(createHmac('sha256', secret).update(kid).digest().subarray(0, 16)),
  };
}
