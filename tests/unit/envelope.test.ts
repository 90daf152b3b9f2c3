import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { base64urlToBytes, bytesToBase64url, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { isId, isRecordId, shortCodeOf } from '#shared/base/ids.ts';
import {
  isSafePublicKey,
  isSignedBy,
  keyIdOf,
  preAuthEncoding,
  signedIdOf,
  signedToDsse,
  signValue,
} from '#shared/log/envelope.ts';
import { fakeKey, seedBytes } from '#scripts/headless/keys.ts';

const hex = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'hex'));
const key = fakeKey('envelope');
const TYPE = 'application/vnd.chasqui.test+json;v=1';

describe('pre-authentication encoding', () => {
  test('is that of the DSSE protocol', () => {
    expect(bytesToText(preAuthEncoding('http://example.com/HelloWorld', 'hello world'))).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    );
  });

  test('counts bytes, not characters', () => {
    expect(bytesToText(preAuthEncoding('é', '🌎'))).toBe('DSSEv1 2 é 4 🌎');
  });

  test('an id is the SHA-256 of it, whoever signs', async () => {
    const body = '{"a":1}';
    const id = createHash('sha256').update(preAuthEncoding(TYPE, body)).digest('base64url');
    expect(signedIdOf(TYPE, body)).toBe(id);
    const [one, two] = await Promise.all(
      ['a', 'b'].map(async (seed) => signValue(TYPE, { a: 1 }, fakeKey(seed).signer)),
    );
    expect(signedIdOf(one!.type, one!.body)).toBe(signedIdOf(two!.type, two!.body));
  });

  test('no type and body can be moved into one another', () => {
    expect(signedIdOf('ab', 'c')).not.toBe(signedIdOf('a', 'bc'));
    expect(signedIdOf('a 1 b', 'c')).not.toBe(signedIdOf('a', '1 b 1 c'));
  });
});

