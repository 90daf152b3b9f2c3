// Stage 3, the reader's keys as a key file has them (age's own: one AGE-SECRET-KEY-… a line, # for comments),
// made into what opening a bundle asks for. For tools and for the vault, which holds the keys in its process.

import { Decrypter } from 'age-encryption';
import { err, ok, type Result } from '../base/result.ts';
import type { AgeIdentity, AgeStanza } from './seal.ts';

export type IdentityProblem = { readonly type: 'noKeys' } | { readonly type: 'badKey'; readonly line: number };

/** The secret keys of an identity file. */
export function decodeIdentityFile(text: string): Result<readonly string[], IdentityProblem> {
  const keys: string[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const key = line.trim();
    if (key === '' || key.startsWith('#')) continue;
    if (!/^AGE-SECRET-KEY-(PQ-)?1[02-9AC-HJ-NP-Z]+$/.test(key) || !isKey(key))
      return err({ type: 'badKey', line: at + 1 });
    keys.push(key);
  }
  return keys.length === 0 ? err({ type: 'noKeys' }) : ok(keys);
}

/** Throws (a bug) on what is no secret key: check a file's with `decodeIdentityFile`. */
export function identityOf(keys: readonly string[]): AgeIdentity {
  const decrypters = keys.map((key) => {
    const decrypter = new Decrypter();
    decrypter.addIdentity(key);
    return decrypter;
  });
  return {
    unwrapFileKey: async (stanzas) => {
      for (const decrypter of decrypters) {
        const fileKey = await unwrapWith(decrypter, stanzas);
        if (fileKey !== null) return fileKey;
      }
      return null;
    },
  };
}

/** A stanza that cannot be one for this key (a share of small order) is as good as one for somebody else. */
async function unwrapWith(decrypter: Decrypter, stanzas: readonly AgeStanza[]): Promise<Uint8Array | null> {
  try {
    // The library unwraps only whole headers in public; its private step is what a key holder is asked for.
    const fileKey: unknown = await decrypter['unwrapFileKey'](stanzas);
    return fileKey instanceof Uint8Array ? fileKey : null;
  } catch {
    return null;
  }
}

function isKey(key: string): boolean {
  try {
    new Decrypter().addIdentity(key);
    return true;
  } catch {
    return false;
  }
}
