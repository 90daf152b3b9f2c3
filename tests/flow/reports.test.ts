// Reports through the engine: the same bundles on another laptop give the same report; a saved one is found unchanged,
// made from an older state, made from something withdrawn since, altered, or nobody's.

import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { ReportSettings } from '#shared/report/reports.ts';
import { documentText } from '#shared/report/document.ts';
import { textOfDocx } from '#shared/report/docx-package.ts';
import {
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

const BULLETIN: ReportSettings = {
  report: 'bulletin',
  number: 5,
  year: 2024,
  quarter: null,
  language: 'es',
  audience: 'mechanism',
};
const go = (): boolean => true;

/** Saves and answers the file and its manifest, where that lies beside it. */
async function made({ engine, fake }: Laptop, settings: ReportSettings, format: 'docx' | 'pdf' | 'geojson') {
  const name = valueOf(await engine.makeReport(settings, format, go))?.name ?? '';
  return { name, bytes: fake.saved.get(name) ?? new Uint8Array(), beside: fake.beside.get(name) ?? null };
}

/** Parts of two documents that are not the same bytes. */
function differingParts(a: Uint8Array, b: Uint8Array): readonly string[] {
  const [one, other] = [unzipSync(a), unzipSync(b)];
  const isSame = (name: string): boolean => {
    const [first, second] = [one[name], other[name]];
    return first?.length === second?.length && first?.every((byte, at) => byte === second?.[at]) === true;
  };
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => !isSame(name)).sort();
}

test('the same bundles on another laptop give the same document but for who signed it, and byte for byte the same points and table', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const recorder = await enrolled('Ana');
  await finished(recorder);
  await finished(recorder, { ...PRACTICE, title: 'Otra práctica', 'countries.HT': { listed: 1 } });
  await take(secretariat, (await packed(recorder, readerOf(profile))).bytes);
  const mapOf: ReportSettings = { report: 'map', language: 'es', audience: 'mechanism' };
  const [here, there] = [await made(secretariat, BULLETIN, 'docx'), await made(recorder, BULLETIN, 'docx')];
  expect(textOfDocx(here.bytes)).toBe(textOfDocx(there.bytes));
  expect(textOfDocx(here.bytes)).toContain('Otra práctica');
  expect(differingParts(here.bytes, there.bytes)).toEqual(['customXml/item1.xml']); // who signed it, and nothing else
  expect((await made(secretariat, mapOf, 'geojson')).bytes).toEqual((await made(recorder, mapOf, 'geojson')).bytes);
  for (const { engine } of [secretariat, recorder]) valueOf(await engine.exportTable({ sort: 'title' }, 'csv'));
  const csvOf = ({ fake }: Laptop) => [...fake.saved].find(([name]) => name.endsWith('.csv'))?.[1];
  expect(csvOf(secretariat)).toEqual(csvOf(recorder));
});

test('what is shown before is what is saved, and names only what its readers may be told', async () => {
  const device = await laptop();
  await finished(device);
  const mechanismSees = await device.engine.previewReport(BULLETIN);
  expect([mechanismSees.named, mechanismSees.leftOut]).toEqual([1, 0]);
  const publicSees = await device.engine.previewReport({ ...BULLETIN, audience: 'public' });
  expect([publicSees.named, publicSees.leftOut]).toEqual([0, 1]);
  const text = documentText(publicSees.document ?? { title: '', language: 'es', footer: '', blocks: [], sources: [] });
  expect(text).not.toContain(PRACTICE['title']);
  expect(text).toContain('Registros del período que no están aquí: 1.');
  const { bytes } = await made(device, BULLETIN, 'docx');
  expect(textOfDocx(bytes)).toContain(PRACTICE['title']);
});

