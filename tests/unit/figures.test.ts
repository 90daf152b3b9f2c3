// Live figures: the numbers of a text are counted from the records, and no small one is given away by them.

import { expect, test } from 'vitest';
import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { sameEvents } from '#shared/merge/same-event.ts';
import { entryToCells, levelOfPath } from '#shared/record/cells.ts';
import { figureMark, figuresOf, withFigures } from '#shared/report/figures.ts';
import type { LaidRecord } from '#shared/report/lay-out.ts';

const APART = sameEvents(new Map());
const AGREED = {
  consent_obtained: 'verbal_all',
  consent_uses: ['internal_mechanism', 'publish_aggregated'],
  sensitivity: 'high',
};

test('numbers of several consultations add up, small ones are hidden, and what would give them away with them', () => {
  const figures = figuresOf(
    [
      record('a', { total: 20, by_sex: { women: 11, men: 8, non_binary: 1 } }),
      record('b', { total: 10, by_sex: { women: 4, men: 6 } }),
    ],
    APART,
    'public',
  );
  expect(figures.get('total')?.count).toBe(30);
  expect(figures.get('by_sex.women')?.count).toBe(15);
  expect(figures.get('by_sex.men')?.count).toBe('kept');
  expect(figures.get('by_sex.non_binary')).toEqual({ count: 'small', least: 5 });
  expect(figures.has('by_sex.not_stated')).toBe(false);
});

test('a sensitive group needs ten', () => {
  const { count, least } =
    figuresOf([record('a', { total: 30, by_migratory_status: { irregular: 9, regular: 21 } })], APART, 'mechanism').get(
      'by_migratory_status.irregular',
    ) ?? {};
  expect([count, least]).toEqual(['small', 10]);
});

test('of one event one record counts, and none whose consent does not let its numbers be counted', () => {
  const one = record('a', { total: 20 });
  const other = record('b', { total: 22 });
  const events = sameEvents(
    new Map([
      [one.id as string, { kind: 'consultation', deleted: false, judged: { [other.id]: true } }],
      [other.id as string, { kind: 'consultation', deleted: false }],
    ]),
  );
  expect(figuresOf([one, other], events, 'mechanism').get('total')?.count).toBe(20);
  const kept = record('c', { total: 50, consent_uses: ['share_with_governments'] });
  expect(figuresOf([one, kept], APART, 'mechanism').get('total')?.count).toBe(20);
  expect(figuresOf([one, kept], APART, 'governments').get('total')?.count).toBe(50);
});

test('a sentence shows its figures; one of a name that nothing has is said to be none', () => {
  const figures = figuresOf([record('a', { total: 20 })], APART, 'mechanism');
  const say = (figure: { count: number | string } | null) => (figure === null ? '—' : String(figure.count));
  expect(
    withFigures(`Vinieron ${figureMark('total')} personas; ${figureMark('by_sex.women')} mujeres.`, figures, say),
  ).toBe('Vinieron 20 personas; — mujeres.');
});

function record(name: string, entry: Readonly<Record<string, Json>>): LaidRecord {
  const cells = entryToCells('consultation', { title: name, ...AGREED, ...entry });
  if (!cells.ok) throw new Error(cells.error.type);
  return {
    id: name.padEnd(21, '0').concat('A') as RecordId,
    kind: 'consultation',
    language: 'es',
    cells: new Map(
      [...cells.value].map(([path, value]) => [
        path,
        { value, level: levelOfPath('consultation', path), conflict: false, write: 'w' as ChangesetId },
      ]),
    ),
    finished: true,
    deleted: false,
    review: 'approved',
  };
}
