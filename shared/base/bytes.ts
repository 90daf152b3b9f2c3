// Stone: bytes and their two texts (fatal UTF-8, base64url without padding as in RFC 4648 §5).
// Every decoder here refuses what another decoder might read differently: no padding, no other alphabet,
// no non-zero trailing bits, no byte order mark eaten, no replacement characters.

export type Bytes = Uint8Array<ArrayBuffer>;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Int8Array(128).fill(-1);
for (const [value, letter] of [...ALPHABET].entries()) VALUES[letter.charCodeAt(0)] = value;
const encoder = new TextEncoder();
const MAX_PASSING = 4 * 1024 * 1024;
let passing: Bytes = new Uint8Array(64 * 1024);
const fatal = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of a text. A lone surrogate becomes U+FFFD: refuse such a text before (`isWellFormed`). */
export const textToBytes = (text: string): Bytes => encoder.encode(text);

/**
 * The same bytes in a buffer that the next call fills again, for a caller who copies or reads them at once (a hash,
 * WebCrypto): on long texts a fresh buffer costs more than all that is done with it.
 */
export function textToPassingBytes(text: string): Bytes {
  const most = text.length * 3;
  if (most > MAX_PASSING) return encoder.encode(text);
  if (most > passing.length) passing = new Uint8Array(Math.min(MAX_PASSING, most * 2));
  return passing.subarray(0, encoder.encodeInto(text, passing).written);
}

/** The text of UTF-8 bytes, or undefined where they are not UTF-8. */
export function bytesToText(bytes: Uint8Array): string | undefined {
  try {
    return fatal.decode(bytes);
  } catch {
    return undefined;
  }
}

export function bytesToBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += letterAt(group >> 18) + letterAt(group >> 12);
    if (left > 1) text += letterAt(group >> 6);
    if (left > 2) text += letterAt(group);
  }
  return text;
}

/** The bytes of a base64url text, or undefined where it is not the one canonical spelling of any bytes. */
export function base64urlToBytes(text: string): Bytes | undefined {
  if (text.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let place = 0; place < text.length; place++) {
    const value = VALUES[text.charCodeAt(place)] ?? -1;
    if (value < 0) return undefined;
    held = (held << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
    held &= (1 << bits) - 1;
  }
  return held === 0 ? bytes : undefined;
}

export function joinBytes(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

export const isSameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

const letterAt = (value: number): string => ALPHABET.charAt(value & 63);
