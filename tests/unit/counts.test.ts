// Records as counts alone, for what is copied into a message: no names, nothing finer than a country, small numbers of
// people hidden, and nothing of a record that these readers may not know of.

import { expect, test } from 'vitest';
import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { sameEvents } from '#shared/merge/same-event.ts';
import { entryToCells, levelOfPath } from '#shared/record/cells.ts';
import { countsOf } from '#shared/report/counts.ts';
import { boxOf, type Drawing } from '#shared/report/drawing.ts';
import type { ReportSource } from '#shared/report/report-source.ts';
import { summaryCard } from '#shared/report/summary-card.ts';

const APART = sameEvents(new Map());
const AGREED = { consent_obtained: 'verbal_all', consent_uses: ['internal_mechanism'], sensitivity: 'low' };

function source(
  id: string,
  entry: Readonly<Record<string, Json>>,
  facts: Partial<ReportSource> = {},
  kind = 'consultation',
): ReportSource {
  const all = { title: `Título ${id}`, ...(kind === 'consultation' ? AGREED : {}), ...entry };
  const cells = entryToCells(kind, all);
  if (!cells.ok) throw new Error(id);
  const title = typeof all.title === 'string' ? all.title : '';
  return {
    id: id as RecordId,
    event: id as RecordId,
    title,
    date: '2026-05-17',
    objectives: [8],
    countries: ['HN'],
    organisation: 'Casa',
    version: [],
    cited: {
      id: id as RecordId,
      kind,
      language: 'es',
      finished: true,
      deleted: false,
      review: 'new',
      cells: new Map(
        [...cells.value].map(([path, value]) => [
          path,
          { value, level: levelOfPath(kind, path), conflict: false, write: 'w' as ChangesetId },
        ]),
      ),
    },
    ...facts,
  };
}

test('records are counted by kind, country and objective, each event once, with their period', () => {
  const counts = countsOf(
    [
      source('a', {}, { date: '2025-03-02', objectives: [8, 15], countries: ['HN', 'GT'] }),
      source('b', {}, { event: 'a' as RecordId, date: '2025-03-02', organisation: 'Otra' }),
      source('c', {}, { date: '2026-05', objectives: [15], organisation: 'Otra' }, 'practice'),
    ],
    APART,
    'mechanism',
  );
  expect(counts.records).toBe(2);
  expect(counts.byKind).toEqual([
    { kind: 'consultation', count: 1 },
    { kind: 'practice', count: 1 },
  ]);
  expect(counts.organisations).toBe(2);
  expect(counts.countries).toEqual([
    { code: 'HN', count: 2 },
    { code: 'GT', count: 1 },
  ]);
  expect([counts.objectives[7], counts.objectives[14], counts.objectives[0]]).toEqual([1, 2, 0]);
  expect([counts.from, counts.to, counts.leftOut]).toEqual(['2025-03', '2026-05', 0]);
});

test('people are counted where consent lets them be, and small groups are hidden', () => {
  const counts = countsOf(
    [source('a', { total: 40, by_sex: { women: 30, men: 8, non_binary: 2 } }), source('b', { total: 10 })],
    APART,
    'mechanism',
  );
  expect(counts.people).toEqual({ count: 50, least: 5 });
  const shown = new Map(counts.groups.map(({ key, count }) => [key, count]));
  expect(shown.get('non_binary')).toBe('small');
  expect(shown.get('women')).toBe(30);
  const few = countsOf([source('a', { total: 3 })], APART, 'mechanism');
  expect(few.people).toEqual({ count: 'small', least: 5 });
  const unagreed = countsOf([source('a', { total: 40, consent_uses: ['share_with_governments'] })], APART, 'mechanism');
  expect(unagreed.people).toBe(null);
});

test('what these readers may not know of is left out, and only how many is said', () => {
  const sources = [
    source('open', {}),
    source('severe', { sensitivity: 'severe' }),
    source('draft', {}),
    source('refused', { consent_obtained: 'not_obtained' }),
  ].map((each) => (each.id === 'draft' ? { ...each, cited: { ...each.cited, finished: false } } : each));
  const counts = countsOf(sources, APART, 'mechanism');
  expect([counts.records, counts.leftOut]).toEqual([1, 3]);
  expect(countsOf(sources, APART, 'public').records).toBe(0); // not reviewed
});

test('nothing of it is a name, a title or a place', () => {
  const words = {
    title: 'CANARY title',
    organisation: 'CANARY house',
    place_name: 'CANARY street',
    city: 'CANARY town',
  };
  const counts = countsOf([source('a', words, { organisation: 'CANARY house' })], APART, 'mechanism');
  expect(JSON.stringify(counts)).not.toContain('CANARY');
  expect(JSON.stringify(counts)).not.toContain('"a"');
});

test('a card says its words and hangs the quipu below them; a workshop’s says first that it is an exercise', () => {
  const words = {
    banner: null,
    title: '12 registros',
    lines: ['8 consultas y 4 prácticas de organizaciones de muchos países que escribieron este año'],
    foot: 'Solo números',
  };
  const textsOf = (drawing: Drawing): readonly string[] =>
    drawing.marks.flatMap((mark) => (mark.type === 'text' ? [mark.text] : []));
  const plain = summaryCard(words, [3]);
  expect(textsOf(plain)[0]).toBe('12 registros');
  expect(textsOf(plain).slice(1, 3).join(' ')).toBe(words.lines[0]);
  const marked = summaryCard({ ...words, banner: 'NADA DE ESTO ES REAL' }, [3]);
  expect(textsOf(marked)[0]).toBe('NADA DE ESTO ES REAL');
  for (const { marks, width, height } of [plain, marked]) {
    for (const mark of marks) {
      const at = mark.type === 'path' ? boxOf(mark.d) : { x: mark.x, y: mark.y, width: 0, height: 0 };
      expect(at.x >= 0 && at.y >= 0 && at.x + at.width <= width && at.y + at.height <= height).toBe(true);
    }
    const lowestWord = Math.max(...marks.flatMap((mark) => (mark.type === 'text' && mark.size > 20 ? [mark.y] : [])));
    const cords = marks.filter((mark) => mark.type === 'circle').map(({ y }) => y);
    expect(cords.length).toBe(3);
    expect(Math.min(...cords)).toBeGreaterThan(lowestWord);
  }
});
