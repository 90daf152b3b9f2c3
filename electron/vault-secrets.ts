// What is inside an open vault, and what of it the page may see: the data key (with which it seals its store)
// and public keys. Each secret is sealed under the vault key with its own name in the associated data, so that
// no secret can be put in the place of another.

import type { Bytes } from '#shared/base/bytes.ts';
import type { OpenVault, SigningKey } from '#shared/wire/ipc.ts';
import { aboutOf, KEY_BYTES, openSealedText, type Random, sealToText } from './seal.ts';
import { type SecretName, VAULT_FORMAT, type VaultFile } from './vault-file.ts';
import { type ReadingKeys, readingKeysOf, type SigningPair, signingPairOf } from './vault-keys.ts';

export interface Secrets {
  readonly dataKey: Bytes;
  readonly pairs: Map<SigningKey, SigningPair>;
  readonly reading: ReadingKeys;
}

export const sealSecret = (vaultKey: Bytes, profile: string, what: SecretName, plain: Bytes, random: Random): string =>
  sealToText(vaultKey, plain, aboutSecret(profile, what), random);

/** undefined: something in the file is not what was sealed there. */
export async function openSecrets(file: VaultFile, vaultKey: Bytes): Promise<Secrets | undefined> {
  const openSecret = (what: SecretName): Bytes | undefined => {
    const sealed = file.secrets[what];
    return sealed === null ? undefined : openSealedText(vaultKey, sealed, aboutSecret(file.profile, what));
  };
  const dataKey = openSecret('dataKey');
  const hybrid = openSecret('hybrid');
  const classic = openSecret('classic');
  if (dataKey?.length !== KEY_BYTES || hybrid === undefined || classic === undefined) return undefined;
  const pairs = new Map<SigningKey, SigningPair>();
  for (const as of ['device', 'organisation', 'root'] as const) {
    if (file.secrets[as] === null && as !== 'device') continue;
    const seed = openSecret(as);
    if (seed?.length !== KEY_BYTES) return undefined;
    pairs.set(as, signingPairOf(seed));
    seed.fill(0);
  }
  const reading = await readingKeysOf(hybrid, classic);
  hybrid.fill(0);
  classic.fill(0);
  return reading === undefined ? undefined : { dataKey, pairs, reading };
}

export function openVaultOf(profile: string, { dataKey, pairs, reading }: Secrets, isNew: boolean): OpenVault {
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
    isNew,
  };
}

export const publicOf = ({ kid, key }: SigningPair): Pick<SigningPair, 'kid' | 'key'> => ({ kid, key });

const aboutSecret = (profile: string, what: SecretName): Bytes => aboutOf(VAULT_FORMAT, profile, what);
