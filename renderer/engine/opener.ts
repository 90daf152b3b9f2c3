// Opens a sealed bundle: decrypted, inflated, parsed, hashed, each signature verified. It needs bytes, a file key and
// public keys and nothing of the store, so it runs where its owner puts it: in a worker of its own (opener-beside.ts),
// where taking in then has a second core and a bundle from outside is parsed apart from the keys, or right here.

import { type Bytes, bytesToBase64url } from '#shared/base/bytes.ts';
import type { BundleId, Digest, KeyId } from '#shared/base/ids.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { type BundleProblem, openBundle, type OpenedBundle } from '#shared/bundle/decode.ts';
import { type Ahead, verifyAhead } from '#shared/merge/verify-ahead.ts';
import type { VaultProblem } from '#shared/wire/problems.ts';
import { platformCipher } from './platform-cipher.ts';

export interface SealedStanza {
  readonly args: string[];
  readonly body: Uint8Array;
}

/** What opening asks of those who hold keys. */
export interface OpenerHost {
  /** age file key, 16 bytes, or null: not for this device */
  readonly unwrap: (stanzas: readonly SealedStanza[]) => Promise<Result<Bytes | null, VaultProblem>>;
  /** public keys of those authors whose changesets shall be verified now */
  readonly keysOf: (bundle: BundleId, authors: readonly KeyId[]) => Promise<ReadonlyMap<KeyId, string>>;
}

export interface Opening {
  readonly opened: Result<OpenedBundle, BundleProblem>;
  /** SHA-256 of the sealed file */
  readonly file: Digest;
  /** of the changesets, each in its place */
  readonly ahead: readonly Ahead[];
}

export interface Opener {
  /** `isWorkshop`: a workshop's notebook opens a workshop's bundles and no others */
  readonly open: (bytes: Uint8Array, host: OpenerHost, isWorkshop: boolean) => Promise<Result<Opening, VaultProblem>>;
  /** What is under way is answered as by a locked vault. */
  readonly stop: () => void;
}

export const openerHere: Opener = { open: openWith, stop: () => undefined };

export async function openWith(
  bytes: Uint8Array,
  host: OpenerHost,
  isWorkshop: boolean,
): Promise<Result<Opening, VaultProblem>> {
  let refused: VaultProblem | undefined;
  const unwrapFileKey = async (stanzas: readonly SealedStanza[]): Promise<Bytes | null> => {
    const unwrapped = await host.unwrap(stanzas.map(({ args, body }) => ({ args: [...args], body })));
    if (unwrapped.ok) return unwrapped.value;
    refused = unwrapped.error;
    return null;
  };
  const [opened, file] = await Promise.all([
    openBundle(bytes, { unwrapFileKey }, undefined, await platformCipher(), isWorkshop),
    fileDigest(bytes),
  ]);
  if (refused !== undefined) return err(refused);
  return ok({ opened, file, ahead: opened.ok ? await aheadOf(opened.value, host) : [] });
}

async function aheadOf({ id, changesets, manifest }: OpenedBundle, host: OpenerHost): Promise<readonly Ahead[]> {
  const authors = [...new Set(manifest.runs.map(({ author }) => author))];
  const keys = changesets.length === 0 ? new Map() : await host.keysOf(id, authors);
  return keys.size === 0 ? [] : verifyAhead(changesets, keys);
}

/** By the platform: it may be large. */
const fileDigest = async (bytes: Uint8Array): Promise<Digest> =>
  bytesToBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Bytes))) as Digest;
