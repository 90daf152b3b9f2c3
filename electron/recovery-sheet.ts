// What a sheet of 24 words opens in a vault: the data key, the age identities with which bundles are read, and the
// names of the keys that signed here. Never a signing key: none is in what is sealed, and the words lead to nothing
// else. The words hold 256 bits, so the keys come of them by HKDF at once (docs/decisions/words-of-a-recovery-sheet.md):
//   words ─ HKDF ─▶ key of the vault's third wrap
//         └ HKDF ─▶ passphrase of the backups, as people can type it
// The vault keeps both, sealed under its own key, so that backups are made, and the third wrap is made anew, without
// the words; the words themselves are nowhere. A new sheet replaces both: the old words then open nothing here.

import { base64urlToBytes, type Bytes, bytesToBase64url, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import { bytesToTypedCode } from '#shared/base/typed-code.ts';
import type { FormerKey } from '#shared/wire/vault.ts';
import { aboutOf, deriveKey, KEY_BYTES, openSealedText, type Random, sealToText } from './seal.ts';
import { VAULT_FORMAT, type VaultFile } from './vault-file.ts';
import { type Former, formerIn, objectIn, openFormer, openOne, sealSecret } from './vault-secrets.ts';
import { isWorkshop } from './profiles.ts';
import { signingPairOf } from './vault-keys.ts';

/** What the vault remembers of its sheet. */
export interface Sheet {
  /** ISO day */
  readonly madeAt: string;
  /** stands on the paper and here, and tells one sheet from another */
  readonly mark: string;
  /** opens the backups: with it and the standard program `age`, anybody does */
  readonly phrase: string;
  readonly wrapKey: Bytes;
}

/** What the words give back. */
export interface Recovered extends Former {
  readonly dataKey: Bytes;
}

/** @param words the 32 bytes that the words stand for */
export const sheetOf = (words: Uint8Array, madeAt: string): Sheet => ({
  madeAt,
  mark: markOf(words),
  phrase: phraseOf(words),
  wrapKey: deriveKey(words, 'recovery words open a vault'),
});

/** Twenty bits, which say nothing of the other 236. */
export const markOf = (words: Uint8Array): string =>
  bytesToTypedCode(deriveKey(words, 'recovery words have a mark').subarray(0, 3)).slice(0, 4);

export function phraseOf(words: Uint8Array): string {
  const key = deriveKey(words, 'recovery words open backups');
  const phrase = bytesToTypedCode(key);
  key.fill(0);
  return phrase;
}

/** The vault with this sheet, and no other. undefined: the vault is not what was sealed there. */
export function withSheet(file: VaultFile, vaultKey: Bytes, sheet: Sheet, random: Random): VaultFile | undefined {
  const kept = textToBytes(canonicalText({ ...sheet, wrapKey: bytesToBase64url(sheet.wrapKey) }));
  const secrets = { ...file.secrets, sheet: sealSecret(vaultKey, file.profile, 'sheet', kept, random) };
  kept.fill(0);
  return wrapped({ ...file, secrets }, vaultKey, sheet, random);
}

/** The same vault, with what its sheet opens sealed anew where it has one. */
export function rewrapped(file: VaultFile, vaultKey: Bytes, random: Random): VaultFile | undefined {
  const sheet = sheetIn(file, vaultKey);
  if (sheet === null) return file.recovery === undefined ? file : undefined;
  const again = wrapped(file, vaultKey, sheet, random);
  sheet.wrapKey.fill(0);
  return again;
}

export function sheetIn(file: VaultFile, vaultKey: Bytes): Sheet | null {
  const value = objectIn(openOne(file, vaultKey, 'sheet'));
  const wrapKey = typeof value?.['wrapKey'] === 'string' ? base64urlToBytes(value['wrapKey']) : undefined;
  const { madeAt, mark, phrase } = value ?? {};
  return typeof madeAt === 'string' &&
    typeof mark === 'string' &&
    typeof phrase === 'string' &&
    wrapKey?.length === KEY_BYTES
    ? { madeAt, mark, phrase, wrapKey }
    : null;
}

/** undefined: not the words of this vault's sheet, or it has none. */
export function openWithWords(file: VaultFile, words: Uint8Array): Recovered | undefined {
  if (file.recovery === undefined) return undefined;
  const key = deriveKey(words, 'recovery words open a vault');
  const plain = openSealedText(key, file.recovery, aboutRecovery(file.profile));
  key.fill(0);
  const value = objectIn(plain);
  const dataKey = typeof value?.['dataKey'] === 'string' ? base64urlToBytes(value['dataKey']) : undefined;
  return value === undefined || dataKey?.length !== KEY_BYTES ? undefined : { dataKey, ...formerIn(value) };
}

function wrapped(file: VaultFile, vaultKey: Bytes, sheet: Sheet, random: Random): VaultFile | undefined {
  const dataKey = openOne(file, vaultKey, 'dataKey');
  const past = pastOf(file, vaultKey);
  if (dataKey === undefined || past === undefined) return undefined;
  const plain = textToBytes(canonicalText({ dataKey: bytesToBase64url(dataKey), ...past } as object as Json));
  dataKey.fill(0);
  const recovery = sealToText(sheet.wrapKey, plain, aboutRecovery(file.profile), random);
  plain.fill(0);
  return { ...file, recovery };
}

/** What of this vault's device belongs to the past once another device goes on in its place: all but what signs. */
export function pastOf(file: VaultFile, vaultKey: Bytes): Former | undefined {
  const identities = (['hybrid', 'classic'] as const).map((what) => openOne(file, vaultKey, what));
  const seed = openOne(file, vaultKey, 'device');
  const former = openFormer(file, vaultKey);
  if (seed === undefined || former === undefined || identities.includes(undefined)) return undefined;
  const { kid, key } = signingPairOf(seed, isWorkshop(file.profile));
  seed.fill(0);
  const texts = identities.map((identity) => bytesToText(identity ?? new Uint8Array()) ?? '');
  const devices: readonly FormerKey[] = [{ kid, key }, ...former.devices];
  return { devices, identities: [...texts, ...former.identities] };
}

const aboutRecovery = (profile: string): Bytes => aboutOf(VAULT_FORMAT, profile, 'wrap by words');
