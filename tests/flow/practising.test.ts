// What a workshop's notebook holds when one practises alone: bundles of companions, really signed, sealed and taken in,
// really refused; how far an exercise is, read from what is there. None of it can come into a real notebook.

import { expect, test } from 'vitest';
import { companionsOf, type Scene } from '#renderer/engine/companions.ts';
import { makeScene } from '#renderer/flow/make-scene.ts';
import type { Session } from '#renderer/engine/session.ts';
import type { ScenePart, SceneWords } from '#renderer/engine/practice-door.ts';
import { digestOfText, type RecordId } from '#shared/base/ids.ts';
import { canonicalText } from '#shared/base/json.ts';
import en from '#resources/locales/en/workshop.json' with { type: 'json' };
import es from '#resources/locales/es/workshop.json' with { type: 'json' };
import fr from '#resources/locales/fr/workshop.json' with { type: 'json' };
import ht from '#resources/locales/ht/workshop.json' with { type: 'json' };
import pt from '#resources/locales/pt/workshop.json' with { type: 'json' };
import { errorOf, finished, type Laptop, laptop, mechanism, readerOf, valueOf } from './laptops.ts';

const WORDS: SceneWords = {
  language: 'es',
  organisation: 'Red de práctica',
  records: [{ title: 'Consulta en la terminal', told: 'Se abrió una ventanilla.' }],
};
const TWO: SceneWords = {
  ...WORDS,
  records: [...WORDS.records, { title: 'Consulta en el puerto', told: 'Hay más información.' }],
};

const receive = async ({ engine }: Laptop, scene: Scene, part: ScenePart, words = WORDS) => {
  const { name, bytes } = valueOf(await engine.makeScene(scene, part, words));
  return valueOf(await engine.takeIn(name, bytes));
};

async function write({ engine }: Laptop, id: RecordId | null, cells: Record<string, string | number>): Promise<void> {
  if (id === null) throw new Error('not here');
  valueOf(await engine.editRecord(id, cells));
  valueOf(await engine.leaveRecord(id));
}

test('a conflict is made with what a companion wrote, and decided by a person', async () => {
  const device = await laptop({ isWorkshop: true });
  const { engine } = device;
  const now = async () => (await engine.practised()).conflict;
  expect(await now()).toEqual({ record: null, isWritten: false, isMet: false, isDecided: false });
  expect(await receive(device, 'conflict', 'first')).toMatchObject({
    problem: null,
    newRecords: 1,
    held: [],
    from: { name: 'Wayra', known: true },
  });
  const { record } = await now();
  await write(device, record, { total: 43 });
  expect(await now()).toMatchObject({ isWritten: true, isMet: false, isDecided: false });
  expect(await receive(device, 'conflict', 'second')).toMatchObject({ problem: null, conflicts: 1 });
  expect(await now()).toMatchObject({ isWritten: true, isMet: true, isDecided: false });
  if (record === null) throw new Error('not here');
  const conflict = await engine.conflict(record, 'total');
  expect(conflict).toMatchObject({ base: 40, decision: null });
  expect(conflict?.sides.map(({ value }) => value).sort()).toEqual([38, 43]);
  valueOf(await engine.decideConflicts([{ record, cell: 'total', value: 43, seen: conflict?.live ?? [] }]));
  expect(await now()).toEqual({ record, isWritten: true, isMet: true, isDecided: true });
});

test('the same scene a second time brings nothing, and what was decided stays', async () => {
  const device = await laptop({ isWorkshop: true });
  await receive(device, 'conflict', 'first');
  await receive(device, 'conflict', 'first');
  const again = await receive(device, 'conflict', 'second');
  expect(again).toMatchObject({ problem: null, changedRecords: 1, conflicts: 0, held: [], refused: [] });
  expect((await device.engine.inbox()).counts.forked).toBe(0);
});

test('a record dated by a wrong clock is corrected, and the correction counts though its own time is earlier', async () => {
  const device = await laptop({ isWorkshop: true });
  await receive(device, 'clock', 'first');
  const { record, isCorrected } = (await device.engine.practised()).clock;
  expect(isCorrected).toBe(false);
  if (record === null) throw new Error('not here');
  expect(await device.engine.history(record)).toMatchObject([{ claimed: { doubt: 'farFuture' } }]);
  await write(device, record, { date_start: '2026-05-08' });
  expect((await device.engine.practised()).clock.isCorrected).toBe(true);
  const cells = (await device.engine.record(record))?.cells;
  expect(cells?.find(({ path }) => path === 'date_start')).toMatchObject({ value: '2026-05-08', conflict: false });
});

test('a bundle in somebody’s name that another signed is refused with the reason, and the true one comes in', async () => {
  const device = await laptop({ isWorkshop: true });
  const forged = await receive(device, 'forged', 'first');
  expect(forged.problem).toEqual({ type: 'badSignature' });
  expect((await device.engine.list({})).total).toBe(0);
  expect((await device.engine.practised()).forged).toEqual({ isRefused: true, record: null });
  expect(await receive(device, 'forged', 'second')).toMatchObject({ problem: null, newRecords: 1 });
  const { record } = (await device.engine.practised()).forged;
  if (record === null) throw new Error('not here');
  const { cells } = (await device.engine.record(record)) ?? { cells: [] };
  expect(cells.find(({ path }) => path === 'total')?.value).toBe(40);
});

