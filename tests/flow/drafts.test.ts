// Drafts: acknowledged when they are on disk, one changeset a sitting, nothing overwritten unseen.

import { expect, test } from 'vitest';
import type { Json } from '#shared/base/json.ts';
import {
  deviceReader,
  enrol,
  errorOf,
  finished,
  laptop,
  mechanism,
  packed,
  PRACTICE,
  readerOf,
  recorded,
  valueOf,
} from './laptops.ts';

test('an edit is answered when the journal has it, and many edits of a sitting are one changeset', async () => {
  const device = await laptop();
  const id = valueOf(await device.engine.beginRecord('practice', 'es'));
  for (const title of ['A', 'Ab', 'Abc']) valueOf(await device.engine.editRecord(id, { title }));
  valueOf(await device.engine.editRecord(id, { summary: 'Resumen' }));
  expect(device.fake.journal).toHaveLength(5);
  expect(await device.engine.history(id)).toEqual([]);
  valueOf(await device.engine.leaveRecord(id));
  const history = await device.engine.history(id);
  expect(history).toHaveLength(1);
  expect(history[0]?.changes.map(({ path, after }) => [path, after])).toEqual([
    ['$language', 'es'],
    ['summary', 'Resumen'],
    ['title', 'Abc'],
  ]);
});

test('drafts survive the end of the process without ever having been left', async () => {
  const device = await laptop();
  const id = valueOf(await device.engine.beginRecord('consultation', 'pt'));
  valueOf(await device.engine.editRecord(id, { title: 'Roda de conversa' }));
  const again = await device.again();
  expect((await again.engine.record(id))?.row).toMatchObject({
    title: 'Roda de conversa',
    state: 'draft',
    language: 'pt',
  });
  expect((await again.engine.today()).drafts.map(({ id: draft }) => draft)).toEqual([id]);
});

test('equal values are no change: a form saved as it was leaves no changeset', async () => {
  const device = await laptop();
  const id = await recorded(device);
  const cells = Object.fromEntries(
    (await device.engine.record(id))?.cells.map(({ path, value }) => [path, value]) ?? [],
  );
  valueOf(await device.engine.editRecord(id, cells));
  expect((await device.engine.record(id))?.hasDraft).toBe(false);
  valueOf(await device.engine.editRecord(id, { title: 'Otro título' }));
  valueOf(await device.engine.editRecord(id, { title: PRACTICE['title'] ?? null }));
  valueOf(await device.engine.leaveRecord(id));
  expect(await device.engine.history(id)).toHaveLength(1);
});

test('what arrives while a cell is being written is not overwritten unseen but becomes a conflict', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const id = await finished(ana);
  valueOf(await secretariat.engine.takeIn('x', (await packed(ana, readerOf(profile))).bytes));
  valueOf(await secretariat.engine.editRecord(id, { title: 'Cambio de la secretaría' }));
  valueOf(await secretariat.engine.leaveRecord(id));
  valueOf(await ana.engine.editRecord(id, { title: 'Escribiendo' }));
  const back = await packed(secretariat, await deviceReader(secretariat, 'Ana'));
  valueOf(await ana.engine.takeIn('x', back.bytes));
  valueOf(await ana.engine.editRecord(id, { title: 'Escribiendo más' }));
  valueOf(await ana.engine.leaveRecord(id));
  const conflict = await ana.engine.conflict(id, 'title');
  expect(conflict?.sides.map(({ value }) => value).sort()).toEqual(['Cambio de la secretaría', 'Escribiendo más']);
});

test('a value raised in level stays raised when somebody edits it, and never falls below its field', async () => {
  const device = await laptop();
  const id = await recorded(device);
  const levelOf = async (path: string) =>
    (await device.engine.record(id))?.cells.find((cell) => cell.path === path)?.level;
  valueOf(await device.engine.editRecord(id, { title: 'Con nombres' }, { title: 'restricted' }));
  expect(await levelOf('title')).toBe('restricted');
  valueOf(await device.engine.leaveRecord(id));
  valueOf(await device.engine.editRecord(id, { title: 'Otra vez' }));
  valueOf(await device.engine.leaveRecord(id));
  expect(await levelOf('title')).toBe('restricted');
  valueOf(await device.engine.editRecord(id, { submitter: 'Alguien' }, { submitter: 'open' }));
  valueOf(await device.engine.leaveRecord(id));
  expect(await levelOf('submitter')).toBe('mechanism');
});

