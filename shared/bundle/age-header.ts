// Stage 3, the age header (C2SP age.md, "Header"), read before any key is used: is it age at all, is it whole,
// and are its stanzas ones that a bundle may have? Only kinds and sizes are looked at; the library decodes the
// header again and checks its MAC. Recipients are all hybrid or all classic: one classic stanza beside hybrid
// ones would quietly undo what hybrid is for, so a mix is refused, as are passphrases and unknown stanzas.
// A workshop's bundle says so in a first stanza of its own, which the header's MAC covers: age's own tools open it all
// the same, and nobody without its file key can take the mark away or put it on.

import type { Suite } from '../log/profile.ts';
import { err, ok, type Result } from '../base/result.ts';
import { MAX_RECIPIENTS } from './manifest.ts';

/** The one stanza more of a workshop's bundle; it wraps nothing. */
export const PRACTICE_STANZA = { kind: 'chasqui-practice', body: new Uint8Array(32) } as const;

export interface AgeHeader {
  /** it says that it is a workshop's */
  readonly isPractice: boolean;
  readonly suite: Suite;
  readonly recipients: number;
  /** bytes up to the nonce of the payload */
  readonly size: number;
}

export type AgeHeaderProblem =
  | { readonly type: 'emptyFile' }
  | { readonly type: 'notABundle' }
  | { readonly type: 'newerVersion'; readonly needs: number }
  | { readonly type: 'truncated' }
  | { readonly type: 'altered'; readonly where: 'header' }
  | { readonly type: 'passphrase' }
  | { readonly type: 'mixedSuites' }
  | { readonly type: 'unknownRecipient' }
  | { readonly type: 'tooMany'; readonly limit: number };

/** No honest header of 20 recipients is longer. */
const MAX_HEADER = 64 * 1024;
const LINE_FEED = 0x0a;
const VERSION_LINE = 'age-encryption.org/v1';
/** 32 bytes in base64 without padding and without stray bits: a MAC, a wrapped file key with its tag, a share */
const BYTES_32 = '[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]';
const MAC_LINE = new RegExp(`^--- ${BYTES_32}$`);
const BODY_LINE = new RegExp(`^${BYTES_32}$`);

const SUITES: { readonly [kind: string]: { readonly suite: Suite; readonly line: RegExp } } = {
  mlkem768x25519: { suite: 'hybrid', line: /^-> mlkem768x25519 [A-Za-z0-9+/]{1493}[AQgw]$/ }, // a share of 1120 bytes
  X25519: { suite: 'classic', line: new RegExp(`^-> X25519 ${BYTES_32}$`) },
};

export function readAgeHeader(bytes: Uint8Array): Result<AgeHeader, AgeHeaderProblem> {
  if (bytes.length === 0) return err({ type: 'emptyFile' });
  const text = asciiOf(bytes.subarray(0, endOfHeader(bytes)));
  const version = versionProblem(text);
  if (version !== undefined) return err(version);
  const lines = text.split('\n');
  const suites = new Set<Suite>();
  let isPractice = false;
  let recipients = 0;
  let size = VERSION_LINE.length + 1;
  for (let at = 1; at < lines.length - 1; at++) {
    const line = lines[at] ?? '';
    size += line.length + 1;
    if (MAC_LINE.test(line) && recipients > 0) {
      const [suite] = suites;
      return suite === undefined || suites.size > 1
        ? err({ type: 'mixedSuites' })
        : ok({ isPractice, suite, recipients, size });
    }
    const kind = /^-> ([\x21-\x7e]+)/.exec(line)?.[1];
    if (kind === undefined) return err(ALTERED);
    if (kind === 'scrypt') return err({ type: 'passphrase' });
    if (line === PRACTICE_LINE && at === 1) {
      const mark = lines[++at];
      if (at === lines.length - 1 || mark === undefined) break;
      if (mark !== PRACTICE_BODY) return err(ALTERED);
      isPractice = true;
      size += mark.length + 1;
      continue;
    }
    const known = Object.hasOwn(SUITES, kind) ? SUITES[kind] : undefined;
    if (known === undefined) return err({ type: 'unknownRecipient' });
    if (++recipients > MAX_RECIPIENTS) return err({ type: 'tooMany', limit: MAX_RECIPIENTS });
    suites.add(known.suite);
    const body = lines[++at];
    if (at === lines.length - 1 || body === undefined) break;
    if (!known.line.test(line) || !BODY_LINE.test(body)) return err(ALTERED);
    size += body.length + 1;
  }
  return err(bytes.length > MAX_HEADER ? ALTERED : { type: 'truncated' });
}

const PRACTICE_LINE = `-> ${PRACTICE_STANZA.kind}`;
const PRACTICE_BODY = 'A'.repeat(43);

/** Bytes of the mark. */
export const PRACTICE_SIZE = PRACTICE_LINE.length + 1 + PRACTICE_BODY.length + 1;

const ALTERED = { type: 'altered', where: 'header' } as const;

function versionProblem(text: string): AgeHeaderProblem | undefined {
  const line = text.slice(0, VERSION_LINE.length + 1);
  if (line === `${VERSION_LINE}\n`) return undefined;
  if (`${VERSION_LINE}\n`.startsWith(text)) return { type: 'truncated' };
  const newer = /^age-encryption\.org\/v([0-9]{1,4})\n/.exec(text)?.[1];
  if (newer !== undefined && Number(newer) > 1) return { type: 'newerVersion', needs: Number(newer) };
  return text.startsWith(VERSION_LINE) ? ALTERED : { type: 'notABundle' };
}

/** Behind the first line that begins as the MAC's does: nothing after it is looked at. */
function endOfHeader(bytes: Uint8Array): number {
  const limit = Math.min(bytes.length, MAX_HEADER);
  for (let at = bytes.indexOf(LINE_FEED); at >= 0 && at < limit; at = bytes.indexOf(LINE_FEED, at + 1)) {
    if (asciiOf(bytes.subarray(at + 1, at + 5)) !== '--- ') continue;
    const end = bytes.indexOf(LINE_FEED, at + 1);
    return end < 0 ? limit : Math.min(end + 1, limit);
  }
  return limit;
}

/** Bytes as characters; what is not ASCII stays itself and fits no pattern here. */
function asciiOf(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}
