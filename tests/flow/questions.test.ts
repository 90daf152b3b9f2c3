// Extra questions between real laptops: a coordinator brings them, recorders answer them beside the usual form, and who
// does not have the sheet keeps and carries the answers.

import { expect, test } from 'vitest';
import type { QuestionsPlan } from '#renderer/engine/questions-door.ts';
import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { questionKey } from '#shared/record/question-key.ts';
import { KOBO, koboForm, type Lines, xlsform } from '#tests/fixtures/xlsforms.ts';
import {
  deviceReader,
  errorOf,
  finished,
  type Laptop,
  laptop,
  mechanism,
  packed,
  PRACTICE,
  readerOf,
  take,
  valueOf,
} from './laptops.ts';

const ABOUT = { about: 'practice', mesa: 2 } as const;

const planned = async ({ engine }: Laptop, file: Uint8Array): Promise<QuestionsPlan> =>
  valueOf(await engine.planQuestions('salud.xlsx', file));

async function bring(device: Laptop, file = koboForm(), choice: { about: string; mesa: number | null } = ABOUT) {
  const { seen } = await planned(device, file);
  return valueOf(await device.engine.takeQuestions('salud.xlsx', file, { ...choice, seen, undone: 'se deshizo' }));
}

async function sheetOf({ engine }: Laptop) {
  const { sheets } = await engine.questions();
  const [sheet] = sheets;
  if (sheet === undefined || sheets.length > 1) throw new Error(`${sheets.length} sheets`);
  return sheet;
}

const keysOf = (sheet: RecordId) => ({
  seen: questionKey({ sheet, type: 'choice', name: 'atendidas' }),
  why: questionKey({ sheet, type: 'multichoice', name: 'barreras' }),
  many: questionKey({ sheet, type: 'integer', name: 'cuantas' }),
  told: questionKey({ sheet, type: 'longtext', name: 'relato' }),
});

function answersTo(sheet: RecordId): Readonly<Record<string, Json>> {
  const { seen, why, many, told } = keysOf(sheet);
  return {
    [seen]: 'no',
    [`${why}.papeles`]: { listed: 0 },
    [`${why}.costo`]: { listed: 1 },
    [many]: 12,
    [told]: 'Pedían documentos.',
  };
}

const cellsOf = async ({ engine }: Laptop, id: RecordId) =>
  new Map((await engine.record(id))?.cells.map(({ path, value, level }) => [path, { value, level }]));

/** From the second row on, those whose name is among these. */
const only = (lines: Lines | undefined, ...names: readonly string[]): Lines =>
  (lines ?? []).filter((line, at) => at === 0 || names.includes(String(line[1])));

test('first it is looked at, then it is asked; one deed takes it back, and brings nothing twice', async () => {
  const device = await laptop();
  const plan = await planned(device, koboForm());
  expect(plan).toMatchObject({ title: 'Acceso a la salud', over: null, gone: [] });
  expect(plan.questions.map(({ state }) => state)).toEqual(Array(6).fill('new'));
  expect(plan.left).toHaveLength(10);
  expect((await device.engine.questions()).sheets).toEqual([]);
  const { undo = [] } = await bring(device);
  expect(await sheetOf(device)).toMatchObject({ ...ABOUT, isAsked: true, isProposal: false });
  expect((await bring(device)).undo).toBeUndefined();
  valueOf(await device.engine.undo(undo));
  expect((await device.engine.questions()).sheets).toEqual([]);
  await bring(device);
  expect(await sheetOf(device)).toMatchObject({ isAsked: true });
});

test('what was looked at is what is asked', async () => {
  const device = await laptop();
  const { seen } = await planned(device, koboForm());
  const other = xlsform({ ...KOBO, survey: only(KOBO['survey'], 'relato') });
  const taken = await device.engine.takeQuestions('salud.xlsx', other, { ...ABOUT, seen, undone: 'x' });
  expect(errorOf(taken)).toEqual({ type: 'spreadsheetMoved' });
});

