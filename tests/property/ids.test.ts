import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64urlToBytes, bytesToBase64url } from '#shared/base/bytes.ts';
import { isId, isRecordId } from '#shared/base/ids.ts';

const arbText = fc.oneof(
  fc.uint8Array({ minLength: 15, maxLength: 33 }).map(bytesToBase64url),
  fc
    .tuple(fc.uint8Array({ minLength: 31, maxLength: 32 }).map(bytesToBase64url), fc.constantFrom(...'AEB_-=+ ñ\n'))
    .map(([text, letter]) => text.slice(0, -1) + letter),
);

test('an id is the one spelling of 32 bytes, and a record id that of 16', () => {
  fc.assert(
    fc.property(arbText, (text) => {
      const bytes = base64urlToBytes(text);
      expect([isId(text), isRecordId(text)]).toEqual([bytes?.length === 32, bytes?.length === 16]);
    }),
  );
});