test('a report is unchanged, then made from an older state, then made from something withdrawn', async () => {
  const device = await laptop();
  const { engine, fake } = device;
  const id = await finished(device);
  fake.report = await made(device, BULLETIN, 'docx');
  expect(valueOf(await engine.checkReport())).toMatchObject({ type: 'unchanged', records: 1 });

  valueOf(await engine.editRecord(id, { title: 'Con otro título' }));
  valueOf(await engine.leaveRecord(id));
  const other = await finished(device, { ...PRACTICE, title: 'Nueva' });
  expect(valueOf(await engine.checkReport())).toMatchObject({
    type: 'older',
    changed: [{ id, title: 'Con otro título' }],
    added: [{ id: other, title: 'Nueva' }],
    withdrawn: [],
    again: { place: 'reports', settings: BULLETIN },
  });

  valueOf(await engine.deleteRecord(id, 'retirada'));
  expect(valueOf(await engine.checkReport())).toMatchObject({ type: 'withdrawn', withdrawn: [{ id }] });
});

test('whoever changes a byte beside a manifest, or a word in a document, is found; a foreign file is unknown', async () => {
  const device = await laptop();
  const { engine, fake } = device;
  await finished(device);
  const pdf = await made(device, BULLETIN, 'pdf');
  fake.report = pdf;
  expect(valueOf(await engine.checkReport())).toMatchObject({ type: 'unchanged' });
  fake.report = { ...pdf, bytes: new Uint8Array([...pdf.bytes, 0]) };
  expect(valueOf(await engine.checkReport())).toMatchObject({ type: 'altered' });
  fake.report = {
    ...pdf,
    beside: new TextEncoder().encode(new TextDecoder().decode(pdf.beside ?? undefined).replace('2024', '2023')),
  };
  expect(valueOf(await engine.checkReport())).toMatchObject({ type: 'altered' });
  fake.report = { ...pdf, beside: null };
  expect(valueOf(await engine.checkReport())).toEqual({ type: 'unknown', name: pdf.name, isOurs: false });
  const stranger = await laptop();
  stranger.fake.report = pdf;
  expect(valueOf(await stranger.engine.checkReport())).toEqual({ type: 'unknown', name: pdf.name, isOurs: true });
  fake.report = null;
  expect(valueOf(await engine.checkReport())).toBeNull();
});

test('a table that was saved is checked by its records; a report that the person stops is not made', async () => {
  const device = await laptop();
  const { engine, fake } = device;
  const id = await finished(device);
  const name = valueOf(await engine.exportTable({}, 'xlsx'))?.name ?? '';
  fake.report = { name, bytes: fake.saved.get(name) ?? new Uint8Array(), beside: fake.beside.get(name) ?? null };
  expect(valueOf(await engine.checkReport())).toMatchObject({ type: 'unchanged', records: 1 });
  valueOf(await engine.deleteRecord(id, 'doble'));
  expect(valueOf(await engine.checkReport())).toMatchObject({ type: 'withdrawn', again: { place: 'records' } });
  const files = fake.saved.size;
  expect(errorOf(await engine.makeReport(BULLETIN, 'docx', () => false))).toEqual({ type: 'reportStopped' });
  await finished(device);
  expect(errorOf(await engine.exportTable({}, 'csv', () => false))).toEqual({ type: 'reportStopped' });
  expect(fake.saved.size).toBe(files);
  const heard: number[] = [];
  valueOf(await engine.exportTable({}, 'csv', (done, of) => of === null || heard.push(done) > 0));
  expect(heard).toEqual([0, 1]);
});

test('a person who stops while a file is written is heard in the middle of it, and nothing is saved', async () => {
  const device = await laptop();
  const { engine, fake } = device;
  await finished(device);
  const files = fake.saved.size;
  const untilWritten = (_: number, of: number | null): boolean => of !== null;
  const stopped = { type: 'reportStopped' };
  expect(errorOf(await engine.makeReport(BULLETIN, 'docx', untilWritten))).toEqual(stopped);
  expect(errorOf(await engine.exportTable({}, 'csv', untilWritten))).toEqual(stopped);
  expect(errorOf(await engine.exportTable({}, 'xlsx', untilWritten))).toEqual(stopped);
  fake.intercept('documentPrint', { type: 'killedAfter' }); // paper that never ends
  expect(errorOf(await engine.makeReport(BULLETIN, 'pdf', untilWritten))).toEqual(stopped);
  expect(fake.calls).toContain('documentPrintStop');
  expect(fake.saved.size).toBe(files);
});