test('a form asks them in a section more, and nobody is kept from finishing', async () => {
  const device = await laptop();
  await bring(device);
  const { id } = await sheetOf(device);
  const record = await finished(device, { ...PRACTICE, [keysOf(id).why]: 'algo' });
  const view = await device.engine.record(record);
  expect(view?.sections.find(({ key }) => key === id)).toEqual({ key: id, state: 'begun' });
  expect(view?.problems.filter(({ path }) => path.startsWith('question:'))).toMatchObject([
    { type: 'notAnOption', severity: 'flag' },
  ]);
  expect(view?.row.finished).toBe(true);
});

test('answers travel as ordinary cells, at the level of free text; who has no sheet keeps and forwards them', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const coordinator = await enrolled('Coordina', 'Casa Centro', 'coordinator');
  const recorder = await enrolled('Registra', 'Casa Norte', 'recorder');
  await bring(coordinator);
  const { id } = await sheetOf(coordinator);
  await take(secretariat, (await packed(coordinator, readerOf(profile))).bytes);
  await take(recorder, (await packed(secretariat, await deviceReader(secretariat, 'Registra'))).bytes);
  expect(await sheetOf(recorder)).toMatchObject({ id, title: 'Acceso a la salud', isAsked: true });
  expect((await recorder.engine.questions()).mayAsk).toBe(false);

  const record = await finished(recorder, { ...PRACTICE, ...answersTo(id) });
  const bundle = await packed(recorder, readerOf(profile));
  await take(secretariat, bundle.bytes);
  const here = await cellsOf(recorder, record);
  expect(await cellsOf(secretariat, record)).toEqual(here);
  expect(here.get(keysOf(id).told)).toEqual({ value: 'Pedían documentos.', level: 'mechanism' });
  expect((await secretariat.engine.list({ text: 'documentos' })).total).toBe(1);

  // Its notebook is of another day: the answers came, the questions did not.
  valueOf(await secretariat.engine.deleteRecord(id, 'x'));
  expect((await secretariat.engine.questions()).sheets).toEqual([]);
  expect(await cellsOf(secretariat, record)).toEqual(here);
});

test('only those who may ask do: what a recorder writes is a proposal, and closes or takes away nothing', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const recorder = await enrolled('Registra', 'Casa Norte', 'recorder');
  expect(errorOf(await recorder.engine.planQuestions('salud.xlsx', koboForm()))).toEqual({ type: 'questionsNotYours' });
  await bring(secretariat);
  const sheet = await sheetOf(secretariat);
  const { engine } = secretariat;
  expect(errorOf(await recorder.engine.settleQuestions(sheet.id, false))).toMatchObject({
    reason: { type: 'questionsNotYours' },
  });
  const own = valueOf(await recorder.engine.beginRecord('questions', 'es'));
  valueOf(
    await recorder.engine.editRecord(own, {
      title: 'Propuesta',
      about: 'practice',
      sheet: sheet.sheet as object as Json,
    }),
  );
  valueOf(await recorder.engine.leaveRecord(own));
  valueOf(await recorder.engine.finishRecord(own));
  await take(secretariat, (await packed(recorder, readerOf(profile))).bytes);
  const sheets = (await engine.questions()).sheets;
  expect(sheets.find(({ id }) => id === own)).toMatchObject({ isProposal: true, isAsked: false });

  await take(recorder, (await packed(secretariat, await deviceReader(secretariat, 'Registra'))).bytes);
  valueOf(await recorder.engine.editRecord(sheet.id, { state: 'closed' }));
  valueOf(await recorder.engine.leaveRecord(sheet.id));
  valueOf(await recorder.engine.deleteRecord(sheet.id, 'no me gusta'));
  await take(secretariat, (await packed(recorder, readerOf(profile))).bytes);
  expect((await engine.questions()).sheets.find(({ id }) => id === sheet.id)).toMatchObject({ isAsked: true });
});

