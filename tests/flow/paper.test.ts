// A record as a PDF on a real laptop: what each reader gets, and that the notebook notes what went out.

import { expect, test } from 'vitest';
import { bytesToText } from '#shared/base/bytes.ts';
import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { Level } from '#shared/record/definition.ts';
import { type Laptop, laptop, mechanism, valueOf } from './laptops.ts';

async function consultation({ engine }: Laptop): Promise<RecordId> {
  const id = valueOf(await engine.beginRecord('consultation', 'es'));
  const cells = { title: 'Feria', 'objectives.8': { listed: 0 }, 'progress.8': 'Abrieron', risks: 'Piden dinero' };
  valueOf(await engine.editRecord(id, cells));
  valueOf(await engine.finishRecord(id));
  return id;
}

const savedText = ({ fake }: Laptop, name: string): string =>
  bytesToText(fake.saved.get(name) ?? new Uint8Array()) ?? '';

test('its own organisation gets all of it, the Mechanism what it may read, the public nothing and no file', async () => {
  const device = await laptop();
  const id = await consultation(device);
  const own = valueOf(await device.engine.saveRecordPage(id, 'own'));
  expect(savedText(device, own?.name ?? '')).toContain('Piden dinero');
  const forMechanism = valueOf(await device.engine.saveRecordPage(id, 'mechanism'));
  const text = savedText(device, forMechanism?.name ?? '');
  expect(text).toContain('Abrieron');
  expect(text).not.toContain('Piden dinero');
  const files = device.fake.saved.size;
  const forPublic = await device.engine.saveRecordPage(id, 'public');
  expect(forPublic).toMatchObject({ ok: false, error: { type: 'nothingForReader' } });
  expect(device.fake.saved.size).toBe(files);
});

test('a draft is printed for its own organisation as a draft, and for nobody else', async () => {
  const device = await laptop();
  const id = valueOf(await device.engine.beginRecord('practice', 'es'));
  valueOf(await device.engine.editRecord(id, { title: 'Comedor' }));
  const own = valueOf(await device.engine.saveRecordPage(id, 'own'));
  expect(savedText(device, own?.name ?? '')).toContain('Comedor');
  expect(await device.engine.saveRecordPage(id, 'mechanism')).toMatchObject({ ok: false });
});

async function withRestrictedTitle({ engine }: Laptop): Promise<{ recommendation: RecordId; agreed: RecordId }> {
  const begun = async (kind: string, cells: Readonly<Record<string, Json>>, raise: Readonly<Record<string, Level>>) => {
    const id = valueOf(await engine.beginRecord(kind, 'es'));
    valueOf(await engine.editRecord(id, cells, raise));
    valueOf(await engine.finishRecord(id));
    return id;
  };
  const meeting = { meeting_type: 'other', date_start: '2026-02-10' };
  const secret = await begun(
    'meeting',
    { ...meeting, title: 'Casa azul', 'agreements.e0001.what': 'Cambiar de casa' },
    { title: 'restricted', 'agreements.e0001.what': 'restricted' },
  );
  const advice = { title: 'Abrir más', text: 'Abrir la ventanilla', status: 'proposed', meeting_record: secret };
  const agreed = { ...meeting, title: 'La siguiente', 'agreements.e0002.what': 'Seguir' };
  return {
    recommendation: await begun('recommendation', advice, {}),
    agreed: await begun('meeting', { ...agreed, 'agreements.e0002.continues': `${secret}.e0001` }, {}),
  };
}

test('a meeting or an agreement that a reader may not read is not named to that reader by the record that names it', async () => {
  const { secretariat: device } = await mechanism();
  const { recommendation, agreed } = await withRestrictedTitle(device);
  const pageOf = async (id: RecordId, reader: 'own' | 'mechanism' | 'governments') => {
    valueOf(await device.engine.approveRecords([id]));
    return savedText(device, valueOf(await device.engine.saveRecordPage(id, reader))?.name ?? '');
  };
  expect(await pageOf(recommendation, 'own')).toContain('Casa azul');
  expect(await pageOf(agreed, 'own')).toContain('Cambiar de casa');
  for (const reader of ['mechanism', 'governments'] as const) {
    const text = await pageOf(recommendation, reader);
    expect(text, reader).toContain('Abrir la ventanilla');
    expect(text, reader).not.toContain('Casa azul');
  }
  const text = await pageOf(agreed, 'mechanism');
  expect(text).toContain('La siguiente');
  expect(text).not.toContain('Cambiar de casa');
});

test('once consent is taken back, nothing of it goes onto paper', async () => {
  const device = await laptop();
  const id = await consultation(device);
  valueOf(await device.engine.withdrawRecord(id, null));
  const error = { type: 'recordWithdrawn' };
  expect(await device.engine.saveRecordPage(id, 'own')).toMatchObject({ ok: false, error });
});

test('a blank form is saved for the paper that was asked for, and nothing of the notebook is in it', async () => {
  const device = await laptop();
  await consultation(device);
  const form = valueOf(await device.engine.saveForm({ kind: 'consultation', language: 'fr', paper: 'Letter' }));
  const text = savedText(device, form?.name ?? '');
  expect(text).toContain('chasqui:form:consultation:1:fr:1/');
  expect(text).not.toContain('Feria');
});
