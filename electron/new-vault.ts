// A vault that did not exist a moment ago: at a first run, or where a device goes on for one that is gone. Its signing
// key and age identities are always new. What it may be given is the data key of the files it shall open, what it goes
// on for, and the sheet whose words made it, which then opens this one too.

import type { Bytes } from '#shared/base/bytes.ts';
import { type Sheet, withSheet } from './recovery-sheet.ts';
import { KEY_BYTES } from './seal.ts';
import { type SecretName, VAULT_FORMAT, type VaultFile } from './vault-file.ts';
import { newReadingSecrets } from './vault-keys.ts';
import { type Former, formerToBytes, sealSecret } from './vault-secrets.ts';
import { makeWraps, type WrapPorts } from './wraps.ts';

export interface MadeVault {
  readonly file: VaultFile;
  readonly vaultKey: Bytes;
}

export interface VaultFacts {
  readonly profile: string;
  readonly generation: number;
  readonly passphrase: string;
  /** 32 bytes, overwritten here */
  readonly dataKey: Bytes;
  readonly goesOnFor?: { readonly former: Former; readonly sheet: Sheet };
}

export async function newVault(ports: WrapPorts, facts: VaultFacts): Promise<MadeVault> {
  const { profile, generation, passphrase, dataKey, goesOnFor } = facts;
  const { random } = ports;
  const vaultKey = random(KEY_BYTES);
  const reading = await newReadingSecrets();
  const seal = (what: SecretName, plain: Bytes): string => {
    const sealed = sealSecret(vaultKey, profile, what, plain, random);
    plain.fill(0);
    return sealed;
  };
  const file: VaultFile = {
    format: VAULT_FORMAT,
    profile,
    generation,
    wraps: await makeWraps(ports, profile, passphrase, vaultKey),
    secrets: {
      dataKey: seal('dataKey', dataKey),
      device: seal('device', random(KEY_BYTES)),
      hybrid: seal('hybrid', reading.hybrid),
      classic: seal('classic', reading.classic),
      organisation: null,
      root: null,
      ...(goesOnFor === undefined ? {} : { former: seal('former', formerToBytes(goesOnFor.former)) }),
    },
  };
  if (goesOnFor === undefined) return { file, vaultKey };
  const sheeted = withSheet(file, vaultKey, goesOnFor.sheet, random);
  if (sheeted === undefined) throw new Error('a vault made here opens');
  return { file: sheeted, vaultKey };
}
