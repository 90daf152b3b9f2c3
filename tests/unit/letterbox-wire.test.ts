import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToBase64url } from '#shared/base/bytes.ts';
import { digestOfText, type KeyId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import {
  decodeAbout,
  decodeListing,
  decodeOutTray,
  decodeRefusal,
  decodeSigned,
  decodeToken,
  decodeUploadMetadata,
  encodeToken,
  isCursor,
  LETTERBOX_FORMAT,
  statusByCode,
  TOKEN_TYPE,
  tokenText,
  uploadIdOf,
} from '#shared/wire/letterbox.ts';
import { fakeKey } from '#scripts/headless/keys.ts';

const digest = digestOfText('a');
const kid = digestOfText('device') as string as KeyId;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const sig = 'A'.repeat(86);
const body = {
  mechanism: digest,
  kid,
  letterbox: 'https://letterbox.example',
  from: '2026-01-01T00:00:00.000Z',
  until: '2026-01-01T00:05:00.000Z',
  request: digest,
};
const signed = { type: TOKEN_TYPE, body: tokenText(body), signatures: [{ kid, sig }] };
const encode = (value: unknown): string => bytesToBase64url(new TextEncoder().encode(JSON.stringify(value)));

describe('a token on the wire', () => {
  it('comes back as it was encoded', () => {
    const token = { signed, credentials: [signed, signed] };
    expect(decodeToken(encodeToken(token))).toEqual({ ok: true, value: { ...token, body } });
  });

  it.each<[string, unknown]>([
    ['a key more', { signed, credentials: [], extra: 1 }],
    ['a key less', { signed }],
    ['another type', { signed: { ...signed, type: 'x' }, credentials: [] }],
    ['no signature', { signed: { ...signed, signatures: [] }, credentials: [] }],
    [
      'two signatures',
      { signed: { ...signed, signatures: [...signed.signatures, ...signed.signatures] }, credentials: [] },
    ],
    ['too many credentials', { signed, credentials: Array.from({ length: 7 }, () => signed) }],
    ['a body that is not canonical', { signed: { ...signed, body: JSON.stringify(body) }, credentials: [] }],
    [
      'a time without milliseconds',
      { signed: { ...signed, body: tokenText({ ...body, from: '2026-01-01T00:00:00Z' }) }, credentials: [] },
    ],
    [
      'another key in its body',
      { signed: { ...signed, body: tokenText({ ...body, x: 1 } as typeof body) }, credentials: [] },
    ],
  ])('with %s is malformed', (_name, value) => {
    expect(decodeToken(encode(value))).toEqual({ ok: false, error: 'malformed' });
  });

  it('of any text at all is decoded or malformed, and never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof decodeToken(text).ok === 'boolean'));
    fc.assert(fc.property(fc.json(), (text) => !decodeToken(bytesToBase64url(new TextEncoder().encode(text))).ok));
  });
});

describe('the metadata of an upload', () => {
  it('is a digest and perhaps a bundle’s id, in either order', () => {
    const both = { sha256: digest, bundle: kid };
    expect(decodeUploadMetadata(`sha256 ${base64(digest)},bundle ${base64(kid)}`)).toEqual(both);
    expect(decodeUploadMetadata(`bundle ${base64(kid)},sha256 ${base64(digest)}`)).toEqual(both);
    expect(decodeUploadMetadata(`sha256 ${base64(digest)}`)).toEqual({ sha256: digest, bundle: null });
  });

  it.each([
    null,
    '',
    'sha256',
    `sha256 ${digest}`,
    `bundle ${base64(kid)}`,
    `sha256 ${base64('x')}`,
    `sha256  ${base64(digest)}`,
    `sha256 ${base64(digest)},`,
    `sha256 ${base64(digest)},filename ${base64('a.quipu')}`,
    `sha256 ${base64(digest)},sha256 ${base64(digest)}`,
    `sha256 ${base64(`${digest}\n`)}`,
    `SHA256 ${base64(digest)}`,
  ])('is nothing else: %j', (header) => {
    expect(decodeUploadMetadata(header)).toBeUndefined();
  });
});

describe('the id of an upload', () => {
  it('is one for one device and one file, and another for any other', () => {
    expect(uploadIdOf(kid, digest)).toBe(uploadIdOf(kid, digest));
    const other = digestOfText('b');
    const ids = [uploadIdOf(kid, digest), uploadIdOf(kid, other), uploadIdOf(other as string as KeyId, digest)];
    expect(new Set(ids).size).toBe(3);
  });
});

describe('answers on the wire', () => {
  const about = {
    format: LETTERBOX_FORMAT,
    key: fakeKey('l').key,
    mechanism: digest,
    time: '2026-01-01T00:00:00.000Z',
    bundleBytes: 5,
  };

  it('may say more than this version knows', () => {
    expect(decodeAbout({ ...about, later: true })).toMatchObject(about);
    expect(decodeRefusal({ code: 'tooLarge', limit: 5, later: true })).toEqual({ code: 'tooLarge', limit: 5 });
    expect(decodeListing({ items: [], next: null, later: true })).toMatchObject({ items: [], next: null });
  });

  it.each<[string, Json]>([
    ['another format', { ...about, format: 'x' }],
    ['a key of small order', { ...about, key: 'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['no time', { ...about, time: 'now' }],
    ['a size that is none', { ...about, bundleBytes: -1 }],
    ['a page of a captive portal', '<html>'],
  ])('with %s are no letterbox’s', (_name, value) => {
    expect(decodeAbout(value)).toBeUndefined();
  });

  it('refuse with a listed code or not at all', () => {
    for (const code of Object.keys(statusByCode)) expect(decodeRefusal({ code })).toEqual({ code });
    for (const code of ['x', 'toString', '__proto__', 5, null]) expect(decodeRefusal({ code })).toBeUndefined();
    expect(decodeRefusal({ code: 'tooLarge', limit: 'x', time: 'x' })).toEqual({ code: 'tooLarge' });
  });

  it('list what is well-formed or nothing', () => {
    const item = { cursor: `000000000001.${digest}`, sha256: digest, size: 5, bundle: null, at: '' };
    expect(decodeListing({ items: [item], next: item.cursor })?.items).toEqual([item]);
    for (const wrong of [
      { ...item, cursor: '../x' },
      { ...item, sha256: 'x' },
      { ...item, size: 1.5 },
      { ...item, bundle: 'x' },
    ]) {
      expect(decodeListing({ items: [wrong], next: null })).toBeUndefined();
    }
    expect(decodeOutTray({ items: [{ cursor: item.cursor, signed }], next: null })?.items.length).toBe(1);
    expect(decodeOutTray({ items: [{ cursor: item.cursor, signed: { type: 'x' } }], next: null })).toBeUndefined();
  });

  it('have cursors that could not be a path', () => {
    expect(isCursor(`000000000001.${digest}.${'a'.repeat(22)}.123`)).toBe(true);
    for (const wrong of ['', '1', '000000000001/../x', `${'0'.repeat(12)}\n`, '000000000001é'])
      expect(isCursor(wrong)).toBe(false);
  });

  it('carry signed things of the right shape only', () => {
    expect(decodeSigned(signed as object as Json)).toEqual(signed);
    for (const wrong of [
      null,
      [],
      { ...signed, x: 1 },
      { ...signed, body: 5 },
      { ...signed, signatures: [{ kid: 'x', sig }] },
    ]) {
      expect(decodeSigned(wrong as object as Json)).toBeUndefined();
    }
  });
});
