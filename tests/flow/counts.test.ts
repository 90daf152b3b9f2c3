// Counts to be told outside: what the list means, without what is only drafted or may not be told, and of a workshop
// marked as such.

import { expect, test } from 'vitest';
import { finished, laptop, valueOf } from './laptops.ts';

const CONSULTATION = {
  title: 'Consulta en un albergue',
  date_start: '2026-02-10',
  countries: ['HN'],
  objectives: [8],
  consent_obtained: 'verbal_all',
  consent_uses: ['internal_mechanism'],
  total: 40,
};

test('the records of a filter are counted, drafts and what may not be told only as left out', async () => {
  const device = await laptop();
  const { engine } = device;
  const one = await finished(device);
  const consultation = valueOf(await engine.beginRecord('consultation', 'es'));
  valueOf(await engine.editRecord(consultation, CONSULTATION));
  const all = await engine.countRecords({}, 'mechanism');
  expect([all.records, all.leftOut, all.isPractice]).toEqual([1, 1, false]);
  valueOf(await engine.leaveRecord(consultation));
  expect((await engine.countRecords({}, 'mechanism')).leftOut).toBe(1); // signed, not finished
  valueOf(await engine.finishRecord(consultation));
  const now = await engine.countRecords({}, 'mechanism');
  expect([now.records, now.leftOut, now.people]).toEqual([2, 0, { count: 40, least: 5 }]);
  expect((await engine.countRecords({ kinds: ['practice'] }, 'mechanism')).byKind).toEqual([
    { kind: 'practice', count: 1 },
  ]);
  expect((await engine.countRecords({ record: one }, 'mechanism')).records).toBe(1);
  expect((await engine.countRecords({}, 'public')).records).toBe(0);
  expect(JSON.stringify(now)).not.toContain(CONSULTATION.title);
  expect(JSON.stringify(now)).not.toContain('Orientación a familias');
});

test('of a workshop they say so', async () => {
  const device = await laptop({ isWorkshop: true });
  await finished(device);
  expect((await device.engine.countRecords({}, 'mechanism')).isPractice).toBe(true);
});