test('a sheet brought again keeps what was answered: what is gone is not asked, and its words stay', async () => {
  const device = await laptop();
  await bring(device);
  const { id } = await sheetOf(device);
  const record = await finished(device, { ...PRACTICE, ...answersTo(id) });
  const before = await cellsOf(device, record);
  const next = xlsform({
    ...KOBO,
    survey: [
      ...only(KOBO['survey'], 'atendidas', 'barreras'),
      ['text', 'nueva', 'Otra pregunta', null, null, null, null, null, null],
    ],
    choices: only(KOBO['choices'], 'si', 'no', 'papeles'),
  });
  const plan = await planned(device, next);
  expect(plan.over).toMatchObject({ id, title: 'Acceso a la salud' });
  expect(plan.gone.map(({ name }) => name)).toEqual(['cuantas', 'distancia', 'desde', 'relato']);
  expect(plan.questions.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'atendidas changed',
    'barreras changed',
    'nueva new',
  ]);
  await bring(device, next, { about: 'consultation', mesa: null });
  const sheet = await sheetOf(device);
  expect(sheet).toMatchObject({ ...ABOUT, id });
  expect(sheet.sheet.questions.find(({ name }) => name === 'relato')).toMatchObject({
    gone: true,
    label: { es: 'Cuente más' },
  });
  expect(sheet.sheet.questions.find(({ name }) => name === 'barreras')?.options).toMatchObject([
    { key: 'papeles' },
    { key: 'costo', gone: true },
    { key: 'idioma', gone: true },
  ]);
  expect(await cellsOf(device, record)).toEqual(before);
});

test('closed, they are not asked any more, and can be asked again', async () => {
  const device = await laptop();
  await bring(device);
  const { id } = await sheetOf(device);
  const record = await finished(device);
  const { undo = [] } = valueOf(await device.engine.settleQuestions(id, false));
  expect(await sheetOf(device)).toMatchObject({ isAsked: false });
  expect((await device.engine.record(record))?.sections.some(({ key }) => key === id)).toBe(false);
  valueOf(await device.engine.undo(undo));
  expect(await sheetOf(device)).toMatchObject({ isAsked: true });
});

test('two coordinators who bring one form apart write one record', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const one = await enrolled('Una', 'Casa Una', 'coordinator');
  const other = await enrolled('Otra', 'Casa Otra', 'coordinator');
  await bring(one);
  await bring(other);
  for (const device of [one, other]) await take(secretariat, (await packed(device, readerOf(profile))).bytes);
  expect(await sheetOf(secretariat)).toMatchObject({ isAsked: true });
  expect((await secretariat.engine.inbox()).conflicts).toBeDefined();
});

test('a table has a column for each question, with words for its answers and small numbers hidden', async () => {
  const device = await laptop();
  await bring(device);
  const { id } = await sheetOf(device);
  await finished(device, { ...PRACTICE, ...answersTo(id), [keysOf(id).many]: 3 });
  const saved = valueOf(await device.engine.exportTable({ kinds: ['practice'] }, 'csv', () => true));
  const text = savedText(device, saved?.name);
  expect(text).toContain('¿Las atendieron?');
  expect(text).toContain('Los papeles; El costo');
  expect(text).toContain('Pedían documentos.');
  expect(text).toContain('<5');
});

test('a blank form and the page of a record have them', async () => {
  const device = await laptop();
  await bring(device);
  const { id } = await sheetOf(device);
  const record = await finished(device, { ...PRACTICE, ...answersTo(id) });
  const form = valueOf(await device.engine.saveForm({ kind: 'practice', language: 'ht', paper: 'A4' }));
  expect(savedText(device, form?.name)).toContain('Kisa ki te anpeche sa?');
  const page = valueOf(await device.engine.saveRecordPage(record, 'own'));
  expect(savedText(device, page?.name)).toContain('Los papeles; El costo');
});

const savedText = ({ fake }: Laptop, name = ''): string => new TextDecoder().decode(fake.saved.get(name));