test('a record is finished only when what it cannot do without is there, and says what is missing', async () => {
  const device = await laptop();
  const id = await recorded(device, { title: 'Sin más' });
  const problem = errorOf(await device.engine.finishRecord(id));
  expect(problem.type).toBe('notFinished');
  expect('problems' in problem && problem.problems.map(({ type }) => type)).toContain('missing');
  valueOf(await device.engine.editRecord(id, PRACTICE));
  valueOf(await device.engine.finishRecord(id));
  expect((await device.engine.record(id))?.row).toMatchObject({ finished: true, state: 'saved' });
  valueOf(await device.engine.reopenRecord(id));
  expect((await device.engine.record(id))?.row).toMatchObject({ finished: false, state: 'draft' });
});

test('deleting is a change with a reason that can be taken back', async () => {
  const device = await laptop();
  const id = await finished(device);
  valueOf(await device.engine.deleteRecord(id, 'Se repite'));
  expect(await device.engine.list({})).toMatchObject({ total: 0 });
  expect((await device.engine.list({ deleted: true })).rows.map((row) => row.id)).toEqual([id]);
  expect((await device.engine.history(id)).at(-1)?.changes).toMatchObject([
    { path: '$deleted', after: { reason: 'Se repite' } },
  ]);
  valueOf(await device.engine.restoreRecord(id));
  expect((await device.engine.list({})).rows).toMatchObject([{ id, finished: true, title: PRACTICE['title'] }]);
});

test('a new record can begin with who and where of another, and with nothing that was said or counted', async () => {
  const device = await laptop();
  const before = valueOf(await device.engine.beginRecord('consultation', 'es'));
  valueOf(
    await device.engine.editRecord(before, {
      title: 'Consulta en la frontera',
      date_start: '2026-02-01',
      lead_organization: 'Casa del Camino',
      'country.MX': { listed: 0 },
      total: 30,
      'progress.7': 'Se avanzó.',
      'objectives.7': { listed: 0 },
      site: 'Albergue',
      consent_obtained: 'verbal_all',
    }),
  );
  const id = valueOf(await device.engine.beginRecord('consultation', 'es', before));
  const paths = (await device.engine.record(id))?.cells.map(({ path }) => path) ?? [];
  expect(paths).toEqual(['country.MX', 'lead_organization', 'objectives.7', 'site']);
});

test('a new record begins with what is usual here, as the last of its kind on this device has it, and coarse', async () => {
  const device = await laptop();
  const begun = async (cells: Readonly<Record<string, Json>>): Promise<void> => {
    const id = valueOf(await device.engine.beginRecord('consultation', 'es', 'last'));
    valueOf(await device.engine.editRecord(id, cells));
    valueOf(await device.engine.leaveRecord(id));
  };
  await begun({ 'country.MX': { listed: 0 }, admin_area: 'Chiapas' });
  await begun({ 'country.MX': null, 'country.GT': { listed: 0 }, admin_area: 'Petén', site: 'Casa', total: 9 });
  const id = valueOf(await device.engine.beginRecord('consultation', 'es', 'last'));
  const cells = (await device.engine.record(id))?.cells.map(({ path, value }) => [path, value]);
  expect(cells).toEqual([
    ['admin_area', 'Petén'],
    ['country.GT', { listed: 0 }],
  ]);
  const practice = valueOf(await device.engine.beginRecord('practice', 'es', 'last'));
  expect((await device.engine.record(practice))?.cells).toEqual([]);
});

