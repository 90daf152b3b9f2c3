// A relatoría as a document: what it says, in which blocks, and what never comes into it.

import { expect, test } from 'vitest';
import esWords from '#resources/locales/es/relatoria-document.json' with { type: 'json' };
import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import { shortCodeOf } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { sameEvents } from '#shared/merge/same-event.ts';
import { entryToCells, levelOfPath } from '#shared/record/cells.ts';
import { documentText } from '#shared/report/document.ts';
import type { LaidRecord } from '#shared/report/lay-out.ts';
import type { SourceRef, TextElement } from '#shared/report/relatoria.ts';
import { relatoriaDocument, type RelatoriaText } from '#shared/report/relatoria-document.ts';

const NORTH = record('norte', {
  lead_organization: 'Red Norte',
  country: ['MX'],
  date_start: '2026-02',
  quotes: ['Nadie nos había explicado nada.'],
  total: 40,
});
const SOUTH = record('sur', { lead_organization: 'Red Sur', country: ['CL'], date_start: '2025', total: 3 });
const GONE = { ...record('ido', {}), deleted: true };

test('sentences that follow one another are a paragraph, bullets a list, a quote a quote, each with its sources', () => {
  const { blocks, sources } = documentOf([
    element('a', { words: 'Uno.', sources: [refTo(NORTH)] }),
    element('b', { words: 'Dos.', sources: [refTo(SOUTH), refTo(NORTH)] }),
    element('c', { words: 'Viñeta.', form: 'bullet' }),
    element('d', { words: 'Otra.', form: 'bullet' }),
    element('e', { words: 'Nadie nos había explicado nada.', form: 'quote', sources: [refTo(NORTH, 'quotes.e0001')] }),
  ]);
  expect(blocks.slice(1, 7)).toMatchObject([
    { type: 'heading', level: 1, mesa: 4 },
    { type: 'heading', level: 2, objective: 7 },
    { type: 'heading', level: 3, text: 'Avances' },
    {
      type: 'paragraph',
      runs: [
        { text: 'Uno.', sources: [NORTH.id] },
        { text: ' Dos.', sources: [SOUTH.id, NORTH.id] },
      ],
    },
    { type: 'list', items: [[{ text: 'Viñeta.' }], [{ text: 'Otra.' }]] },
    { type: 'paragraph', role: 'quote', runs: [{ text: '«Nadie nos había explicado nada.»' }] },
  ]);
  expect(sources.map(({ record: id }) => id)).toEqual([NORTH.id, SOUTH.id]);
});

test('a source is named by its code, kind, year and place; by its organisation only where nobody is quoted', () => {
  const { sources } = documentOf([
    element('a', { words: 'Uno.', sources: [refTo(SOUTH)] }),
    element('b', { words: 'Nadie', form: 'quote', sources: [refTo(NORTH, 'quotes.e0001')] }),
  ]);
  expect(sources.map(({ text }) => text)).toEqual([
    `${shortCodeOf(SOUTH.id)} · Consulta · 2025 · Chile · Red Sur`,
    `${shortCodeOf(NORTH.id)} · Consulta · 2026 · México`,
  ]);
});

test('a sentence whose source may not be cited any more is not in it, nor is its source', () => {
  const document = documentOf([
    element('a', { words: 'Sobre algo retirado.', sources: [refTo(GONE)] }),
    element('b', { words: 'Queda.', sources: [refTo(NORTH)] }),
  ]);
  expect(documentText(document)).not.toContain('retirado');
  expect(document.sources.map(({ record: id }) => id)).toEqual([NORTH.id]);
});

test('the numbers of sources lead to a list at its end', () => {
  const text = documentText(documentOf([element('a', { words: 'Uno.', sources: [refTo(SOUTH)] })]));
  expect(text).toContain('Uno.[1]');
  expect(text).toMatch(new RegExp(`Fuentes\n${shortCodeOf(SOUTH.id)} · Consulta · 2025 · Chile · Red Sur$`));
});

test('figures stand in the sentence and in the table, small ones hidden', () => {
  const both = documentText(documentOf([element('a', { words: 'Vinieron {{total}} personas.' })]));
  expect(both).toContain('Vinieron 43 personas.');
  expect(both).toContain('7 · Reducir vulnerabilidades\t2\t2\t2\t43');
  const small = documentText(documentOf([element('a', { words: 'Vinieron {{total}} personas.' })], [SOUTH]));
  expect(small).toContain('Vinieron menos de 5 personas.');
  expect(small).not.toMatch(/\b3\b/);
});

test('the same text gives the same document, and one without a sentence is a title and its frame', () => {
  const elements = [element('a', { words: 'Uno.', sources: [refTo(NORTH)] })];
  expect(documentOf(elements)).toEqual(documentOf(elements));
  expect(documentText(documentOf([])).split('\n')).toEqual([
    'Relatoría de prueba',
    'Mecanismo de Diálogo Permanente de Sociedad Civil de América Latina y el Caribe',
    'Para: El Mecanismo',
    'Desde 2025',
  ]);
});

function documentOf(elements: readonly TextElement[], within: readonly LaidRecord[] = [NORTH, SOUTH]) {
  const text: RelatoriaText = {
    title: 'Relatoría de prueba',
    language: 'es',
    frame: { audience: 'mechanism', process: '', from: '2025', to: '', objectives: [], mesas: [], countries: [] },
    elements,
    within,
    records: new Map([...within, GONE].map((each) => [each.id as string, each])),
    events: sameEvents(new Map()),
  };
  return relatoriaDocument(text, esWords);
}

const element = (id: string, changes: Partial<TextElement>): TextElement => ({
  id,
  order: id,
  objective: 7,
  heading: 'progress',
  form: 'sentence',
  words: '',
  otherWords: [],
  sources: [],
  ...changes,
});

const refTo = ({ id }: LaidRecord, cell = 'progress.7'): SourceRef => ({ record: id, write: writeOf(id), cell });

function writeOf(id: string): ChangesetId {
  return id.padEnd(42, '0').concat('A') as ChangesetId;
}

function record(name: string, entry: Readonly<Record<string, Json>>): LaidRecord {
  const id = name.padEnd(21, '0').concat('A') as RecordId;
  const cells = entryToCells('consultation', {
    title: name,
    objectives: [7],
    progress: { '7': `Avance ${name}` },
    consent_obtained: 'verbal_all',
    consent_uses: ['internal_mechanism', 'quotes'],
    sensitivity: 'low',
    ...entry,
  });
  if (!cells.ok) throw new Error(cells.error.type);
  return {
    id,
    kind: 'consultation',
    language: 'es',
    cells: new Map(
      [...cells.value].map(([path, value]) => [
        path,
        { value, level: levelOfPath('consultation', path), conflict: false, write: writeOf(id) },
      ]),
    ),
    finished: true,
    deleted: false,
    review: 'approved',
  };
}
