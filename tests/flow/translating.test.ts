// Translating on real laptops: who reads writes it in another language, it travels as everything that is signed, says
// whose it is and whether it is of the words that stand there now; it is never where its answer may not be.

import { expect, test } from 'vitest';
import type { RecordId } from '#shared/base/ids.ts';
import type { TranslationView } from '#renderer/engine/record-views.ts';
import {
  bytesOf,
  deviceReader,
  errorOf,
  type Laptop,
  mechanism,
  packed,
  PRACTICE,
  readerOf,
  recorded,
  take,
  valueOf,
} from './laptops.ts';
import { tracesOf } from './traces.ts';

const MARK = 'SEMILLAROJA';

async function translate(
  { engine }: Laptop,
  id: RecordId,
  texts: Readonly<Record<string, string>>,
  language: 'en' | 'fr' = 'en',
): Promise<void> {
  valueOf(await engine.translateRecord(id, language, texts));
  valueOf(await engine.leaveRecord(id));
}

const translationsOf = async ({ engine }: Laptop, id: RecordId): Promise<readonly TranslationView[]> =>
  (await engine.record(id))?.translations ?? [];

/** Ana's record, which the secretariat has too. */
async function handedOver(cells = PRACTICE, raise: Parameters<Laptop['engine']['editRecord']>[2] = {}) {
  const made = await mechanism();
  const { secretariat, profile } = made;
  const ana = await made.enrolled('Ana');
  const id = await recorded(ana, cells);
  if (Object.keys(raise).length > 0)
    valueOf(
      await ana.engine.editRecord(
        id,
        Object.fromEntries(Object.keys(raise).map((path) => [path, cells[path] ?? null])),
        raise,
      ),
    );
  valueOf(await ana.engine.finishRecord(id));
  const up = async (): Promise<void> => take(secretariat, (await packed(ana, readerOf(profile))).bytes);
  const down = async (to = ana, name = 'Ana'): Promise<void> =>
    take(to, (await packed(secretariat, await deviceReader(secretariat, name))).bytes);
  await up();
  return { ...made, ana, id, up, down };
}

test('a translation reaches the author signed, beside the answer, is found, and goes out of date when the words change', async () => {
  const { secretariat, ana, id, up, down } = await handedOver();
  const before = (await secretariat.engine.record(id))?.cells;
  await translate(secretariat, id, { summary: 'Newly arrived families are oriented.', title: 'Orientation' });
  expect((await secretariat.engine.record(id))?.cells).toEqual(before);
  await down();
  expect((await ana.engine.record(id))?.cells).toEqual(before);
  expect(await translationsOf(ana, id)).toMatchObject([
    { of: 'summary', language: 'en', text: 'Newly arrived families are oriented.', isCurrent: true, isConflict: false },
    { of: 'title', language: 'en', text: 'Orientation', isCurrent: true, translator: { name: 'Oficina' } },
  ]);
  for (const { engine } of [ana, secretariat])
    expect((await engine.list({ text: 'newly oriented' })).rows.map((row) => row.id)).toEqual([id]);

  valueOf(await ana.engine.editRecord(id, { summary: 'Otra cosa.' }));
  expect((await translationsOf(ana, id)).map(({ isCurrent }) => isCurrent)).toEqual([false, true]);
  valueOf(await ana.engine.finishRecord(id));
  await up();
  expect((await translationsOf(secretariat, id)).map(({ isCurrent }) => isCurrent)).toEqual([false, true]);
  valueOf(await ana.engine.editRecord(id, { summary: PRACTICE['summary'] ?? null }));
  expect((await translationsOf(ana, id)).map(({ isCurrent }) => isCurrent)).toEqual([true, true]);
});

test('what is being translated is kept as it is typed, and is nobody’s until it is signed', async () => {
  const { secretariat, id } = await handedOver();
  valueOf(await secretariat.engine.translateRecord(id, 'en', { title: 'Orient' }));
  valueOf(await secretariat.engine.translateRecord(id, 'en', { title: 'Orientation' }));
  await secretariat.engine.close();
  const later = await secretariat.again();
  expect(await translationsOf(later, id)).toMatchObject([{ text: 'Orientation', translator: { isThisDevice: true } }]);
  valueOf(await later.engine.leaveRecord(id));
  expect((await later.engine.history(id)).at(-1)?.changes.map(({ path }) => path)).toEqual(['$translation.en.title']);
  valueOf(await later.engine.translateRecord(id, 'en', { title: '  ' }));
  valueOf(await later.engine.leaveRecord(id));
  expect(await translationsOf(later, id)).toEqual([]);
});

test('what is not there, or is no text, is not translated', async () => {
  const { secretariat, id } = await handedOver();
  for (const path of ['description', 'start_date', 'countries.MX', '$translation.en.title', 'nothing'])
    expect(errorOf(await secretariat.engine.translateRecord(id, 'fr', { [path]: 'x' })), path).toEqual({
      type: 'noOriginal',
    });
  expect(await translationsOf(secretariat, id)).toEqual([]);
});

