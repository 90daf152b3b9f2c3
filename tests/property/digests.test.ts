// The platform's digests of many changesets are the ones we make one by one, whatever the texts are.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOfText } from '#shared/base/ids.ts';
import type { Changeset } from '#shared/log/changeset.ts';
import { digestsOf } from '#shared/log/digests.ts';
import { signedIdOf } from '#shared/log/envelope.ts';

const arbText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constant('ñ'.repeat(100_000)),
  fc.constant('x'.repeat(2_000_000)), // more than the buffer that is used again
);

const arbChangeset = fc.record({
  signed: fc.record({ type: fc.string(), body: arbText, signatures: fc.constant([]) }),
  parts: fc.dictionary(fc.constantFrom('open', 'mechanism', 'restricted'), arbText),
}) as fc.Arbitrary<Changeset>;

test('digests made together are those made one by one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(arbChangeset, { maxLength: 90 }), arbChangeset, async (changesets, other) => {
      const digests = await digestsOf(changesets);
      for (const { signed, parts } of [...changesets, other]) {
        expect(digests.idOf(signed)).toBe(signedIdOf(signed.type, signed.body));
        for (const text of Object.values(parts)) expect(digests.ofText(text)).toBe(digestOfText(text));
      }
    }),
    { numRuns: 20 },
  );
});
