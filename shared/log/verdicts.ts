// Stage 2, what was verified before. Whether a signature over some bytes holds under a key never changes, so a shell
// that keeps what was found good (inside its seal: whoever can write there holds the data key) need not ask the
// platform again: twenty thousand devices are verified once in a laptop's life and not at every unlocking. A verdict is
// a digest over the signed thing, each of its signatures, the key and the question, so any other byte is another
// verdict. Only a yes is kept. Where what is asked becomes stricter, its name changes and old verdicts say nothing.

import { type Digest, digestOfText } from '../base/ids.ts';
import type { Signed } from './envelope.ts';

/** `endorsed`: as isEndorsed asks it of a parent's key. `signed`: whether this key is among those that signed. */
export type Question = 'endorsed/1' | 'signed/1';

export interface Verdicts {
  readonly has: (verdict: Digest) => boolean;
  readonly add: (verdict: Digest) => void;
  /** what was added since it was last asked */
  readonly fresh: () => readonly Digest[];
}

export function makeVerdicts(kept: Iterable<Digest>): Verdicts {
  const known = new Set(kept);
  let added: Digest[] = [];
  return {
    has: (verdict) => known.has(verdict),
    add(verdict) {
      if (known.has(verdict)) return;
      known.add(verdict);
      added.push(verdict);
    },
    fresh() {
      const fresh = added;
      added = [];
      return fresh;
    },
  };
}

export function verdictOf(question: Question, { type, body, signatures }: Signed, key: string): Digest {
  let by = '';
  for (const { kid, sig } of signatures) by += `${kid}.${sig} `;
  // The body stands last: nothing before it has a space of its own (a type's name, ids, base64url), so no two things
  // are written alike. A type or signature of another grammar never came through isSigned.
  return digestOfText(`${question} ${key} ${type} ${signatures.length} ${by}${body}`);
}

/** Asks the platform only where no verdict is kept, and keeps a yes. */
export async function askedOnce(
  verdicts: Verdicts | undefined,
  verdict: () => Digest,
  ask: () => Promise<boolean>,
): Promise<boolean> {
  if (verdicts === undefined) return ask();
  const asked = verdict();
  if (verdicts.has(asked)) return true;
  const isGood = await ask();
  if (isGood) verdicts.add(asked);
  return isGood;
}
