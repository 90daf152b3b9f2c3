// The Mechanism's own records on real laptops: rules count where the secretariat wrote them, an agreement is settled and
// taken back, a calendar holds nothing that is not for every reader of the Mechanism.

import { expect, test } from 'vitest';
import { bytesToText } from '#shared/base/bytes.ts';
import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { Level } from '#shared/record/definition.ts';
import { type Laptop, laptop, mechanism, packed, readerOf, valueOf } from './laptops.ts';

const WORDS = { fileName: 'Reuniones', name: 'Mecanismo', next: 'Próxima', due: 'Vence' };

async function written(
  { engine }: Laptop,
  kind: string,
  cells: Readonly<Record<string, Json>>,
  raise: Readonly<Record<string, Level>> = {},
): Promise<RecordId> {
  const id = valueOf(await engine.beginRecord(kind, 'es'));
  valueOf(await engine.editRecord(id, cells, raise));
  valueOf(await engine.finishRecord(id));
  return id;
}

const MEETING = {
  title: 'Mesa de Vinculación, marzo',
  meeting_type: 'liaison',
  date_start: '2026-02-10',
  status: 'held',
  place: 'Casa de la calle 5',
  next_date: '2026-05-12',
  'agreements.e0001.what': 'Reunir los insumos',
  'agreements.e0001.due': '2026-02-20',
};

test('rules of anybody are shown as a proposal; those of the secretariat are in force', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  await written(ana, 'rules', { title: 'Propuesta', from: '2026-01-01', quorum: 3 });
  valueOf(await secretariat.engine.takeIn('x', (await packed(ana, readerOf(profile))).bytes));
  const proposed = await secretariat.engine.mechanism();
  expect([proposed.rules.record, proposed.proposals.length]).toEqual([null, 1]);
  const record = await written(secretariat, 'rules', { title: 'Acordadas', from: '2026-02-01', quorum: 6 });
  const settled = await secretariat.engine.mechanism();
  expect(settled.rules).toMatchObject({ record, quorum: 6, termMonths: null });
  expect(settled.findings.seats).toContainEqual({ type: 'belowQuorum', seated: 0, quorum: 6, records: [] });
});

test('an agreement is done with one press, which can be taken back', async () => {
  const device = await laptop();
  const meeting = await written(device, 'meeting', MEETING);
  const state = async () =>
    (await device.engine.mechanism()).agreements.map(({ state: now, doneOn }) => [now, doneOn?.text]);
  expect(await state()).toEqual([['overdue', undefined]]);
  const done = valueOf(await device.engine.settleAgreement(meeting, 'e0001', true));
  expect(await state()).toEqual([['done', '2026-03-01']]);
  valueOf(await device.engine.undo(done.undo ?? []));
  expect(await state()).toEqual([['overdue', undefined]]);
  const none = valueOf(await device.engine.settleAgreement(meeting, 'e0009', true));
  expect(none.undo).toBeUndefined();
});

test('a calendar has what every reader may know, and the same bytes again', async () => {
  const device = await laptop();
  await written(device, 'meeting', MEETING, { place: 'restricted' });
  await written(device, 'meeting', { title: 'Sin día', meeting_type: 'other', date_start: '2026-04' });
  const saved = async () => {
    valueOf(await device.engine.saveCalendar(WORDS));
    return bytesToText(device.fake.saved.get('Reuniones.ics') ?? new Uint8Array()) ?? '';
  };
  const text = await saved();
  expect(text.match(/^SUMMARY:.*$/gm)?.map((line) => line.trim())).toEqual([
    'SUMMARY:Mesa de Vinculación\\, marzo',
    'SUMMARY:Vence: Reunir los insumos',
    'SUMMARY:Próxima: Mesa de Vinculación\\, marzo',
  ]);
  expect(text).not.toContain('calle 5');
  expect(await saved()).toBe(text);
});

const PACKAGE = {
  language: 'es',
  governments: 'Gobiernos',
  topics: 'Temas',
  questions: 'Preguntas',
  inputs: 'Insumos',
  nothing: 'Nada todavía.',
  withheld: 'Faltan: {{count}}',
  reminder: 'Sigue abierto',
  sources: 'Fuentes',
  cover: 'Quipu',
} as const;

