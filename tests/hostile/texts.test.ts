// Every text that has broken other programs, in every field of every kind that can hold one: recorded, signed, sealed,
// opened and merged it is the same text, and in a table, a workbook and a document it stays a text. How the screens and
// the printed page stand it, tests/e2e/hostile-texts.spec.ts shows.

import Papa from 'papaparse';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { ok } from '#shared/base/result.ts';
import { openBundle } from '#shared/bundle/decode.ts';
import { EMPTY_CONTENT, encodeBundle } from '#shared/bundle/encode.ts';
import { identityOf } from '#shared/bundle/identity.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { LEVELS } from '#shared/log/change.ts';
import { resolveTrust } from '#shared/log/roster.ts';
import { shownCells } from '#shared/merge/conflict.ts';
import { cellsToEntry, entryToCells } from '#shared/record/cells.ts';
import { kinds } from '#shared/record/kinds.ts';
import { documentToDocx } from '#shared/report/docx.ts';
import { textOfDocx } from '#shared/report/docx-package.ts';
import { documentToHtml } from '#shared/report/document-to-html.ts';
import { tableToCsv } from '#shared/report/csv.ts';
import { recordsToTable, type TableWords } from '#shared/report/table.ts';
import { tableToXlsx } from '#shared/report/xlsx.ts';
import { recordToReport } from '#scripts/demo/report-files.ts';
import { type HeadlessDevice, makeDevice, takeIn, writeRecord } from '#scripts/headless/device.ts';
import { seedBytes } from '#scripts/headless/keys.ts';
import { type FakeDevice, fakeMechanism } from '#scripts/headless/mechanism.ts';
import { HOSTILE_TEXTS, textPlaces, textsInFields } from '../fixtures/texts-in-fields.ts';

const fake = await fakeMechanism('hostile texts', { suite: 'classic' });
const trust = await resolveTrust(fake.profile, fake.credentials, []);
const WORDS: TableWords = {
  language: 'es',
  yes: 'sí',
  no: 'no',
  notKnown: 'no se sabe',
  id: 'id',
  kind: 'clase',
  event: 'hecho',
  counts: 'cuenta',
  fewerThan: String,
  notShown: '—',
};
const count = HOSTILE_TEXTS.length;

function deviceOf({ signer, key }: FakeDevice): HeadlessDevice {
  let salts = 0;
  const makeSalt = (): string => Buffer.from(seedBytes(`salt ${salts++}`).slice(0, 16)).toString('base64url');
  return makeDevice({
    signer,
    key,
    trust,
    makeSalt,
    claimTime: () => ({ time: '2026-11-28T10:00:00.000Z', doubt: null }),
  });
}

/** As many records as there are texts; in the nth of them, the text of a place is the nth after that of the record before. */
const entriesOf = (kind: string): readonly ReturnType<typeof textsInFields>[] =>
  HOSTILE_TEXTS.map((_, first) => {
    let place = first;
    return textsInFields(kinds.get(kind)?.fields ?? [], () => HOSTILE_TEXTS[place++ % count] ?? '');
  });

const idOf = (at: number): RecordId =>
  Buffer.from(seedBytes(`record ${at}`).slice(0, 16)).toString('base64url') as RecordId;

