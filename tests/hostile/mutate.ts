// One input made of a good one by one to four small wrongs: what disks, sticks and strangers do to bytes, and what
// those do who know that it is JSON, an archive or a code.

import { type Dice, oneOf } from './dice.ts';

/** May answer the same buffer, and never writes into it. */
type Mutation = (bytes: Buffer, dice: Dice, others: readonly Uint8Array[]) => Buffer;

/** @param others good inputs of the same kind, to be mixed in */
export function mutate(good: Uint8Array, dice: Dice, others: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let bytes: Buffer = Buffer.from(good);
  const kinds = isText(bytes) ? [...ON_BYTES, ...ON_TEXT, ...ON_TEXT] : ON_BYTES;
  for (let left = 1 + dice(4); left > 0; left--) bytes = oneOf(dice, kinds)(bytes, dice, others);
  return Uint8Array.from(bytes);
}

const cut = (bytes: Buffer, from: number, to: number, put: Uint8Array = Buffer.alloc(0)): Buffer =>
  Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(to)]);

const placeIn = (bytes: Buffer, dice: Dice): number => dice(bytes.length + 1);

/** A piece of up to 64 bytes, now and then of any size. */
function pieceOf(bytes: Buffer, dice: Dice): readonly [from: number, to: number] {
  const from = placeIn(bytes, dice);
  const most = dice(8) === 0 ? bytes.length : 64;
  return [from, Math.min(bytes.length, from + 1 + dice(most + 1))];
}

const withByte = (bytes: Buffer, at: number, byte: number): Buffer =>
  at < bytes.length ? cut(bytes, at, at + 1, Buffer.of(byte)) : bytes;

const ON_BYTES: readonly Mutation[] = [
  function flipBit(bytes, dice) {
    const at = placeIn(bytes, dice);
    return withByte(bytes, at, (bytes[at] ?? 0) ^ (1 << dice(8)));
  },
  (bytes, dice) => withByte(bytes, placeIn(bytes, dice), dice(256)),
  (bytes, dice) => withByte(bytes, placeIn(bytes, dice), oneOf(dice, [0x00, 0x0a, 0x20, 0x22, 0x5c, 0x7f, 0x80, 0xff])),
  (bytes, dice) => cut(bytes, ...pieceOf(bytes, dice)),
  (bytes, dice) => bytes.subarray(0, placeIn(bytes, dice)),
  function repeat(bytes, dice) {
    const [from, to] = pieceOf(bytes, dice);
    return cut(bytes, to, to, bytes.subarray(from, to));
  },
  function move(bytes, dice) {
    const [from, to] = pieceOf(bytes, dice);
    const piece = Buffer.from(bytes.subarray(from, to));
    const rest = cut(bytes, from, to);
    const at = placeIn(rest, dice);
    return cut(rest, at, at, piece);
  },
  function zeros(bytes, dice) {
    const [from, to] = pieceOf(bytes, dice);
    return cut(bytes, from, to, Buffer.alloc(to - from));
  },
  function noise(bytes, dice) {
    const at = placeIn(bytes, dice);
    return cut(bytes, at, at, Buffer.from(Array.from({ length: 1 + dice(32) }, () => dice(256))));
  },
  function splice(bytes, dice, others) {
    const other = Buffer.from(oneOf(dice, others));
    return cut(bytes, ...pieceOf(bytes, dice), other.subarray(...pieceOf(other, dice)));
  },
  function headOfOneTailOfAnother(bytes, dice, others) {
    const other = Buffer.from(oneOf(dice, others));
    return Buffer.concat([bytes.subarray(0, placeIn(bytes, dice)), other.subarray(placeIn(other, dice))]);
  },
  function number(bytes, dice) {
    const at = placeIn(bytes, dice);
    const octets = oneOf(dice, [
      Buffer.alloc(4),
      Buffer.alloc(4, 0xff),
      Buffer.of(0x7f, 0xff, 0xff, 0xff),
      Buffer.of(0, 0, 0, 1),
    ]);
    return cut(bytes, at, Math.min(bytes.length, at + 4), octets);
  },
];

/** Between tokens or over one. */
// biome-ignore format: one list
const TOKENS = [
  'null', 'true', '{}', '[]', '""', '0', '-0', '-1', '1e400', '1.0', '9007199254740993', '1e2', '"__proto__"',
  '"constructor":{},', '"__proto__":{"x":1},', '\\u0000', '\\ud800', '\\u0041', '\\/', '\u202e', '\u0000', '\ufeff', 'é', 'é', '🌎',
  ',', ':', '{', '}', '[', ']', '"', '\\', '[[[[[[[[', ' ', '\n', '\r\n', '//', '=cmd()', '../', 'A',
];

const ON_TEXT: readonly Mutation[] = [
  (bytes, dice) => cut(bytes, ...tokenOf(bytes, dice), Buffer.from(oneOf(dice, TOKENS))),
  function between(bytes, dice) {
    const [at] = tokenOf(bytes, dice);
    return cut(bytes, at, at, Buffer.from(oneOf(dice, TOKENS)));
  },
  (bytes, dice) => cut(bytes, ...tokenOf(bytes, dice)),
  function swap(bytes, dice) {
    const [a, b] = [tokenOf(bytes, dice), tokenOf(bytes, dice)].sort(([one], [other]) => one - other);
    if (a === undefined || b === undefined || a[1] > b[0]) return bytes;
    return Buffer.concat([
      bytes.subarray(0, a[0]),
      bytes.subarray(...b),
      bytes.subarray(a[1], b[0]),
      bytes.subarray(...a),
      bytes.subarray(b[1]),
    ]);
  },
  function again(bytes, dice) {
    const [from] = tokenOf(bytes, dice);
    const [, to] = tokenOf(bytes, dice);
    return from < to ? cut(bytes, to, to, bytes.subarray(from, to)) : bytes;
  },
  function raise(bytes, dice) {
    const digits = [...bytes.toString('latin1').matchAll(/\d+/g)];
    if (digits.length === 0) return bytes;
    const { index, 0: text } = oneOf(dice, digits);
    return cut(bytes, index, index + text.length, Buffer.from(String(Number(text) + oneOf(dice, [1, -1, 1000]))));
  },
];

/** A word, a number, or a sign between them. */
function tokenOf(bytes: Buffer, dice: Dice): readonly [from: number, to: number] {
  const isWord = (at: number): boolean => /[\w.+-]/.test(String.fromCharCode(bytes[at] ?? 0));
  const at = placeIn(bytes, dice);
  if (!isWord(at)) return [at, Math.min(bytes.length, at + 1)];
  let [from, to] = [at, at];
  while (from > 0 && isWord(from - 1)) from--;
  while (to < bytes.length && isWord(to)) to++;
  return [from, to];
}

const isText = (bytes: Buffer): boolean => bytes.every((byte) => byte >= 0x20 || byte === 0x0a || byte === 0x0d);
