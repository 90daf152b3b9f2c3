// Stone: bytes as a code that people type, read aloud or hold before a camera. Crockford's base 32 (no I, L, O, U)
// in groups of six: five letters of content and a check letter over GF(32), in which the group's own number counts
// too. So one wrong letter, two letters that changed places (the check letter among them) and two groups that changed
// places are always noticed, and the group is named. Small letters, spaces and hyphens are as good; I and L are read
// as 1, O as 0. Spec of the letters: https://www.crockford.com/base32.html

import type { Bytes } from './bytes.ts';
import { err, ok, type Result } from './result.ts';

export type TypedCodeProblem =
  | { readonly type: 'notACode' }
  /** groups are counted from 1, as people do */
  | { readonly type: 'codeMistyped'; readonly group: number }
  | { readonly type: 'codeCutShort' };

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 6;
const VALUES: ReadonlyMap<string, number> = new Map([
  ...[...LETTERS].map((letter, value): [string, number] => [letter, value]),
  ...(['I', 'L'] as const).map((letter): [string, number] => [letter, 1]),
  ['O', 0],
]);

/** `K7M4QX-…`: groups with hyphens between them. */
export function bytesToTypedCode(bytes: Uint8Array): string {
  const letters = lettersOf(bytes);
  const groups: string[] = [];
  for (let at = 0; at < letters.length; at += GROUP - 1) {
    const content = letters.slice(at, at + GROUP - 1);
    const check = checkOf(content, groups.length);
    groups.push([...content, check].map((value) => LETTERS.charAt(value)).join(''));
  }
  return groups.join('-');
}

export function typedCodeToBytes(text: string): Result<Bytes, TypedCodeProblem> {
  const values: number[] = [];
  for (const letter of text.toUpperCase().replaceAll(/[\s-]/g, '')) {
    const value = VALUES.get(letter);
    if (value === undefined) {
      return err(/[A-Z]/.test(letter) ? { type: 'codeMistyped', group: groupAt(values.length) } : { type: 'notACode' });
    }
    values.push(value);
  }
  if (values.length === 0) return err({ type: 'notACode' });
  const content: number[] = [];
  for (let at = 0; at < values.length; at += GROUP) {
    const group = values.slice(at, at + GROUP);
    if (group.length < 2) return err({ type: 'codeCutShort' });
    const letters = group.slice(0, -1);
    if (checkOf(letters, at / GROUP) !== group.at(-1)) return err({ type: 'codeMistyped', group: groupAt(at) });
    content.push(...letters);
  }
  const bytes = bytesOf(content);
  return bytes === undefined ? err({ type: 'codeMistyped', group: groupAt(values.length - 1) }) : ok(bytes);
}

const groupAt = (place: number): number => Math.floor(place / GROUP) + 1;

/** Σ αⁱ·dᵢ and a term of the group's number: what the check letter (coefficient 1) must equal. */
const checkOf = (content: readonly number[], group: number): number =>
  content.reduce((sum, value, at) => sum ^ times(value, POWERS[at + 1] ?? 0), (group * 11 + 5) & 31);

/** α⁰ … α⁵ in GF(32) by x⁵ + x² + 1. */
const POWERS = [1, 2, 4, 8, 16, 5] as const;

function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 4; bit >= 0; bit--) {
    product <<= 1;
    if ((product & 32) !== 0) product ^= 0b100101;
    if (((b >> bit) & 1) !== 0) product ^= a;
  }
  return product;
}

function lettersOf(bytes: Uint8Array): readonly number[] {
  const letters: number[] = [];
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      letters.push((held >> bits) & 31);
    }
  }
  if (bits > 0) letters.push((held << (5 - bits)) & 31);
  return letters;
}

/** Undefined where the last letter has stray bits, or is one letter too many: nothing is written in two ways. */
function bytesOf(letters: readonly number[]): Bytes | undefined {
  const bytes = new Uint8Array(Math.floor((letters.length * 5) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const value of letters) {
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
  }
  return bits < 5 && (held & ((1 << bits) - 1)) === 0 ? bytes : undefined;
}