test('the documents for Governments are a DOCX or a PDF of that dialogue; of one that is not here there are none', async () => {
  const device = await laptop();
  const dialogue = await written(device, 'meeting', {
    title: 'Conversatorio 2026',
    meeting_type: 'annual_dialogue',
    date_start: '2026-08',
    'objectives.8': { listed: 0 },
  });
  expect(valueOf(await device.engine.savePackage(dialogue, 'docx', PACKAGE))?.name).toBe('Conversatorio 2026.docx');
  expect([...(device.fake.saved.get('Conversatorio 2026.docx') ?? [])].slice(0, 2)).toEqual([0x50, 0x4b]);
  expect(valueOf(await device.engine.savePackage(dialogue, 'pdf', PACKAGE))?.name).toBe('Conversatorio 2026.pdf');
  expect(device.fake.beside.has('Conversatorio 2026.pdf')).toBe(true);
  const none = await device.engine.savePackage('AAAAAAAAAAAAAAAAAAAAAA' as RecordId, 'docx', PACKAGE);
  expect(none.ok).toBe(false);
});

test('what is restricted of a meeting or of what follows from it does not go to Governments; what is not, does', async () => {
  const device = await laptop();
  const of = { meeting_type: 'annual_dialogue' };
  const before = await written(
    device,
    'meeting',
    {
      ...of,
      title: 'Conversatorio 2025',
      date_start: '2025-08',
      'agreements.e0001.what': 'Publicar cifras',
      'agreements.e0002.what': 'Hablar con la casa azul',
    },
    { 'agreements.e0002.what': 'restricted' },
  );
  const advice = { text: 'Abrir', status: 'proposed', meeting_record: before };
  await written(device, 'recommendation', { ...advice, title: 'Abrir ventanillas' });
  await written(device, 'recommendation', { ...advice, title: 'Proteger a Ana' }, { title: 'restricted' });
  const dialogue = await written(device, 'meeting', { ...of, title: 'Conversatorio 2026', date_start: '2026-08' });
  const name = valueOf(await device.engine.savePackage(dialogue, 'pdf', PACKAGE))?.name ?? '';
  const text = bytesToText(device.fake.saved.get(name) ?? new Uint8Array()) ?? '';
  for (const said of ['Abrir ventanillas', 'Publicar cifras']) expect(text).toContain(said);
  for (const kept of ['Proteger a Ana', 'casa azul']) expect(text).not.toContain(kept);
});

test('every paper of the Mechanism is heard stopping while it is written, and nothing of it is saved', async () => {
  const device = await laptop();
  const { engine, fake } = device;
  const when = { date_start: '2026-08' };
  const dialogue = await written(device, 'meeting', {
    ...when,
    title: 'Conversatorio',
    meeting_type: 'annual_dialogue',
  });
  const application = await written(device, 'registration', {
    title: 'Casa del Camino',
    applicant_kind: 'organization',
  });
  const relatoria = valueOf(await engine.beginRecord('relatoria', 'es'));
  valueOf(await engine.editRecord(relatoria, { title: 'Relatoría', audience: 'public' }));
  const files = fake.saved.size;
  const untilWritten = (_: number, of: number | null): boolean => of !== null;
  const form = { kind: 'consultation', language: 'es', paper: 'A4' } as const;
  fake.intercept('documentPrint', { type: 'killedAfter' }); // paper that never ends
  const stopped = [
    await engine.savePackage(dialogue, 'docx', PACKAGE, untilWritten),
    await engine.savePackage(dialogue, 'docx', PACKAGE, () => false),
    await engine.savePackage(dialogue, 'pdf', PACKAGE, untilWritten),
    await engine.saveApplication(application, 'docx', untilWritten),
    await engine.saveApplication(application, 'pdf', untilWritten),
    await engine.saveRelatoria(relatoria, 'docx', untilWritten),
    await engine.saveRelatoria(relatoria, 'pdf', untilWritten),
    await engine.saveRecordPage(dialogue, 'own', untilWritten),
    await engine.saveForm(form, untilWritten),
  ];
  expect(stopped).toEqual(stopped.map(() => ({ ok: false, error: { type: 'reportStopped' } })));
  expect(fake.calls.filter((call) => call === 'documentPrintStop')).toHaveLength(5);
  expect(fake.saved.size).toBe(files);
});
