// What leaves a workshop's notebook says in its name and at its beginning that it is an exercise; columns and types stay,
// and what leaves a real notebook says nothing of it.

import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { bytesToText } from '#shared/base/bytes.ts';
import { textOfDocx } from '#shared/report/docx-package.ts';
import type { ReportSettings } from '#shared/report/reports.ts';
import { finished, type Laptop, laptop, valueOf } from './laptops.ts';

const MARK = 'NADA DE ESTO ES REAL';
const WORDS = { fileName: 'Reuniones', name: 'Mecanismo', next: 'Próxima', due: 'Vence' };
const MAP: ReportSettings = { report: 'map', language: 'es', audience: 'mechanism' };
const COVERAGE: ReportSettings = { report: 'coverage', language: 'es', audience: 'mechanism' };
const BULLETIN: ReportSettings = { ...COVERAGE, report: 'bulletin', number: 1, year: 2024, quarter: null };
const go = (): boolean => true;

/** Every file that leaves, by its ending. */
async function files(device: Laptop) {
  const { engine, fake } = device;
  await finished(device);
  const meeting = valueOf(await engine.beginRecord('meeting', 'es'));
  const held = { title: 'Primera', meeting_type: 'other', date_start: '2026-02-10', next_date: '2026-05-12' };
  valueOf(await engine.editRecord(meeting, held));
  const names = [
    valueOf(await engine.exportTable({ kinds: ['practice'] }, 'csv')),
    valueOf(await engine.exportTable({ kinds: ['practice'] }, 'xlsx')),
    valueOf(await engine.makeReport(MAP, 'geojson', go)),
    valueOf(await engine.saveCalendar(WORDS)),
    valueOf(await engine.makeReport(COVERAGE, 'docx', go)),
    valueOf(await engine.makeReport(BULLETIN, 'pdf', go)),
  ].map((saved) => saved?.name ?? '');
  const bytesOf = (ending: string) =>
    fake.saved.get(names.find((name) => name.endsWith(ending)) ?? '') ?? new Uint8Array();
  const textOf = (ending: string): string => bytesToText(bytesOf(ending)) ?? '';
  const workbook = unzipSync(bytesOf('.xlsx'));
  const part = (name: string): string => strFromU8(workbook[name] ?? new Uint8Array());
  return {
    names,
    csv: textOf('.csv'),
    sheetName: /<sheet name="([^"]*)"/.exec(part('xl/workbook.xml'))?.[1] ?? '',
    firstCell: /<row r="1">.*?<t[^>]*>([^<]*)</.exec(part('xl/worksheets/sheet1.xml'))?.[1] ?? '',
    map: JSON.parse(textOf('.geojson')) as { name?: string; features: { properties: Record<string, unknown> }[] },
    events: [...textOf('.ics').matchAll(/^(?:SUMMARY|X-WR-CALNAME):(.*?)\r$/gm)].map(([, said]) => said ?? ''),
    docx: textOfDocx(bytesOf('.docx')) ?? '',
    pdf: textOf('.pdf'),
  };
}

test('of a workshop, every file says so in its name and in the first thing that is seen of it', async () => {
  const made = await files(await laptop({ isWorkshop: true }));
  for (const name of made.names) expect(name).toMatch(/^TALLER /);
  expect(made.csv.replace('\uFEFF', '').slice(0, 60)).toContain(MARK);
  expect(made.sheetName).toMatch(/^TALLER /);
  expect(made.firstCell).toContain(MARK);
  expect(made.map.name).toContain(MARK);
  for (const { properties } of made.map.features) expect(properties['note']).toContain(MARK);
  expect(made.events).toHaveLength(3);
  for (const said of made.events) expect(said).toMatch(/^TALLER /);
  expect(made.docx.indexOf(MARK)).toBeLessThan(made.docx.indexOf('Cobertura'));
  expect(made.docx.indexOf(MARK)).toBeGreaterThanOrEqual(0);
  expect(made.pdf).toContain(MARK);
});

test('of a real notebook none says it, and the table has the same columns', async () => {
  const [real, practice] = [await files(await laptop()), await files(await laptop({ isWorkshop: true }))];
  expect(JSON.stringify(real)).not.toMatch(/TALLER|NADA DE ESTO/);
  const headOf = (csv: string): readonly string[] => (csv.split('\r\n')[0] ?? '').split(';');
  expect(headOf(practice.csv).slice(1)).toEqual(headOf(real.csv).slice(1));
});
