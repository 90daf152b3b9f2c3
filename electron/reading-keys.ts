// The age identities that a vault reads with, as its file holds them: those of now, and earlier ones with which is read
// what was sealed before. A key is changed by making a new one and keeping the old one for reading, in one writing of the
// vault: before it, there is the old key alone; after it, both. Shares give an old key to another vault the same way.

import { identityToRecipient } from 'age-encryption';
import { type Bytes, bytesToText } from '#shared/base/bytes.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import type { TurnedKey } from '#shared/wire/key-shares.ts';
import type { VaultProblem } from '#shared/wire/problems.ts';
import type { KeyVault } from './key-vault.ts';
import { rewrapped } from './recovery-sheet.ts';
import type { Random } from './seal.ts';
import type { VaultFile } from './vault-file.ts';
import { newReadingSecrets } from './vault-keys.ts';
import { formerToBytes, openFormer, openOne, sealSecret } from './vault-secrets.ts';

export type Suite = MechanismProfile['suite'];
type Vault = Pick<KeyVault, 'look' | 'rewrite'>;

/** Of one suite, the one of now first; undefined: the vault is not what was sealed there. */
export function identitiesOf(file: VaultFile, vaultKey: Bytes, suite: Suite): readonly string[] | undefined {
  const now = openOne(file, vaultKey, suite);
  const former = openFormer(file, vaultKey);
  const text = now === undefined ? undefined : bytesToText(now);
  now?.fill(0);
  if (text === undefined || former === undefined) return undefined;
  return [...new Set([text, ...former.identities.filter((each) => suiteOf(each) === suite)])];
}

export const suiteOf = (identity: string): Suite => (identity.startsWith('AGE-SECRET-KEY-PQ-1') ? 'hybrid' : 'classic');

/** Also reads with these from now on. */
export const alsoReadWith = (
  vault: Vault,
  identities: readonly string[],
  random: Random,
): Promise<Result<null, VaultProblem>> =>
  vault.rewrite((file, vaultKey) => withFormer(file, vaultKey, identities, random));

/**
 * A new key, and the old one stays for reading.
 * @param from the recipient that is known as this vault's: where it is another by now, the key was changed already, and
 * nothing is done but to tell it
 */
export async function turnReadingKey(
  vault: Vault,
  from: string,
  random: Random,
): Promise<Result<TurnedKey, VaultProblem>> {
  const before = await recipientsOf(vault);
  if (!before.ok) return before;
  if (before.value.recipient !== from && before.value.classicRecipient !== from) return before;
  const made = await newReadingSecrets();
  const turned = await vault.rewrite((file, vaultKey) => {
    const old = (['hybrid', 'classic'] as const).map((suite) => identitiesOf(file, vaultKey, suite)?.[0]);
    const secrets = {
      ...file.secrets,
      hybrid: sealSecret(vaultKey, file.profile, 'hybrid', made.hybrid, random),
      classic: sealSecret(vaultKey, file.profile, 'classic', made.classic, random),
    };
    return old.includes(undefined)
      ? undefined
      : withFormer(
          { ...file, secrets },
          vaultKey,
          old.flatMap((text) => text ?? []),
          random,
        );
  });
  made.hybrid.fill(0);
  made.classic.fill(0);
  return turned.ok ? recipientsOf(vault) : turned;
}

async function recipientsOf(vault: Vault): Promise<Result<TurnedKey, VaultProblem>> {
  const looked = vault.look((file, vaultKey) =>
    (['hybrid', 'classic'] as const).map((suite) => identitiesOf(file, vaultKey, suite)?.[0]),
  );
  if (!looked.ok) return looked;
  const [hybrid, classic] = looked.value;
  if (hybrid === undefined || classic === undefined) return err({ type: 'vaultDamaged' });
  return ok({ recipient: await identityToRecipient(hybrid), classicRecipient: await identityToRecipient(classic) });
}

/** The words of a sheet open what is read with, so it is sealed for them anew. */
function withFormer(
  file: VaultFile,
  vaultKey: Bytes,
  identities: readonly string[],
  random: Random,
): VaultFile | undefined {
  const former = openFormer(file, vaultKey);
  if (former === undefined) return undefined;
  const bytes = formerToBytes({ ...former, identities: [...new Set([...identities, ...former.identities])] });
  const secrets = { ...file.secrets, former: sealSecret(vaultKey, file.profile, 'former', bytes, random) };
  bytes.fill(0);
  return rewrapped({ ...file, secrets }, vaultKey, random);
}
