import { crc32 as platformCrc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32 } from '#shared/base/crc32.ts';

test('the CRC of any bytes, in any pieces, is the platform’s', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), fc.nat(7), (bytes, cut, offset) => {
      const place = cut % (bytes.length + 1);
      const moved = new Uint8Array(bytes.length + offset);
      moved.set(bytes, offset);
      const whole = moved.subarray(offset);
      expect(crc32(whole.subarray(place), crc32(whole.subarray(0, place)))).toBe(platformCrc32(bytes));
    }),
  );
});
