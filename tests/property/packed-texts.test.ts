// Packed texts against a plain map: whatever was put, changed and taken away in between, a search finds the same.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makePackedTexts } from '#renderer/engine/packed-texts.ts';

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
const word = fc.constantFrom('casa', 'sa', 'agua', '水', '\ud800', 'ñandú', '');
const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
const step = fc.oneof(
  fc.record({ type: fc.constant('put' as const), id, text }),
  fc.record({ type: fc.constant('remove' as const), id }),
  fc.record({ type: fc.constant('find' as const), word: fc.constantFrom('casa', 'agua', '水', 'nada') }),
);

test('any order of putting, taking away and finding', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 60 }), async (steps, blockSize) => {
      const packed = makePackedTexts(blockSize);
      const model = new Map<string, string>();
      for (const each of steps) {
        if (each.type === 'put') {
          packed.put(each.id, each.text);
          model.set(each.id, each.text);
        } else if (each.type === 'remove') {
          packed.remove(each.id);
          model.delete(each.id);
        } else {
          const found = await packed.find((written) => written.includes(each.word));
          const expected = [...model].filter(([, written]) => written.includes(each.word)).map(([key]) => key);
          expect([...found].sort()).toEqual(expected.sort());
        }
        expect(packed.count).toBe(model.size);
      }
      for (const key of model.keys()) packed.remove(key);
      expect(packed).toMatchObject({ count: 0, size: 0 });
    }),
  );
});
