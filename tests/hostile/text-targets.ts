// Texts that people and letterboxes hand in, and the two gates of JSON.

import assert from 'node:assert/strict';
import { type Bytes, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { digestOfText, type KeyId } from '#shared/base/ids.ts';
import { canonicalText, type Json, parseCanonical, parseJson } from '#shared/base/json.ts';
import { decodeIdentityFile, identityOf } from '#shared/bundle/identity.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { decodeProfile } from '#shared/log/profile.ts';
import {
  decodeAbout,
  decodeListing,
  decodeOutTray,
  decodeRefusal,
  decodeToken,
  decodeUploadMetadata,
  encodeToken,
  TOKEN_TYPE,
  tokenText,
} from '#shared/wire/letterbox.ts';
import type { ProfileCase } from '#tests/vectors/hostile-trust.ts';
import { vectorJson } from '#tests/vectors/read.ts';
import { bundleRows } from './bundle-targets.ts';
import { goodChangesets } from './good-changesets.ts';
import { asBytes, CAPS, type Target, textOf } from './target.ts';

const samples: readonly Bytes[] = [
  textToBytes(canonicalText(goodChangesets.map(({ changeset }) => changeset) as object as Json).slice(0, 20_000)),
  textToBytes('{"a":[1,2.5,-3e-7,"\\u0000ñ🌎"],"b":{"c":null,"d":[true,false,{}]},"z":9007199254740991}'),
  ...goodChangesets.slice(0, 5).map(({ changeset }) => textToBytes(changeset.signed.body)),
];

export const gateTarget: Target = {
  name: 'canonical-gate',
  good: samples,
  async enter(input) {
    const parsed = parseCanonical(input, { size: 64 * 1024, depth: 20, items: 5000 });
    if (!parsed.ok) return parsed.error.type;
    assert.equal(canonicalText(parsed.value), bytesToText(input), 'a second spelling');
    return null;
  },
};

export const jsonTarget: Target = {
  name: 'json',
  good: samples,
  async enter(input) {
    const text = textOf(input);
    const parsed = parseJson(text, { size: 64 * 1024, depth: 20, items: 5000 });
    if (!parsed.ok) return parsed.error.type;
    assert(!hasForbiddenKey(parsed.value), 'a key that is forbidden');
    return null;
  },
};

function hasForbiddenKey(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const forbidden = ['__proto__', 'constructor', 'prototype'];
  return Object.entries(value).some(([key, inner]) => forbidden.includes(key) || hasForbiddenKey(inner as Json));
}

export const profileTarget: Target = {
  name: 'profile',
  good: vectorJson<readonly ProfileCase[]>('profiles.json').flatMap(({ text, error }) =>
    error === null ? [textToBytes(text)] : [],
  ),
  async enter(input) {
    const read = decodeProfile(textOf(input));
    if (!read.ok) return read.error.type;
    const { roots } = read.value;
    assert(
      roots.threshold >= 1 && roots.threshold <= roots.keys.length,
      'a mechanism that nobody can sign for, or anybody',
    );
    return null;
  },
};

export const identityTarget: Target = {
  name: 'identity-file',
  good: bundleRows.map(({ identities }) => textToBytes(`# made by nobody\n${identities.join('\n')}\n`)),
  async enter(input) {
    const read = decodeIdentityFile(textOf(input));
    if (!read.ok) return read.error.type;
    identityOf(read.value);
    return null;
  },
};

const sha256 = digestOfText('a file');
const answersOfLetterboxes: readonly object[] = [
  {
    format: 'chasqui-letterbox/1',
    key: goodChangesets[0]?.key ?? '',
    mechanism: sha256,
    time: '2026-11-28T10:00:00.000Z',
    bundleBytes: 67108864,
  },
  { items: [{ cursor: '000000000001', sha256, size: 20_000, bundle: null }], next: '000000000001' },
  { items: [{ cursor: '000000000002', signed: { type: 'x', body: '{}', signatures: [] } }], next: null },
  { code: 'tooLarge', limit: 5, time: '2026-11-28T10:00:00.000Z' },
];

export const letterboxTarget: Target = {
  name: 'letterbox-answers',
  good: answersOfLetterboxes.map(asBytes),
  async enter(input) {
    const parsed = parseJson(textOf(input), CAPS);
    if (!parsed.ok) return parsed.error.type;
    const read = [decodeAbout, decodeListing, decodeOutTray, decodeRefusal].map((decode) => decode(parsed.value));
    return read.some((value) => value !== undefined) ? null : 'malformed';
  },
};

const moment = '2026-11-28T10:00:00.000Z';
const word = { mechanism: sha256, kid: sha256 as string as KeyId, letterbox: 'https://letterbox.example' };
const token: Signed = {
  type: TOKEN_TYPE,
  body: tokenText({ ...word, from: moment, until: moment, request: sha256 }),
  signatures: [{ kid: word.kid, sig: 'A'.repeat(86) }],
};

export const headersTarget: Target = {
  name: 'letterbox-headers',
  good: [
    textToBytes(`sha256 ${Buffer.from(sha256).toString('base64')},bundle ${Buffer.from(sha256).toString('base64')}`),
    textToBytes(encodeToken({ signed: token, credentials: [token] })),
  ],
  async enter(input) {
    const text = textOf(input);
    const read = decodeUploadMetadata(text);
    if (read !== undefined) assert(/^[\w-]{43}$/.test(read.sha256), 'a name that is no digest');
    return read === undefined && !decodeToken(text).ok ? 'malformed' : null;
  },
};
