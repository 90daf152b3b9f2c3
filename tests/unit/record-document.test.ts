// One record on paper: all of it for its own organisation, and for anybody else what may be cited, with the rest counted.

import { expect, test } from 'vitest';
import type { Json } from '#shared/base/json.ts';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { entryToCells, levelOfPath } from '#shared/record/cells.ts';
import { AUDIENCES } from '#shared/report/admission.ts';
import { documentText } from '#shared/report/document.ts';
import type { LaidRecord } from '#shared/report/lay-out.ts';
import { printedFor, recordDocumentOf, type RecordReader } from '#shared/report/record-document.ts';

const ID = 'AAAAAAAAAAAAAAAAAAAAAA' as LaidRecord['id'];
const ENTRY: Readonly<Record<string, Json>> = {
  title: 'Consulta en el albergue',
  date_start: '2026-03',
  modality: 'in_person',
  total: 40,
  by_sex: { women: 38, men: 2 },
  objectives: [8],
  progress: { 8: 'Abrieron la ventanilla' },
  site: 'La casa azul',
  risks: 'Piden dinero',
  quotes: ['Nos trataron bien'],
  consent_obtained: 'verbal',
  consent_uses: ['internal_mechanism'],
  sensitivity: 'moderate',
};

function record(entry: Readonly<Record<string, Json>> = ENTRY): LaidRecord {
  const cells = entryToCells('consultation', entry);
  if (!cells.ok) throw new Error('not an entry');
  return {
    id: ID,
    kind: 'consultation',
    language: 'es',
    finished: true,
    deleted: false,
    review: 'new',
    cells: new Map(
      [...cells.value].map(([path, value]) => [
        path,
        { value, level: levelOfPath('consultation', path), conflict: false, write: ID as never },
      ]),
    ),
  };
}

const own = (of: LaidRecord) => ({ id: of.id, kind: of.kind, isFinished: true, cells: of.cells, leftOut: 0 });
const textFor = (reader: RecordReader, of = record(), language: (typeof LANGUAGES)[number] = 'es'): string =>
  documentText(
    recordDocumentOf(reader === 'own' ? own(of) : printedFor(of, reader), reader, language, () => undefined),
  );

test('its own organisation reads all of it, and the paper says what on it is restricted', () => {
  const text = textFor('own');
  for (const said of ['Consulta en el albergue', 'marzo de 2026', 'La casa azul', 'Piden dinero', 'Nos trataron bien'])
    expect(text).toContain(said);
  expect(text).toContain('Hombres: 2');
  expect(text).toContain('Guárdelo en lugar seguro');
  expect(text).toMatch(/Lugar \(reservada\)/);
  expect(text).toMatch(/Riesgos de protección detectados \(personal\)/);
});

test('the Mechanism reads what it may, small numbers hidden, and how many answers are left out', () => {
  const text = textFor('mechanism');
  expect(text).toContain('Abrieron la ventanilla');
  for (const kept of ['La casa azul', 'Piden dinero', 'Nos trataron bien', 'Hombres: 2'])
    expect(text, kept).not.toContain(kept);
  expect(text).toContain('Hombres: <5');
  expect(text).toMatch(/no se muestran a quien lee este papel: 3\./);
});

test('without consent, while it is severe, or before it is reviewed, nobody beyond reads a word', () => {
  for (const entry of [
    { ...ENTRY, consent_obtained: 'not_obtained' },
    { ...ENTRY, sensitivity: 'severe' },
  ])
    for (const audience of AUDIENCES) expect(printedFor(record(entry), audience).cells.size, audience).toBe(0);
  for (const audience of ['unNetwork', 'governments', 'public'] as const)
    expect(printedFor(record(), audience).cells.size, audience).toBe(0);
});

test('a meeting that is named by its id is named by its title, and a draft says that it is one', () => {
  const cells = entryToCells('recommendation', { title: 'Abrir más', text: 'Abrir', meeting_record: 'BBBB' });
  const printed = {
    id: ID,
    kind: 'recommendation',
    isFinished: false,
    leftOut: 0,
    cells: new Map(
      [...(cells.ok ? cells.value : [])].map(([path, value]) => [
        path,
        { value, level: 'open', conflict: true } as const,
      ]),
    ),
  };
  const text = documentText(recordDocumentOf(printed, 'own', 'es', (id) => (id === 'BBBB' ? 'La reunión' : undefined)));
  expect(text).toContain('La reunión');
  expect(text).toContain('todavía sin terminar');
  expect(text).toContain('(en conflicto)');
});

test.each(LANGUAGES)('in %s it is in that language, whatever the record is written in', (language) => {
  const text = textFor('own', record(), language);
  expect(text).toContain('Abrieron la ventanilla');
  expect(text).not.toContain('{{');
  if (language !== 'es') expect(text).not.toContain('Guárdelo');
});
