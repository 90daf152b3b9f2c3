import { describe, expect, test } from 'vitest';
import { digestOfText, type BundleId, type ChangesetId } from '#shared/base/ids.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import {
  decodeMergedReceipt,
  decodeStoredReceipt,
  MERGED_TYPE,
  type MergedReceipt,
  signMergedReceipt,
  signStoredReceipt,
  STORED_TYPE,
  type StoredReceipt,
} from '#shared/bundle/receipt.ts';
import { decodeRequest, type Request, REQUEST_TYPE, signRequest } from '#shared/bundle/request.ts';
import { isSignedBy, type Signed, signText } from '#shared/log/envelope.ts';
import { fakeKey } from '#scripts/headless/keys.ts';
import { withoutKey } from '#tests/vectors/fixed-content.ts';

const signer = fakeKey('signer');
const sender = fakeKey('sender');
const id = digestOfText('a') as string;

const stored: StoredReceipt = {
  bundle: null,
  sha256: digestOfText('file'),
  size: 20_480,
  at: '2026-03-01T10:00:00Z',
  letterbox: signer.kid,
  running: 1,
};
const merged: MergedReceipt = {
  mechanism: digestOfText('mechanism'),
  bundle: digestOfText('bundle') as string as BundleId,
  to: sender.kid,
  by: signer.kid,
  heads: { [sender.kid]: { seq: 4, id: id as ChangesetId } },
  held: [{ id: id as ChangesetId, type: 'gap' }],
  refused: [{ id: null, type: 'notJson' }],
  mediaMissing: [digestOfText('photo')],
  lacking: [{ author: sender.kid, from: 2, to: 3, levels: ['restricted'] }],
  file: digestOfText('file'),
  at: { time: '2026-03-02T10:00:00.000Z', doubt: 'jumped' },
  running: 7,
  previous: digestOfText('sixth'),
};
const request: Request = {
  mechanism: null,
  from: signer.kid,
  to: sender.kid,
  needs: [{ author: sender.kid, from: 2, to: 9 }],
  blobs: [],
  running: 3,
  after: 6,
};

/** `older`: what an older app does not say */
const kinds = [
  {
    kind: 'stored',
    type: STORED_TYPE,
    value: stored,
    older: [] as readonly string[],
    decode: decodeStoredReceipt,
    sign: () => signStoredReceipt(stored, signer.signer),
  },
  {
    kind: 'merged',
    type: MERGED_TYPE,
    value: merged,
    older: ['lacking', 'file'] as readonly string[],
    decode: decodeMergedReceipt,
    sign: () => signMergedReceipt(merged, signer.signer),
  },
  {
    kind: 'request',
    type: REQUEST_TYPE,
    value: request,
    older: ['running', 'after'] as readonly string[],
    decode: decodeRequest,
    sign: () => signRequest(request, signer.signer),
  },
] as const;

const resigned = (type: string, value: Json): Promise<Signed> => signText(type, canonicalText(value), signer.signer);

describe.each(kinds)('$kind', ({ type, value, older, decode, sign }) => {
  const plain = value as object as { readonly [key: string]: Json };

  test('comes out as it was signed, by its signer', async () => {
    const signed = await sign();
    expect(decode(signed)).toEqual(value);
    expect(await isSignedBy(signed, signed.signatures[0]!, signer.key)).toBe(true);
  });

  test('is none under another type, another spelling or two signatures', async () => {
    const signed = await sign();
    expect(decode({ ...signed, type: type.replace('v=1', 'v=2') })).toBeUndefined();
    expect(decode({ ...signed, body: ` ${signed.body}` })).toBeUndefined();
    expect(decode({ ...signed, signatures: [...signed.signatures, ...signed.signatures] })).toBeUndefined();
    expect(decode({ ...signed, signatures: [] })).toBeUndefined();
  });

  test('is none under the signature of another than it names', async () => {
    expect(decode(await signText(type, canonicalText(plain), sender.signer))).toBeUndefined();
  });

  test.each(Object.keys(value))(
    'is none without %s, unless older apps do without it, or with a strange one',
    async (key) => {
      const without = decode(await resigned(type, withoutKey(plain, key)));
      expect(without === undefined).toBe(!older.includes(key));
      for (const strange of [true, 'x', -1, 1.5, [[]], { x: 1 }, [{ id: 'x', type: 'gap' }]]) {
        expect(decode(await resigned(type, { ...plain, [key]: strange }))).toBeUndefined();
      }
    },
  );

  test('is none with a key that is not known', async () => {
    expect(decode(await resigned(type, { ...plain, note: 'x' }))).toBeUndefined();
  });
});

test('a numbered receipt starts at 1, and only a merged one has a null for "none before"', async () => {
  expect(
    decodeMergedReceipt(await signMergedReceipt({ ...merged, running: 1, previous: null }, signer.signer)),
  ).toBeDefined();
  expect(decodeMergedReceipt(await signMergedReceipt({ ...merged, running: 0 }, signer.signer))).toBeUndefined();
  expect(decodeStoredReceipt(await signStoredReceipt({ ...stored, running: 0 }, signer.signer))).toBeUndefined();
  expect(decodeStoredReceipt(await signStoredReceipt({ ...stored, at: '2026-03-01' }, signer.signer))).toBeUndefined();
  expect(
    decodeStoredReceipt(await signStoredReceipt({ ...stored, at: '2026-03-01T10:00:00+02:00' }, signer.signer)),
  ).toBeUndefined();
});
