// What is inside an open vault, and what of it the page may see: the data key (with which it seals its store)
// and public keys. Each secret is sealed under the vault key with its own name in the associated data, so that
// no secret can be put in the place of another.

import { type Bytes, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import type { KeyId } from '#shared/base/ids.ts';
import { canonicalText, isJsonObject, type Json, type JsonObject, parseJson } from '#shared/base/json.ts';
import type { FormerKey, OpenVault, SigningKey } from '#shared/wire/vault.ts';
import { aboutOf, KEY_BYTES, openSealedText, type Random, sealToText } from './seal.ts';
import { isWorkshop } from './profiles.ts';
import { type SecretName, VAULT_FORMAT, type VaultFile } from './vault-file.ts';
import { type ReadingKeys, readingKeysOf, type SigningPair, signingPairOf } from './vault-keys.ts';

/** Of devices that this one goes on for: what they signed stays their own, and what was sealed for them is read here. */
export interface Former {
  readonly devices: readonly FormerKey[];
  /** age identities */
  readonly identities: readonly string[];
}

export interface Secrets {
  readonly dataKey: Bytes;
  readonly pairs: Map<SigningKey, SigningPair>;
  readonly reading: ReadingKeys;
  readonly former: readonly FormerKey[];
}

export const sealSecret = (vaultKey: Bytes, profile: string, what: SecretName, plain: Bytes, random: Random): string =>
  sealToText(vaultKey, plain, aboutSecret(profile, what), random);

/** undefined: something in the file is not what was sealed there. */
export async function openSecrets(file: VaultFile, vaultKey: Bytes): Promise<Secrets | undefined> {
  const openSecret = (what: SecretName): Bytes | undefined => openOne(file, vaultKey, what);
  const dataKey = openSecret('dataKey');
  const hybrid = openSecret('hybrid');
  const classic = openSecret('classic');
  if (dataKey?.length !== KEY_BYTES || hybrid === undefined || classic === undefined) return undefined;
  const pairs = new Map<SigningKey, SigningPair>();
  for (const as of ['device', 'organisation', 'root'] as const) {
    if (file.secrets[as] === null && as !== 'device') continue;
    const seed = openSecret(as);
    if (seed?.length !== KEY_BYTES) return undefined;
    pairs.set(as, signingPairOf(seed, isWorkshop(file.profile)));
    seed.fill(0);
  }
  const former = openFormer(file, vaultKey);
  if (former === undefined) return undefined;
  const reading = await readingKeysOf(hybrid, classic, former.identities);
  hybrid.fill(0);
  classic.fill(0);
  return reading === undefined ? undefined : { dataKey, pairs, reading, former: former.devices };
}

export function openOne(file: VaultFile, vaultKey: Bytes, what: SecretName): Bytes | undefined {
  const sealed = file.secrets[what] ?? null;
  return sealed === null ? undefined : openSealedText(vaultKey, sealed, aboutSecret(file.profile, what));
}

/** undefined: it is there, and not what was sealed there. */
export function openFormer(file: VaultFile, vaultKey: Bytes): Former | undefined {
  if ((file.secrets.former ?? null) === null) return { devices: [], identities: [] };
  const value = objectIn(openOne(file, vaultKey, 'former'));
  return value === undefined ? undefined : formerIn(value);
}

export const formerToBytes = ({ devices, identities }: Former): Bytes =>
  textToBytes(canonicalText({ devices, identities } as object as Json));

/** Our own, from under a seal. */
export const formerIn = ({ devices, identities }: JsonObject): Former => ({
  devices: (Array.isArray(devices) ? devices : []).flatMap((each: Json) =>
    isJsonObject(each) && typeof each['kid'] === 'string' && typeof each['key'] === 'string'
      ? [{ kid: each['kid'] as KeyId, key: each['key'] }]
      : [],
  ),
  identities: (Array.isArray(identities) ? identities : []).filter((each: Json) => typeof each === 'string'),
});

/** A sealed JSON object; its bytes are overwritten. */
export function objectIn(plain: Bytes | undefined): JsonObject | undefined {
  const parsed = plain === undefined ? undefined : parseJson(bytesToText(plain) ?? '', { size: 64 * 1024, depth: 4 });
  plain?.fill(0);
  return parsed?.ok && isJsonObject(parsed.value) ? parsed.value : undefined;
}

export function openVaultOf(profile: string, { dataKey, pairs, reading, former }: Secrets, isNew: boolean): OpenVault {
  const device = pairs.get('device');
  if (device === undefined) throw new Error('an open vault has a device key');
  const root = pairs.get('root');
  const organisation = pairs.get('organisation');
  return {
    profile,
    dataKey: dataKey.slice(),
    device: { ...publicOf(device), recipient: reading.recipient, classicRecipient: reading.classicRecipient },
    root: root === undefined ? null : publicOf(root),
    organisation: organisation === undefined ? null : publicOf(organisation),
    former,
    isNew,
  };
}

export const publicOf = ({ kid, key }: SigningPair): Pick<SigningPair, 'kid' | 'key'> => ({ kid, key });

const aboutSecret = (profile: string, what: SecretName): Bytes => aboutOf(VAULT_FORMAT, profile, what);
