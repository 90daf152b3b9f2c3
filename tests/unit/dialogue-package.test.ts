// What is handed to Governments: inputs on the topics, as far as consent, sensitivity and review allow it, and no
// further; questions; what is still open.

import { describe, expect, test } from 'vitest';
import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { ReviewState } from '#shared/merge/review.ts';
import { entryToCells, levelOfPath } from '#shared/record/cells.ts';
import type { Level } from '#shared/record/definition.ts';
import { dialoguePackageOf, type PackageWords } from '#shared/report/dialogue-package.ts';
import { dialoguesOf } from '#shared/report/dialogue.ts';
import { documentText } from '#shared/report/document.ts';
import { gatherInputs } from '#shared/report/inputs.ts';
import { meetingsOf } from '#shared/report/meetings.ts';
import { adviceOf } from '#shared/report/pledges.ts';
import type { ReportSource } from '#shared/report/report-source.ts';
import { fixedRecord } from '../fixtures/mechanism-records.ts';

interface Facts {
  readonly date?: string;
  readonly review?: ReviewState;
  readonly raise?: Readonly<Record<string, Level>>;
}

function source(kind: string, id: string, entry: Readonly<Record<string, Json>>, facts: Facts = {}): ReportSource {
  const cells = entryToCells(kind, entry);
  if (!cells.ok) throw new Error(JSON.stringify(cells.error));
  const { date = '2024-03-01', review = 'approved', raise = {} } = facts;
  return {
    id: id as RecordId,
    title: id,
    date,
    objectives: [7, 8],
    countries: [],
    organisation: '',
    event: id as RecordId,
    version: ['v' as ChangesetId],
    cited: {
      id,
      kind,
      finished: true,
      deleted: false,
      review,
      cells: new Map(
        [...cells.value].map(([path, value]) => [
          path,
          { value, level: raise[path] ?? levelOfPath(kind, path), conflict: false },
        ]),
      ),
    },
  };
}

const CONSENT = { consent_obtained: 'verbal_all', consent_uses: ['share_with_governments'] };
const consultation = (id: string, entry: Readonly<Record<string, Json>>, facts?: Facts) =>
  source('consultation', id, { title: id, objectives: [7, 8], ...CONSENT, ...entry }, facts);

const gathered = (records: readonly ReportSource[], period = { from: '2024-01-01', to: '2024-12-31' }) =>
  gatherInputs(records, [8], period, 'governments').map(({ objective, fields, withheld }) => [
    objective,
    fields.map(({ label, inputs }) => [label.es, inputs.map(({ words, record }) => `${record}: ${words}`)]),
    withheld,
  ]);

const TEXTS = { progress: { 7: 'Del siete', 8: 'Abrió los sábados' } };

describe('inputs', () => {
  test('are the texts of the topic alone, under the name of their field, with their record', () => {
    expect(gathered([consultation('a', TEXTS)])).toEqual([[8, [['Progresos', ['a: Abrió los sábados']]], 0]]);
  });

  test.each([
    ['without consent for Governments', { consent_uses: ['internal_mechanism'] }, {}],
    ['whose consent nobody wrote down', { consent_obtained: null, consent_uses: [] }, {}],
    ['that is not approved', {}, { review: 'new' as const }],
    ['raised by its author', {}, { raise: { 'progress.8': 'restricted' as const } }],
    ['of a record that is severe', { sensitivity: 'severe' }, {}],
  ])('a text %s is counted and not said', (_, entry, facts) => {
    expect(gathered([consultation('a', { ...TEXTS, ...entry }, facts)])).toEqual([[8, [], 1]]);
  });

  test('of another year are left out; of an unknown day they stay', () => {
    const records = [
      consultation('old', TEXTS, { date: '2022' }),
      consultation('unknown', TEXTS, { date: '' }),
      consultation('half', TEXTS, { date: '2024' }),
    ];
    expect(gathered(records)).toEqual([
      [8, [['Progresos', ['unknown: Abrió los sábados', 'half: Abrió los sábados']]], 0],
    ]);
  });

  test('of a recommendation are its words, for its objectives', () => {
    const advice = source('recommendation', 'r', { title: 'Registro', text: 'Abrir dos sábados', objective: [8] });
    expect(gathered([advice])).toEqual([[8, [['Recomendación', ['r: Abrir dos sábados']]], 0]]);
  });

  test('do not depend on the order of the records', () => {
    const records = ['c', 'a', 'b'].map((id) => consultation(id, TEXTS));
    expect(gathered(records)).toEqual(gathered(records.toReversed()));
  });
});

const WORDS: PackageWords = {
  language: 'es',
  governments: 'Gobiernos',
  topics: 'Temas',
  questions: 'Preguntas',
  inputs: 'Lo que dicen los registros',
  nothing: 'Nada todavía.',
  withheld: 'Textos que no se incluyen: {{count}}.',
  reminder: 'Sigue abierto',
  sources: 'Fuentes',
  cover: 'Quipu',
};

test('the document says topics, questions, inputs with their sources, what is left out, and what is still open', () => {
  const records = [
    fixedRecord('c23', 'meeting', { title: 'Conversatorio 2023', meeting_type: 'annual_dialogue', date_start: '2023' }),
    fixedRecord('c24', 'meeting', {
      title: 'Conversatorio 2024',
      meeting_type: 'annual_dialogue',
      date_start: '2024-07',
      objectives: [8],
      governments: ['CO'],
      questions: ['¿Qué se hizo?'],
    }),
    fixedRecord('r1', 'recommendation', { title: 'Registro abierto', from_meeting: 'Conversatorio 2023' }),
  ];
  const [dialogue] = dialoguesOf(meetingsOf(records), [], adviceOf(records), '2024-06-20');
  if (dialogue === undefined) throw new Error('no dialogue');
  const sources = [consultation('a', TEXTS), consultation('b', TEXTS, { review: 'new' })];
  const inputs = gatherInputs(sources, dialogue.meeting.objectives, { from: '', to: '' }, 'governments');
  const document = dialoguePackageOf(dialogue, inputs, sources, WORDS);
  expect(document.sources.map(({ record }) => record)).toEqual(['a']);
  const text = documentText(document);
  for (const said of [
    'Colombia',
    '¿Qué se hizo?',
    'Abrió los sábados[1]',
    'Textos que no se incluyen: 1.',
    'Registro abierto',
    'a · 2024-03-01',
  ])
    expect(text).toContain(said);
  expect(text).not.toContain('Del siete');
});
