// What is handed to Governments: inputs on the topics, as far as consent, sensitivity and review allow it, and no
// further; questions; what is still open.

import { describe, expect, test } from 'vitest';
import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { ReviewState } from '#shared/merge/review.ts';
import { sameEvents } from '#shared/merge/same-event.ts';
import { entryToCells, levelOfPath } from '#shared/record/cells.ts';
import type { Level } from '#shared/record/definition.ts';
import { dialoguePackageOf, packageInputs, type PackageWords } from '#shared/report/dialogue-package.ts';
import { type Dialogue, dialoguesOf } from '#shared/report/dialogue.ts';
import { documentText } from '#shared/report/document.ts';
import { meetingsOf } from '#shared/report/meetings.ts';
import { adviceOf } from '#shared/report/pledges.ts';
import { headingWord } from '#shared/report/relatoria-document.ts';
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
      id: id as RecordId,
      language: 'es',
      kind,
      finished: true,
      deleted: false,
      review,
      cells: new Map(
        [...cells.value].map(([path, value]) => [
          path,
          { value, level: raise[path] ?? levelOfPath(kind, path), conflict: false, write: 'w' as ChangesetId },
        ]),
      ),
    },
  };
}

const CONSENT = { consent_obtained: 'verbal_all', consent_uses: ['share_with_governments'] };
const consultation = (id: string, entry: Readonly<Record<string, Json>>, facts?: Facts) =>
  source(
    'consultation',
    id,
    { title: id, date_start: facts?.date ?? '2024-03-01', objectives: [7, 8], ...CONSENT, ...entry },
    facts,
  );

const DIALOGUES = (...years: number[]): readonly Dialogue[] =>
  dialoguesOf(
    meetingsOf(
      years.map((year) =>
        fixedRecord(`c${year}`, 'meeting', {
          title: `Conversatorio ${year}`,
          meeting_type: 'annual_dialogue',
          date_start: `${year}-12-31`,
          objectives: [8],
        }),
      ),
    ),
    [],
    [],
    '2024-06-20',
  );
const NO_EVENTS = sameEvents(new Map());

const gathered = (records: readonly ReportSource[], dialogues = DIALOGUES(2023, 2024)) => {
  const [newest] = dialogues;
  if (newest === undefined) throw new Error('no dialogue');
  return packageInputs(dialogues, newest, records, NO_EVENTS).map(({ objective, headings }) => [
    objective,
    headings
      .filter(({ candidates }) => candidates.length > 0)
      .map(({ heading, candidates }) => [
        headingWord(heading, 'es'),
        candidates.map(({ words, sources }) => `${sources.map(({ record }) => record).join()}: ${words}`),
      ]),
    headings.reduce((sum, { withheld }) => sum + withheld.length, 0),
  ]);
};

const TEXTS = { progress: { 7: 'Del siete', 8: 'Abrió los sábados' } };

describe('inputs', () => {
  test('are the texts of the topic alone, under the name of their field, with their record', () => {
    expect(gathered([consultation('a', TEXTS)])).toEqual([[8, [['Avances', ['a: Abrió los sábados']]], 0]]);
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

  test('are those since the dialogue before; a record without a year is in no period', () => {
    const records = [
      consultation('old', TEXTS, { date: '2022' }),
      consultation('unknown', TEXTS, { date: '' }),
      consultation('half', TEXTS, { date: '2024' }),
    ];
    expect(gathered(records)).toEqual([[8, [['Avances', ['half: Abrió los sábados']]], 0]]);
  });

  test('are never a quote, and its place is not told either', () => {
    const quoted = { ...TEXTS, quotes: ['Nadie nos dijo nada en todo el camino'] };
    const uses = { consent_uses: ['share_with_governments', 'quotes'] };
    expect(gathered([consultation('a', { ...quoted, ...uses }), consultation('b', quoted)])).toEqual([
      [8, [['Avances', ['a,b: Abrió los sábados']]], 0],
    ]);
  });

  test('of a recommendation are its words, for its objectives', () => {
    const advice = source('recommendation', 'r', {
      title: 'Registro',
      text: 'Abrir dos sábados',
      objective: [8],
      date_start: '2024-02',
    });
    expect(gathered([advice])).toEqual([[8, [['Recomendaciones', ['r: Abrir dos sábados']]], 0]]);
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
  const dialogues = dialoguesOf(meetingsOf(records), [], adviceOf(records), '2024-06-20');
  const [dialogue] = dialogues;
  if (dialogue === undefined) throw new Error('no dialogue');
  const sources = [consultation('a', TEXTS), consultation('b', TEXTS, { review: 'new' })];
  const inputs = packageInputs(dialogues, dialogue, sources, NO_EVENTS);
  const document = dialoguePackageOf(dialogue, inputs, sources, WORDS);
  expect(document.sources.map(({ record }) => record)).toEqual(['a']);
  const text = documentText(document);
  for (const said of [
    'Colombia',
    '¿Qué se hizo?',
    'Abrió los sábados[1]',
    'Textos que no se incluyen: 1.',
    'Registro abierto',
    'a · 1 de marzo de 2024',
  ])
    expect(text).toContain(said);
  expect(text).not.toContain('Del siete');
});

test('a record that Governments may read something of and whose title they may not is a source by its code', () => {
  const dialogues = DIALOGUES(2024);
  const [dialogue] = dialogues;
  if (dialogue === undefined) throw new Error('no dialogue');
  const sources = [consultation('Casa azul', { ...TEXTS, title: 'Casa azul' }, { raise: { title: 'restricted' } })];
  const inputs = packageInputs(dialogues, dialogue, sources, NO_EVENTS);
  const document = dialoguePackageOf(dialogue, inputs, sources, WORDS);
  expect(document.sources).toHaveLength(1);
  expect(documentText(document)).not.toContain('Casa azul');
});
