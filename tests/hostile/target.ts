// A door at which something comes in from outside, with good inputs and the law that holds whatever is handed in: a
// typed reason, or a value that is no more than its makers signed. Never an exception.

import { type Bytes, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';

/** What a door made of an input: the type of the refusal, or null where it let it in as the law has it. */
export type Told = string | null;

export interface Target {
  readonly name: string;
  readonly good: readonly Uint8Array[];
  /** Rejects where the law is broken. */
  readonly enter: (input: Uint8Array<ArrayBuffer>) => Promise<Told>;
}

export const CAPS = { size: 4 * 1024 * 1024, depth: 40 };
export const asBytes = (value: object): Bytes => textToBytes(canonicalText(value as Json));
export const textOf = (input: Uint8Array): string => bytesToText(input) ?? Buffer.from(input).toString('latin1');