async function carried(kind: string): Promise<HeadlessDevice> {
  const [recorder, secretariat] = [fake.recorders[0] ?? fake.secretariat, fake.secretariat];
  const [from, to] = [deviceOf(recorder), deviceOf(secretariat)];
  for (const [at, entry] of entriesOf(kind).entries()) {
    const cells = entryToCells(kind, entry);
    if (!cells.ok) throw new Error(JSON.stringify(cells.error));
    await writeRecord(from, idOf(at), kind, cells.value);
  }
  const content = { ...EMPTY_CONTENT, changesets: [...from.changesets.values()], credentials: fake.credentials };
  const { recipient, identity } = await secretariat.ageKey();
  const facts = { mechanism: fake.profile.id, suite: 'classic', recipients: [recipient], rosterVersion: 0 } as const;
  const bundle = await encodeBundle(
    content,
    { ...facts, basis: {}, records: from.records.size, nonce: from.makeSalt() },
    from.signer,
  );
  const opened = bundle.ok ? await openBundle(bundle.value.bytes, identityOf([identity])) : bundle;
  expect(opened).toMatchObject(ok({}));
  if (!opened.ok) throw new Error(opened.error.type);
  const plan = await takeIn(to, opened.value.changesets);
  expect([plan.held, plan.refused, plan.conflicts]).toEqual([[], [], []]);
  return to;
}

/** What a spreadsheet would run, and what XML cannot hold. */
const FORMULA = /^[=+\-@\t\r]/;
const plain = (text: string): string => text.replace(/[^\t\n\r\P{Cc}]|[\uFFFE\uFFFF]/gu, '');

test('there are hundreds of them, of our own too', () => {
  expect(count).toBeGreaterThan(500);
  expect(LEVELS).toHaveLength(4);
});

describe.each([...kinds.keys()])('in a %s', (kind) => {
  const fields = kinds.get(kind)?.fields ?? [];
  const device = carried(kind);

  test(`each of ${count} texts at each of its ${textPlaces(fields)} places comes back as it was`, async () => {
    const { records } = await device;
    for (const [at, entry] of entriesOf(kind).entries()) {
      const state = records.get(idOf(at));
      expect(state && cellsToEntry(kind, shownCells(state))).toStrictEqual(entry);
    }
  });

  test('a table of them is read back, as CSV and as a workbook, and nothing in it is a formula', async () => {
    const table = recordsToTable([...(await device).records.values()].map(recordToReport), WORDS);
    const texts = table.rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
    expect(texts).toHaveLength(count);
    const csv = tableToCsv(table, 'es');
    const rows = Papa.parse<readonly string[]>(csv.slice(1, -2), { delimiter: ';', newline: '\r\n' }).data.slice(1);
    expect(rows).toEqual(
      texts.map((row, at) =>
        row.map((text, column) => (isText(table.rows[at]?.[column]) && FORMULA.test(text) ? `'${text}` : text)),
      ),
    );
    expect(rows.flat().filter((cell) => FORMULA.test(cell))).toEqual([]);
    const sheet = strFromU8(unzipSync(tableToXlsx(table, 'R'))['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).not.toMatch(/<f[ >]/);
    const inSheet = [...sheet.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)].map(([, text = '']) =>
      unescaped(text),
    );
    const expected = table.rows.flat().filter(isText).map(plain);
    expect(inSheet.slice(table.columns.length)).toEqual(expected);
  });
});

test('in a document, as DOCX and as the page that is printed, each stays a text', async () => {
  const title = HOSTILE_TEXTS.find((text) => text.includes('<script>')) ?? '';
  const blocks = HOSTILE_TEXTS.flatMap((text) => [
    { type: 'heading', level: 2, text } as const,
    { type: 'paragraph', runs: [{ text }] } as const,
  ]);
  const document = { title, language: 'es', footer: title, sources: [], blocks } as const;
  const said = textOfDocx(await documentToDocx(document, null)) ?? '';
  const shown = HOSTILE_TEXTS.map(plain).filter((text) => text.trim() !== '');
  expect(said.replace(LINES, '')).toBe(
    shown
      .flatMap((text) => [text, text])
      .join('')
      .replace(LINES, ''),
  );
  const html = documentToHtml(document);
  expect(html).not.toMatch(/<(script|img|svg|iframe|a|object|embed|style|link|meta http)[ >/]/i);
});

/** Lines of a text are breaks inside its paragraph. */
const LINES = /[\r\n]/g;
const isText = (cell: unknown): cell is string => typeof cell === 'string' && cell !== '';
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
