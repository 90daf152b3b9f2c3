// Opens a bundle's seal with the vault's help: the age key stays in the main process and gives the file key.

import { type BundleProblem, openBundle, type OpenedBundle } from '#shared/bundle/decode.ts';
import type { AgeIdentity } from '#shared/bundle/seal.ts';
import type { Result } from '#shared/base/result.ts';
import { platformCipher } from '../engine/platform-cipher.ts';
import { VaultRefusal, type Session } from '../engine/session.ts';

export async function openSealed(
  { desktop }: Pick<Session, 'desktop'>,
  bytes: Uint8Array,
): Promise<Result<OpenedBundle, BundleProblem>> {
  const identity: AgeIdentity = {
    async unwrapFileKey(stanzas) {
      const unwrapped = await desktop.vaultUnwrap({
        stanzas: stanzas.map(({ args, body }) => ({ args: [...args], body })),
      });
      if (!unwrapped.ok) throw new VaultRefusal(unwrapped.error);
      return unwrapped.value;
    },
  };
  return openBundle(bytes, identity, undefined, await platformCipher());
}