test('a translation goes only where its answer goes, also where the author raised it', async () => {
  const { secretariat, enrolled, id } = await handedOver(
    { ...PRACTICE, description: 'Detalle reservado.' },
    { description: 'restricted' },
  );
  const luis = await enrolled('Luis');
  await translate(secretariat, id, { description: `Detail ${MARK}`, summary: 'Orientation of families' });
  const reader = await deviceReader(secretariat, 'Luis');
  const preview = valueOf(await secretariat.engine.previewBundle({ reader }));
  expect(preview.seen.flatMap(({ goes }) => goes.map(({ path }) => path))).toContain('$translation.en.summary');
  expect(preview.seen.flatMap(({ stays }) => stays.map(({ path }) => path))).toContain('$translation.en.description');
  const { bundle } = valueOf(await secretariat.engine.makeBundle({ reader }));
  await take(luis, bytesOf(secretariat, bundle));
  expect(await tracesOf(luis, MARK)).toEqual([]);
  expect((await translationsOf(luis, id)).map(({ of }) => of)).toEqual(['summary']);
  expect(await luis.engine.list({ text: MARK })).toMatchObject({ total: 0 });
});

test('consent that is taken back to an answer erases its translations wherever they are, and none comes again', async () => {
  const { secretariat, ana, id, up, down, enrolled } = await handedOver();
  const luis = await enrolled('Luis');
  await translate(secretariat, id, { summary: `Families ${MARK}` });
  await translate(secretariat, id, { summary: `Familles ${MARK}`, title: 'Orientation' }, 'fr');
  await down();
  await down(luis, 'Luis');
  expect(await tracesOf(luis, MARK)).not.toEqual([]);
  const late = (await packed(secretariat, await deviceReader(secretariat, 'Luis'))).bytes;

  valueOf(await ana.engine.withdrawRecord(id, ['summary']));
  expect((await ana.engine.record(id))?.withdrawal?.heeded).toMatchObject([{ cells: ['summary'] }]);
  await up();
  await down(luis, 'Luis');
  for (const device of [ana, secretariat, luis]) {
    expect(await tracesOf(device, MARK)).toEqual([]);
    expect(await translationsOf(device, id)).toMatchObject([{ of: 'title', language: 'fr', text: 'Orientation' }]);
  }
  await take(luis, late);
  expect(await tracesOf(luis, MARK)).toEqual([]);
  expect(errorOf(await luis.engine.translateRecord(id, 'en', { summary: 'x' }))).toEqual({ type: 'noOriginal' });
});

test('two who translate one answer have a conflict, which a person decides; the answer has none', async () => {
  const { secretariat, ana, id, up, down } = await handedOver();
  await translate(secretariat, id, { title: 'Orientation' });
  await translate(ana, id, { title: 'Guidance' });
  await up();
  expect((await translationsOf(secretariat, id)).map(({ isConflict }) => isConflict)).toEqual([true]);
  const cell = '$translation.en.title';
  const conflict = await secretariat.engine.conflict(id, cell);
  expect(conflict?.sides).toHaveLength(2);
  const chosen = conflict?.sides.find(({ author }) => author.name === 'Ana');
  valueOf(
    await secretariat.engine.decideConflicts([
      { record: id, cell, value: chosen?.value ?? null, seen: conflict?.live ?? [] },
    ]),
  );
  await down();
  for (const device of [ana, secretariat])
    expect(await translationsOf(device, id)).toMatchObject([{ text: 'Guidance', isConflict: false, isCurrent: true }]);
});

test('a record that was approved stays approved when somebody translates it', async () => {
  const { secretariat, id } = await handedOver();
  valueOf(await secretariat.engine.approveRecords([id]));
  await translate(secretariat, id, { title: 'Orientation' });
  expect((await secretariat.engine.review(id))?.state).toBe('approved');
});

test('whoever only translated has not written the record: it is not returned to them, and stays its author’s own', async () => {
  const { secretariat, ana, id, down, enrolled } = await handedOver();
  const luis = await enrolled('Luis');
  await down(luis, 'Luis');
  await translate(luis, id, { title: 'Orientation' });
  await translate(secretariat, id, { summary: 'Families' });
  valueOf(await secretariat.engine.returnRecord(id, [{ field: 'title', words: '¿Es este?' }]));
  await down(luis, 'Luis');
  await down();
  expect((await luis.engine.today()).returned).toEqual([]);
  expect((await luis.engine.review(id))?.isAsked).toBe(false);
  expect((await ana.engine.today()).returned).toMatchObject([{ row: { id, fromOthers: false } }]);
});

test('a notebook that does not know the record refuses', async () => {
  const { enrolled, id } = await handedOver();
  const luis = await enrolled('Luis');
  expect(errorOf(await luis.engine.translateRecord(id, 'en', { title: 'x' }))).toEqual({ type: 'noSuchRecord' });
});
