// Two ways to read a payload, one verdict: by a cipher of the platform and by the age library, whole, cut, added to,
// altered, and with its chunks in another order.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAgeHeader } from '#shared/bundle/age-header.ts';
import { identityOf } from '#shared/bundle/identity.ts';
import { CHUNK, type Cipher, TAG } from '#shared/bundle/payload.ts';
import { openPayload, seal, unseal } from '#shared/bundle/seal.ts';
import { nodeCipher } from '#tests/fixtures/cipher.ts';
import { fakeClassicAgeKey } from '#scripts/headless/keys.ts';
import { valueOf } from '#tests/vectors/fixed-content.ts';

const SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5];

const harms = {
  nothing: (file: Uint8Array) => file,
  cut: (file: Uint8Array, at: number) => file.subarray(0, Math.max(0, file.length - 1 - (at % (CHUNK + 40)))),
  cutAtChunk: (file: Uint8Array, _at: number, start: number) => file.subarray(0, start + CHUNK + TAG),
  added: (file: Uint8Array, at: number) => Uint8Array.from([...file, ...new Uint8Array(1 + (at % 20))]),
  altered: (file: Uint8Array, at: number) =>
    file.map((byte, place) => (place === file.length - 1 - at ? byte ^ 1 : byte)),
  swapped: (file: Uint8Array, _at: number, start: number) =>
    Uint8Array.from([
      ...file.subarray(0, start),
      ...file.subarray(start + CHUNK + TAG, start + 2 * (CHUNK + TAG)),
      ...file.subarray(start, start + CHUNK + TAG),
      ...file.subarray(start + 2 * (CHUNK + TAG)),
    ]),
} as const;

test('a payload is read, or is not, alike by the platform and by the age library', async () => {
  const { identity, recipient } = await fakeClassicAgeKey('payload');
  const file = async (size: number) => valueOf(await seal(new Uint8Array(size).fill(7), [recipient], 'classic'));
  const files = new Map(await Promise.all(SIZES.map(async (size) => [size, await file(size)] as const)));
  const arbHarm = fc.constantFrom(...(Object.keys(harms) as (keyof typeof harms)[]));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...SIZES), arbHarm, fc.nat(CHUNK), async (size, harm, at) => {
      const whole = files.get(size) ?? new Uint8Array(0);
      const header = valueOf(readAgeHeader(whole));
      const { fileKey } = valueOf(await unseal(whole, identityOf([identity])));
      const harmed = harms[harm](whole, at, header.size + 16);
      const read = async (cipher?: Cipher): Promise<unknown> => {
        const { next } = await openPayload(harmed, header, fileKey, cipher);
        const sizes: number[] = [];
        for (;;) {
          const slice = await next();
          if (slice === null || slice === undefined) return { sizes, isWhole: slice === null };
          expect(slice.every((byte) => byte === 7)).toBe(true);
          sizes.push(slice.length);
        }
      };
      const answer = await read(nodeCipher);
      expect(answer).toEqual(await read());
      if (harm === 'nothing') expect(answer).toMatchObject({ isWhole: true });
    }),
    { numRuns: 150 },
  );
});
