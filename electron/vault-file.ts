// The vault on disk: JSON with the wraps of the vault key and the secrets sealed under it, a generation that
// rises with every change, and a digest that tells damage from a wrong passphrase. Nothing in it names a
// person, a device or a mechanism: even public keys are inside what is sealed.
// Two copies are kept, so that one bad sector does not take a person's records. Where they differ (a failure
// between the two), the one with the greater generation is tried first, then the other; after an opening both
// are made equal again.

import { join } from 'node:path';
import { base64urlToBytes, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { digestOfText } from '#shared/base/ids.ts';
import { canonicalText, hasOnlyKeys, isJsonObject, type Json, type JsonObject, parseJson } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import { attempt, readWhole, writeWhole } from './whole-files.ts';
import { type Argon2Cost, isBearable } from './passphrase.ts';

export const VAULT_FORMAT = 'chasqui-vault/1';

/** One way to the vault key. With `keychain`, the passphrase opens it only together with this computer's keychain. */
export interface Wrap {
  readonly salt: string;
  readonly cost: Argon2Cost;
  /** a random secret, sealed by the operating system's keychain */
  readonly keychain: string | null;
  readonly sealed: string;
}

/** `former`: identities and names of keys of devices that this one goes on for; `sheet`: what it knows of its sheet */
export type SecretName = 'dataKey' | 'device' | 'hybrid' | 'classic' | 'organisation' | 'root' | 'former' | 'sheet';

/** Not in vaults made before there were any. */
type Later = 'former' | 'sheet';

export interface VaultFile {
  readonly format: typeof VAULT_FORMAT;
  readonly profile: string;
  readonly generation: number;
  readonly wraps: readonly Wrap[];
  /** each sealed under the vault key, with its name in the associated data */
  readonly secrets: { readonly [name in Exclude<SecretName, Later>]: string | null } & {
    readonly [name in Later]?: string | null;
  };
  /** the third wrap, by the words of a sheet, and not of the vault key (recovery-sheet.ts); absent: no sheet */
  readonly recovery?: string;
}

export interface LoadedVault {
  readonly files: readonly VaultFile[];
  readonly isWhole: boolean;
}
export type LoadProblem = DiskProblem | { readonly type: 'noVault' } | { readonly type: 'vaultDamaged' };

export const COPIES = ['vault.json', 'vault.copy.json'] as const;

/** Whether a file of this name can hold wraps: a copy, or one that was being written. */
export const isVaultName = (name: string): boolean =>
  COPIES.some((copy) => name === copy || name.startsWith(`${copy}.`));
const LIMIT = 64 * 1024;

export async function saveVaultFile(
  disk: Disk,
  folder: string,
  file: VaultFile,
  name: string,
): Promise<Result<null, DiskProblem>> {
  const bytes = encodeVaultFile(file);
  for (const copy of COPIES) {
    const written = await writeWhole(disk, join(folder, copy), bytes, name);
    if (!written.ok) return written;
  }
  return ok(null);
}

/** Every whole copy that differs, newest first. `isWhole`: both copies are there and equal. */
export async function loadVaultFiles(disk: Disk, folder: string): Promise<Result<LoadedVault, LoadProblem>> {
  const files: VaultFile[] = [];
  const texts = new Set<string>();
  let problem: LoadProblem | undefined;
  let found = 0;
  for (const copy of COPIES) {
    const bytes = await readWhole(disk, join(folder, copy), LIMIT);
    const file = bytes.ok ? decodeVaultFile(bytes.value) : undefined;
    if (file !== undefined) {
      found += 1;
      const text = canonicalText(file as object as Json);
      if (!texts.has(text)) files.push(file);
      texts.add(text);
    } else if (bytes.ok || bytes.error.type === 'fileTooLarge') problem = { type: 'vaultDamaged' };
    else if (bytes.error.type !== 'fileGone') problem ??= bytes.error;
  }
  if (files.length === 0) return err(problem ?? { type: 'noVault' });
  files.sort((a, b) => b.generation - a.generation);
  return ok({ files, isWhole: found === COPIES.length && files.length === 1 });
}

/** For a vault whose making failed half way. */
export async function removeVaultFiles(disk: Disk, folder: string): Promise<void> {
  for (const copy of COPIES) await attempt(() => disk.remove(join(folder, copy)));
}

export function encodeVaultFile(file: VaultFile): Uint8Array {
  const body = file as object as JsonObject;
  return textToBytes(canonicalText({ ...body, digest: digestOfText(canonicalText(body)) }));
}

function decodeVaultFile(bytes: Uint8Array): VaultFile | undefined {
  const text = bytesToText(bytes);
  if (text === undefined) return undefined;
  const parsed = parseJson(text, { size: LIMIT, depth: 6 });
  if (!parsed.ok || !isJsonObject(parsed.value)) return undefined;
  const { digest, ...body } = parsed.value;
  if (digest !== digestOfText(canonicalText(body))) return undefined;
  return isVaultFile(body) ? (body as object as VaultFile) : undefined;
}

const SECRETS: readonly SecretName[] = ['dataKey', 'device', 'hybrid', 'classic', 'organisation', 'root'];
const LATER: readonly Later[] = ['former', 'sheet'];

const isVaultFile = (body: JsonObject): boolean =>
  hasOnlyKeys(body, ['format', 'profile', 'generation', 'wraps', 'secrets'], ['recovery']) &&
  (body['recovery'] === undefined || isSealedText(body['recovery'])) &&
  body['format'] === VAULT_FORMAT &&
  typeof body['profile'] === 'string' &&
  Number.isSafeInteger(body['generation']) &&
  Array.isArray(body['wraps']) &&
  body['wraps'].length >= 1 &&
  body['wraps'].length <= 4 &&
  body['wraps'].every(isWrap) &&
  isJsonObject(body['secrets']) &&
  hasOnlyKeys(body['secrets'], SECRETS, LATER) &&
  Object.values(body['secrets']).every((secret) => secret === null || isSealedText(secret));

const isWrap = (wrap: Json): boolean =>
  isJsonObject(wrap) &&
  hasOnlyKeys(wrap, ['salt', 'cost', 'keychain', 'sealed']) &&
  isSealedText(wrap['salt']) &&
  isSealedText(wrap['sealed']) &&
  isJsonObject(wrap['cost']) &&
  hasOnlyKeys(wrap['cost'], ['memory', 'passes', 'lanes']) &&
  isBearable(wrap['cost'] as object as Argon2Cost) &&
  (wrap['keychain'] === null || isSealedText(wrap['keychain']));

const isSealedText = (value: Json | undefined): boolean =>
  typeof value === 'string' && base64urlToBytes(value) !== undefined;