test('what canonical JSON cannot carry is refused with its reason, and nothing is written', async () => {
  const device = await laptop();
  const id = await recorded(device);
  const entries = device.fake.journal.length;
  expect(await device.engine.editRecord(id, { title: 'a\uD800' })).toEqual({
    ok: false,
    error: { type: 'refused', reason: { type: 'loneSurrogate', path: 'title' } },
  });
  expect(device.fake.journal).toHaveLength(entries);
});

test('an answer that no bundle could carry is refused where it is written, and what was there stays', async () => {
  const device = await laptop();
  const id = await recorded(device);
  const entries = device.fake.journal.length;
  expect(errorOf(await device.engine.editRecord(id, { summary: 'ñ'.repeat(7_100_000) }))).toEqual({
    type: 'refused',
    reason: { type: 'answerTooLong' },
  });
  expect(device.fake.journal).toHaveLength(entries);
});

test('a sitting of more than one changeset holds is several, and all of them arrive', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const many = Object.fromEntries(
    Array.from({ length: 2_500 }, (_, at): [string, number] => [`of_a_newer_app.${at}`, at]),
  );
  const id = await finished(ana, { ...PRACTICE, ...many });
  expect((await ana.engine.history(id)).length).toBeGreaterThan(2);
  expect((await ana.engine.record(id))?.hasDraft).toBe(false);
  const { bytes } = await packed(ana, readerOf(profile));
  expect(valueOf(await secretariat.engine.takeIn('a.quipu', bytes))).toMatchObject({
    newRecords: 1,
    refused: [],
    held: [],
  });
  const cells = Object.fromEntries(
    (await secretariat.engine.record(id))?.cells.map(({ path, value }) => [path, value]) ?? [],
  );
  expect(cells).toMatchObject({ ...PRACTICE, ...many });
});

test('a clock of 2000 or of 2090, or one that jumped back, is doubted and never a reason', async () => {
  const time = { now: Date.parse('2000-01-01T00:05:00Z') };
  const device = await laptop({}, () => time.now);
  const claims: (string | null)[] = [];
  for (const now of ['2000-01-01T00:05:00Z', '2026-05-01T10:00:00Z', '2090-01-01T00:00:00Z', '2026-04-01T10:00:00Z']) {
    time.now = Date.parse(now);
    const id = await recorded(device, { title: now });
    claims.push((await device.engine.history(id))[0]?.claimed.doubt ?? null);
  }
  expect(claims).toEqual(['beforeBuild', null, 'farFuture', 'jumped']);
  const titles = (await device.engine.list({ sort: 'changed' })).rows.map(({ title }) => title.slice(0, 4));
  expect(titles).toEqual(['2000', '2026', '2090', '2026']); // in the order of writing, not of the clock
});

test('while the vault is locked nothing is signed, and the draft stays', async () => {
  const device = await laptop();
  const id = await recorded(device);
  valueOf(await device.engine.editRecord(id, { title: 'A medias' }));
  device.fake.isLocked = true;
  expect(errorOf(await device.engine.leaveRecord(id))).toEqual({ type: 'vaultLocked' });
  device.fake.isLocked = false;
  expect((await device.engine.record(id))?.hasDraft).toBe(true);
  await device.engine.close();
  expect(errorOf(await device.engine.leaveRecord(id))).toEqual({ type: 'engineClosed' });
});

test('who is revoked keeps writing here, while others hold what it writes', async () => {
  const { secretariat, profile } = await mechanism();
  const ana = await laptop();
  await enrol(secretariat, ana, profile, 'Ana', 'Casa');
  valueOf(await secretariat.engine.revokeDevice(ana.fake.unlock().device.kid, 'perdida'));
  const id = await finished(ana);
  expect((await secretariat.engine.handOver()).readers).toEqual([]); // a revoked device is no reader
  const { bytes } = await packed(ana, readerOf(profile));
  const report = valueOf(await secretariat.engine.takeIn('x', bytes));
  expect(report.held.map(({ reason }) => reason.type)).toEqual(['revoked', 'revoked']);
  expect((await ana.engine.record(id))?.row.title).toBe(PRACTICE['title']);
});