describe('signatures', () => {
  test('RFC 8032 test 1, 2 and 3 hold, over raw messages, with the platform that is used here', async () => {
    for (const [publicKey, message, sig] of RFC8032) {
      const imported = await crypto.subtle.importKey('raw', hex(publicKey), 'Ed25519', false, ['verify']);
      expect(await crypto.subtle.verify('Ed25519', imported, hex(sig), hex(message))).toBe(true);
    }
  });

  test('a key id is the RFC 7638 thumbprint of RFC 8037 A.3', () => {
    expect(keyIdOf('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo')).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  test('a signature holds for its body, type and key and for no other', async () => {
    const signed = await signValue(TYPE, { a: 1 }, key.signer);
    const signature = signed.signatures[0]!;
    const other = fakeKey('other');
    expect(await isSignedBy(signed, signature, key.key)).toBe(true);
    expect(await isSignedBy({ ...signed, body: '{"a":2}' }, signature, key.key)).toBe(false);
    expect(await isSignedBy({ ...signed, type: `${TYPE}2` }, signature, key.key)).toBe(false);
    expect(await isSignedBy(signed, signature, other.key)).toBe(false);
    expect(await isSignedBy(signed, { ...signature, kid: other.kid }, key.key)).toBe(false);
    expect(await isSignedBy(signed, { ...signature, kid: other.kid }, other.key)).toBe(false);
  });

  test('every flipped bit of a signature makes it none', async () => {
    const signed = await signValue(TYPE, { a: 1 }, key.signer);
    const sig = base64urlToBytes(signed.signatures[0]!.sig)!;
    for (let bit = 0; bit < 512; bit++) {
      const flipped = sig.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(await isSignedBy(signed, { kid: key.kid, sig: bytesToBase64url(flipped) }, key.key)).toBe(false);
    }
  });

  test('a signature with the group order added to S is another spelling, and refused', async () => {
    const signed = await signValue(TYPE, { a: 1 }, key.signer);
    const sig = base64urlToBytes(signed.signatures[0]!.sig)!;
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const s = littleEndian(sig.subarray(32)) + order;
    const malleable = Uint8Array.from([...sig.subarray(0, 32), ...toLittleEndian(s)]);
    expect(await isSignedBy(signed, { kid: key.kid, sig: bytesToBase64url(malleable) }, key.key)).toBe(false);
  });

  test('what is no signature at all is refused without a throw', async () => {
    const signed = await signValue(TYPE, { a: 1 }, key.signer);
    for (const sig of [
      '',
      'A',
      '!'.repeat(86),
      'A'.repeat(85),
      'A'.repeat(87),
      `${'A'.repeat(85)}B`,
      '🌎'.repeat(43),
    ]) {
      expect(await isSignedBy(signed, { kid: key.kid, sig }, key.key)).toBe(false);
    }
  });
});

describe('public keys that may be enrolled', () => {
  test.each(smallOrder())('not one of small order: %s', async (text) => {
    const publicKey = bytesToBase64url(hex(text));
    expect(isSafePublicKey(publicKey)).toBe(false);
    // With such a key R = identity and S = 0 would "sign" every message for some verifiers.
    const signed = await signValue(TYPE, { a: 1 }, key.signer);
    const sig = Uint8Array.from([1, ...new Uint8Array(63)]);
    expect(await isSignedBy(signed, { kid: keyIdOf(publicKey), sig: bytesToBase64url(sig) }, publicKey)).toBe(false);
  });

  test('not one with a second encoding: y at or above the prime, with either sign', () => {
    for (let above = 0; above < 19; above++) {
      for (const top of [0x7f, 0xff]) {
        const bytes = new Uint8Array(32).fill(0xff);
        bytes[0] = 0xed + above;
        bytes[31] = top;
        expect(isSafePublicKey(bytesToBase64url(bytes))).toBe(false);
      }
    }
  });

  test('the greatest y below the prime that is no small point is only a number too', () => {
    const bytes = new Uint8Array(32).fill(0xff);
    bytes[0] = 0xeb; // p − 2
    bytes[31] = 0x7f;
    expect(isSafePublicKey(bytesToBase64url(bytes))).toBe(true);
  });

  test('not one of another length or spelling', () => {
    for (const text of [
      '',
      'A'.repeat(42),
      'A'.repeat(44),
      `${'A'.repeat(42)}B`,
      `${key.key}=`,
      key.key.replaceAll(/./g, '+'),
    ]) {
      expect(isSafePublicKey(text)).toBe(false);
    }
  });

  test('a hundred honest keys', () => {
    for (let number = 0; number < 100; number++) expect(isSafePublicKey(fakeKey(`honest ${number}`).key)).toBe(true);
  });
});

test('plain DSSE JSON has standard base64 with padding, and the same bytes', async () => {
  const signed = await signValue(TYPE, { name: 'Ñandú ÿÿÿ?>' }, key.signer);
  const dsse = signedToDsse(signed) as {
    payload: string;
    payloadType: string;
    signatures: { keyid: string; sig: string }[];
  };
  expect(Buffer.from(dsse.payload, 'base64').toString()).toBe(signed.body);
  expect(dsse.payload).toBe(Buffer.from(signed.body).toString('base64'));
  expect(dsse.payloadType).toBe(TYPE);
  expect(dsse.signatures).toEqual([
    { keyid: key.kid, sig: Buffer.from(signed.signatures[0]!.sig, 'base64url').toString('base64') },
  ]);
});

describe('base64url', () => {
  test('every length comes out as it went in', () => {
    for (let length = 0; length < 70; length++) {
      const bytes = seedBytes(`length ${length}`).subarray(0, length % 33);
      const text = bytesToBase64url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64url'));
      expect(base64urlToBytes(text)).toEqual(Uint8Array.from(bytes));
    }
  });

  test('bytes have one spelling', () => {
    for (const text of ['A', 'AB', 'AAB', 'AA==', 'A+', 'A/', 'AA A', 'AAAA\n', 'ÁAAA', 'AAAAA'])
      expect(base64urlToBytes(text)).toBeUndefined();
  });

  test('an id is 32 bytes, a record id 16', () => {
    const id = bytesToBase64url(seedBytes('id'));
    expect([isId(id), isId(`${id}A`), isId(id.slice(1)), isId(`${id.slice(0, 42)}B`), isId(7), isId(null)]).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    const record = bytesToBase64url(seedBytes('id').subarray(0, 16));
    expect([
      isRecordId(record),
      isRecordId(`${record.slice(0, 21)}B`),
      isRecordId(`${record}\n`),
      isRecordId(id),
    ]).toEqual([true, false, false, false]);
  });

  test('a short code is seven letters that are not mistaken for one another', () => {
    expect(shortCodeOf(bytesToBase64url(seedBytes('code')))).toMatch(/^[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}$/);
  });
});

test('UTF-8 is decoded whole or not at all, a byte order mark being a character', () => {
  expect(bytesToText(textToBytes('á🌎'))).toBe('á🌎');
  expect(bytesToText(Uint8Array.of(0xef, 0xbb, 0xbf))).toBe('\ufeff');
  for (const bytes of [[0x80], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80]]) {
    expect(bytesToText(Uint8Array.from(bytes))).toBeUndefined();
  }
});

const RFC8032 = [
  [
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
] as const;

/** The points of order 1, 2, 4 and 8 in every encoding that some decoder takes: both signs, and y + p where it fits. */
function smallOrder(): readonly string[] {
  const prime = 2n ** 255n - 19n;
  const eight = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;
  const d = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n;
  // Twice a point of order 8 has y = 0, that is x² = −y², which the curve makes d·y⁴ + 2·y² = 1.
  expect((d * eight ** 4n + 2n * eight ** 2n) % prime).toBe(1n);
  return [0n, 1n, prime - 1n, eight, prime - eight, prime, prime + 1n].flatMap((y) =>
    [0n, 1n].map((sign) => Buffer.from(toLittleEndian(y + (sign << 255n))).toString('hex')),
  );
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
}

function toLittleEndian(value: bigint): Uint8Array {
  return Uint8Array.from(Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse());
}