test('a sentence of a relatoría that rests on two records is seen, and one that rests on none is not', async () => {
  const device = await laptop({ isWorkshop: true });
  const { engine } = device;
  const now = async () => (await engine.practised()).relatoria;
  expect(await now()).toEqual({ hasRecords: false, isBegun: false, sources: 0 });
  await receive(device, 'relatoria', 'first', TWO);
  const id = valueOf(await engine.beginRecord('relatoria', 'es'));
  valueOf(await engine.editRecord(id, { title: 'Relatoría', audience: 'mechanism', 'objectives.7': { listed: 0 } }));
  expect(await now()).toEqual({ hasRecords: true, isBegun: true, sources: 0 });
  const view = await engine.relatoria(id, { objective: 7, heading: 'progress', count: 10 });
  expect(view?.candidates).toHaveLength(2);
  const place = { objective: 7, heading: 'progress', after: null } as const;
  const loose = { type: 'insert', place, form: 'sentence', words: 'Sin fuente.', sources: [] } as const;
  valueOf(await engine.writeRelatoria(id, loose));
  expect((await now()).sources).toBe(0);
  const sources = view?.candidates.flatMap((each) => each.sources.map(({ ref }) => ref)) ?? [];
  valueOf(await engine.writeRelatoria(id, { ...loose, words: 'Hay atención e información.', sources }));
  expect((await now()).sources).toBe(2);
});

test('what was saved twice for a reader who has not confirmed counts as the second stick', async () => {
  const { profile, enrolled } = await mechanism({ isWorkshop: true });
  const device = await enrolled('Colibrí');
  const { engine } = device;
  const now = async () => (await engine.practised()).stick;
  expect(await now()).toEqual({ hasReader: true, saves: 0 });
  await finished(device);
  const { bundle } = valueOf(await engine.makeBundle({ reader: readerOf(profile) }));
  valueOf(await engine.saveBundle(bundle));
  expect((await now()).saves).toBe(1);
  valueOf(await engine.saveBundle(bundle));
  expect((await now()).saves).toBe(2);
});

test('it goes on after the store was lost: companions’ bundles are read again from where they are kept', async () => {
  const device = await laptop({ isWorkshop: true });
  await receive(device, 'conflict', 'first');
  await write(device, (await device.engine.practised()).conflict.record, { total: 43 });
  await receive(device, 'conflict', 'second');
  device.fake.highWater = { changesets: 50, records: 50 };
  const again = await device.again();
  expect((await again.engine.practised()).conflict).toMatchObject({ isWritten: true, isMet: true, isDecided: false });
});

test('in a room, what a companion wrote goes along and is understood there', async () => {
  const { secretariat, profile, enrolled } = await mechanism({ isWorkshop: true });
  const device = await enrolled('Colibrí');
  await receive(device, 'clock', 'first');
  await write(device, (await device.engine.practised()).clock.record, { date_start: '2026-05-08' });
  const { bundle } = valueOf(await device.engine.makeBundle({ reader: readerOf(profile) }));
  const bytes = device.fake.bundles.get(bundle)?.bytes ?? new Uint8Array();
  expect(valueOf(await secretariat.engine.takeIn('x', bytes))).toMatchObject({
    problem: null,
    newRecords: 1,
    held: [],
  });
  expect((await secretariat.engine.inbox()).counts.silence).toBe(0);
});

test('a real notebook makes no scene, opens none, and believes no companion', async () => {
  const real = await laptop();
  expect(errorOf(await real.engine.makeScene('conflict', 'first', WORDS))).toEqual({
    type: 'refused',
    reason: { type: 'onlyInWorkshop' },
  });
  const { device } = real.fake.unlock();
  const asWorkshop = { device: { ...device, key: `practice.${device.key}` } } as Session;
  const { bytes } = valueOf(await makeScene(asWorkshop, 'conflict', 'first', WORDS)); // sealed for the real one's own key
  expect(valueOf(await real.engine.takeIn('Wayra.quipu', bytes)).problem).toEqual({ type: 'practiceBundle' });
  expect((await real.engine.list({})).total).toBe(0);
  expect(await companionsOf(device.key)).toEqual(new Map());
});

// Another text in the same place of a chain is a fork: where this changes, raise EDITION of companions.ts.
test('what a companion says in one edition never changes', async () => {
  const device = await laptop({ isWorkshop: true });
  await receive(device, 'conflict', 'first');
  const { record } = (await device.engine.practised()).conflict;
  if (record === null) throw new Error('not here');
  expect((await device.engine.history(record)).map(({ changeset }) => changeset)).toEqual([
    'TP2VhtXuM3atgAVkWGuiMxnaPCYs5KEQ8vfybMq2k_8',
  ]);
  const scenes = { es, en, pt, fr, ht };
  expect(digestOfText(canonicalText(Object.entries(scenes).map(([language, { scene }]) => [language, scene])))).toBe(
    '4PNwnU1WrRDhB0RRCvLaih_X1WboYQdFthSPJOhGJzg',
  );
});
