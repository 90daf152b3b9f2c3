import { expect, it } from 'vitest';
import shapes from '#resources/map/latin-america.json' with { type: 'json' };
import { nearestMark } from '#renderer/views/board/nearest-mark.ts';
import { countries } from '#shared/mechanism/countries.ts';

it('every country of the region is on the map, once, with a shape or a mark of its own', () => {
  expect(shapes.countries.map(({ iso2 }) => iso2)).toEqual(countries.map(({ iso2 }) => iso2));
  const shapeless = shapes.countries.filter(({ path }) => path === '').map(({ iso2 }) => iso2);
  expect(shapeless.length).toBeLessThan(3);
  expect(shapes.countries.find(({ iso2 }) => iso2 === 'GF')?.path).toMatch(/^M\d/);
});

it('no mark lies on another, so each can be hit', () => {
  const tooNear = shapes.countries.flatMap((one, at) =>
    shapes.countries
      .slice(at + 1)
      .filter(
        ({ mark: [x = 0, y = 0] }) => Math.hypot(x - (one.mark[0] ?? 0), y - (one.mark[1] ?? 0)) < 2 * shapes.mark,
      )
      .map((other) => [one.iso2, other.iso2]),
  );
  expect(tooNear).toEqual([]);
});

it('by arrow keys every mark can be reached from every other', () => {
  const reached = new Set<string>();
  for (const open = [shapes.countries[0]?.iso2 ?? '']; open.length > 0; ) {
    const here = open.pop() ?? '';
    if (reached.has(here)) continue;
    reached.add(here);
    for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'])
      open.push(...[nearestMark(shapes.countries, here, key)].filter((next) => next !== undefined));
  }
  expect(reached.size).toBe(shapes.countries.length);
  expect(nearestMark(shapes.countries, 'UY', 'ArrowUp')).toBe('PY');
  expect(nearestMark(shapes.countries, 'UY', 'Enter')).toBeUndefined();
});
