import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BundleId, digestOfText, type KeyId } from '#shared/base/ids.ts';
import type { Custody } from '#shared/bundle/custody.ts';
import { roadOf } from '#shared/bundle/road.ts';

const kid = (name: string | number): KeyId => digestOfText(`device ${name}`) as string as KeyId;
const NOON = { time: '2026-03-01T12:00:00.000Z', doubt: null } as const;
const author = kid('author');
const thing = { author, seq: 5 };

const line = (by: KeyId, from: KeyId, to: KeyId | null, more: Partial<Custody> = {}): Custody => ({
  mechanism: digestOfText('mechanism'),
  by,
  from,
  bundle: digestOfText(`${by} ${from}`) as string as BundleId,
  at: NOON,
  to,
  runs: [{ author, from: 1, to: 9 }],
  files: [],
  ...more,
});

describe('the road of a changeset', () => {
  const [coordinator, mesa, office] = [kid('coordinator'), kid('mesa'), kid('office')];
  const lines = [line(mesa, coordinator, office), line(coordinator, author, mesa)];

  test('has no hops where the author gave it itself', () => {
    expect(roadOf(thing, author, author, office, lines)).toEqual({ hops: [], isWhole: true });
  });

  test('is read backwards from whoever gave it, through every device that says from whom it had it', () => {
    const hops = [
      { by: coordinator, at: NOON },
      { by: mesa, at: NOON },
    ];
    expect(roadOf(thing, author, mesa, office, lines)).toEqual({ hops, isWhole: true });
    expect(roadOf(thing, author, mesa, office, lines.toReversed())).toEqual({ hops, isWhole: true });
  });

  test('goes as far as the lines go', () => {
    expect(roadOf(thing, author, mesa, office, lines.slice(0, 1))).toEqual({
      hops: [
        { by: coordinator, at: null },
        { by: mesa, at: NOON },
      ],
      isWhole: false,
    });
    expect(roadOf(thing, author, mesa, office, [])).toEqual({ hops: [{ by: mesa, at: null }], isWhole: false });
  });

  test('is told by no line about other numbers, or given to somebody else', () => {
    const others = [
      line(mesa, coordinator, office, { runs: [{ author, from: 6, to: 9 }] }),
      line(mesa, coordinator, kid('somebody else')),
    ];
    expect(roadOf(thing, author, mesa, office, others).isWhole).toBe(false);
  });

  test('of a file follows the lines that name the file', () => {
    const file = digestOfText('photo');
    const named = lines.map((each) => ({ ...each, runs: [], files: [file] }));
    expect(roadOf({ file }, author, mesa, office, named).hops.map(({ by }) => by)).toEqual([coordinator, mesa]);
    expect(roadOf({ file }, author, mesa, office, lines).isWhole).toBe(false);
  });

  test('is found whatever other lines there are, in any order, and never walks in a circle', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 30 }),
        fc.func(fc.nat()),
        (length, others, orderOf) => {
          const hops = Array.from({ length }, (_, at) => kid(at));
          const way = [author, ...hops, office];
          const real = hops.map((hop, at) => line(hop, way[at]!, way[at + 2]!));
          // whoever else says something: about devices beyond these, so that there is one shortest road
          const noise = others
            .filter(([a, b]) => a !== b)
            .map(([a, b]) => line(kid(`x${a}`), kid(`x${b}`), kid(`x${(a + b) % 10}`)));
          const circle = [line(kid('x0'), kid('x1'), null), line(kid('x1'), kid('x0'), null)];
          const all = [...real, ...noise, ...circle].sort((a, b) => orderOf(a.bundle) - orderOf(b.bundle));
          const road = roadOf(thing, author, hops.at(-1)!, office, all);
          expect(road).toEqual({ hops: hops.map((by) => ({ by, at: NOON })), isWhole: true });
          expect(roadOf(thing, author, kid('x0'), office, all).isWhole).toBe(false);
        },
      ),
    );
  });
});
