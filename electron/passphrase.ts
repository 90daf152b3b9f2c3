// From a passphrase to a key: Argon2id (RFC 9106) over the NFKC form of what was typed, so that the same word
// opens the vault from every keyboard. 64 MiB, 3 passes, 4 lanes; where the machine has almost no memory left
// when the key is made, the floor of 19 MiB, 2 passes, 1 lane. The parameters are stored beside what they open.

import { argon2id } from 'hash-wasm';
import { type Bytes, textToBytes } from '#shared/base/bytes.ts';

export interface Argon2Cost {
  /** KiB */
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

export const MIN_PASSPHRASE = 8;
const NORMAL_COST: Argon2Cost = { memory: 64 * 1024, passes: 3, lanes: 4 };
const FLOOR_COST: Argon2Cost = { memory: 19 * 1024, passes: 2, lanes: 1 };
const LOW_MEMORY = 512 * 1024 * 1024;

export const costFor = (freeMemory: number): Argon2Cost => (freeMemory < LOW_MEMORY ? FLOOR_COST : NORMAL_COST);

/** Whether a stored cost is one that a person could have been made to wait for. */
export const isBearable = ({ memory, passes, lanes }: Argon2Cost): boolean =>
  isWithin(memory, 8, 1024 * 1024) && isWithin(passes, 1, 64) && isWithin(lanes, 1, 16) && memory >= 8 * lanes;

/** Letters as people count them, after NFKC. */
export const passphraseLength = (passphrase: string): number => [...passphrase.normalize('NFKC')].length;

export async function keyFromPassphrase(passphrase: string, salt: Bytes, cost: Argon2Cost): Promise<Bytes> {
  const key = await argon2id({
    password: textToBytes(passphrase.normalize('NFKC')),
    salt,
    memorySize: cost.memory,
    iterations: cost.passes,
    parallelism: cost.lanes,
    hashLength: 32,
    outputType: 'binary',
  });
  return new Uint8Array(key);
}

const isWithin = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;
