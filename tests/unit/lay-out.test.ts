// What a relatoría can be made of, what is kept from it, and who stands behind a sentence.

import { describe, expect, test } from 'vitest';
import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { mesaOfObjective } from '#shared/mechanism/compact.ts';
import { sameEvents } from '#shared/merge/same-event.ts';
import { entryToCells, levelOfPath } from '#shared/record/cells.ts';
import { type Frame, type LaidObjective, type LaidRecord, layOut, speakingOf } from '#shared/report/lay-out.ts';
import type { Heading, SourceRef } from '#shared/report/relatoria.ts';
import { forbiddenIn, sourceStateOf, supportOf } from '#shared/report/sources.ts';

const ALL: Frame = { audience: 'mechanism', process: '', from: '', to: '', objectives: [], mesas: [], countries: [] };
const APART = sameEvents(new Map());

describe('laying out', () => {
  test('puts each text of a consultation under its objective and its heading, gaps among the challenges', () => {
    const laid = layOut(
      [
        consultation('a', {
          objectives: [7, 15],
          progress: { '7': 'Avance siete', '15': 'Avance quince' },
          challenges: { '7': 'Reto' },
          gaps: { '7': 'Vacío' },
          good_practices: { '15': 'Buena' },
          lessons: { '15': 'Lección' },
          opportunities: { '7': 'Ocasión' },
          recommendations: [{ text: 'Para quince', objective: 15 }, { text: 'Para todos' }],
        }),
      ],
      ALL,
      APART,
    );
    expect(wordsAt(laid, 7, 'progress')).toEqual(['Avance siete']);
    expect(wordsAt(laid, 7, 'challenges')).toEqual(['Reto', 'Vacío']);
    expect(wordsAt(laid, 7, 'opportunities')).toEqual(['Ocasión']);
    expect(wordsAt(laid, 7, 'recommendations')).toEqual(['Para todos']);
    expect(wordsAt(laid, 15, 'progress')).toEqual(['Avance quince']);
    expect(wordsAt(laid, 15, 'goodPractices')).toEqual(['Buena']);
    expect(wordsAt(laid, 15, 'lessons')).toEqual(['Lección']);
    expect(wordsAt(laid, 15, 'recommendations')).toEqual(['Para quince', 'Para todos']);
    expect(laid.map(({ objective }) => objective)).toEqual(Array.from({ length: 23 }, (_, at) => at + 1));
  });

  test('takes a practice under its main objectives, a commitment as progress, a recommendation as one', () => {
    const laid = layOut(
      [
        recordOf('p', 'practice', {
          title: 'P',
          primary_objectives: [15],
          other_objectives: [7],
          summary: 'Se hace',
          key_lessons: 'Se aprende',
        }),
        recordOf('k', 'commitment', {
          title: 'K',
          objectives: [15],
          description: 'Se promete',
          progress_updates: [{ date: '2026', narrative: 'Va bien', obstacles: 'No se dice' }],
        }),
        recordOf('r', 'recommendation', { title: 'R', objective: [15], text: 'Se recomienda' }),
        recordOf('x', 'from-the-future', { objectives: [15], progress: { '15': 'Otra cosa' } }),
      ],
      ALL,
      APART,
    );
    expect(wordsAt(laid, 15, 'goodPractices')).toEqual(['Se hace']);
    expect(wordsAt(laid, 15, 'lessons')).toEqual(['Se aprende']);
    expect(wordsAt(laid, 15, 'progress')).toEqual(['Se promete', 'Va bien']);
    expect(wordsAt(laid, 15, 'recommendations')).toEqual(['Se recomienda']);
    expect(wordsAt(laid, 7, 'goodPractices')).toEqual([]);
  });

  test('places no record by what its author raised above what the audience reads', () => {
    const open = consultation('a', { objectives: [7, 15], country: ['CL'], recommendations: [{ text: 'Se pide' }] });
    const raised: LaidRecord = {
      ...open,
      cells: new Map(
        [...open.cells].map(([path, cell]) => [
          path,
          path === 'objectives.15' || path === 'country.CL' ? { ...cell, level: 'restricted' } : cell,
        ]),
      ),
    };
    const eventsAt = (record: LaidRecord, frame: Partial<Frame> = {}) =>
      layOut([record], { ...ALL, ...frame }, APART).flatMap(({ objective, events }) => (events > 0 ? [objective] : []));
    expect(eventsAt(open)).toEqual([7, 15]);
    expect(eventsAt(raised)).toEqual([7]);
    expect(wordsAt(layOut([raised], ALL, APART), 15, 'recommendations')).toEqual([]);
    expect(eventsAt(open, { countries: ['CL'] })).toEqual([7, 15]);
    expect(eventsAt(raised, { countries: ['CL'] })).toEqual([]);
    expect(speakingOf(15, [open, raised], 'mechanism')).toEqual([open]);
  });

  test('keeps to its frame: process, period, objectives, mesas, countries', () => {
    const records = [
      consultation('a', { ...SAID, date_start: '2024', country: ['CL'], process: 'imrf' }),
      consultation('b', { ...SAID, date_start: '2026-03', country: ['PE'], process: 'annual_dialogue' }),
      consultation('c', { ...SAID, country: ['PE'] }),
    ];
    const within = (frame: Partial<Frame>) =>
      layOut(records, { ...ALL, ...frame }, APART).flatMap(({ headings }) =>
        headings.flatMap(({ candidates }) =>
          candidates.flatMap(({ sources }) => sources.map(({ record }) => record.slice(0, 1))),
        ),
      );
    expect(within({ from: '2026', to: '2026-06' })).toEqual(['b']);
    expect(within({ from: '2024-05', to: '2024-06' })).toEqual(['a']);
    expect(within({ countries: ['PE'] })).toEqual(['c', 'b']);
    expect(within({ process: 'imrf' })).toEqual(['c', 'a']); // a record that names none is of any process
    expect(within({ objectives: [15] })).toEqual([]);
    const [mesa = 0, other = 0] = [mesaOfObjective(7)?.n, mesaOfObjective(15)?.n];
    expect(within({ mesas: [mesa] })).toEqual(['c', 'a', 'b']);
    expect(within({ mesas: [other] })).toEqual(mesa === other ? ['c', 'a', 'b'] : []);
  });

  test('gives one candidate for one text with all its sources, in an order that the records alone decide', () => {
    const records = [
      consultation('b', { ...SAID, date_start: '2026-02' }),
      consultation('a', { ...SAID, progress: { '7': 'SE ABRIÓ  una oficina' }, date_start: '2026-01' }),
      consultation('c', { ...SAID, progress: { '7': 'Otra' }, date_start: '2025' }),
    ];
    for (const order of [records, records.toReversed()]) {
      const candidates = headingOf(layOut(order, ALL, APART), 7, 'progress').candidates;
      expect(candidates.map(({ words, sources }) => [words, sources.length])).toEqual([
        ['Otra', 1],
        ['SE ABRIÓ  una oficina', 2],
      ]);
    }
  });

  test('keeps from its readers what they may not read, with the reason and without a word of it', () => {
    const hidden = consultation('a', { ...SAID, sensitivity: 'high', quotes: ['Una cita sin permiso'] });
    const laid = headingOf(layOut([hidden], ALL, APART), 7, 'progress');
    expect(laid.candidates).toEqual([]);
    expect(laid.withheld.map(({ cell, denial }) => [cell, denial.type])).toEqual([
      ['progress.7', 'tooSensitive'],
      ['quotes.e0001', 'quotesNotAgreed'],
    ]);
    expect(JSON.stringify(laid)).not.toMatch(/oficina|cita/);
  });

  test('offers a quote with its consent under every heading, after the other texts', () => {
    const record = consultation('a', { ...SAID, ...AGREED, quotes: ['Nos trataron bien'] });
    const { candidates } = headingOf(layOut([record], ALL, APART), 7, 'progress');
    expect(candidates.map(({ words, isQuote }) => [words, isQuote])).toEqual([
      ['Se abrió una oficina', false],
      ['Nos trataron bien', true],
    ]);
  });
});

describe('who stands behind a sentence', () => {
  const records = new Map(
    [
      consultation('a', { ...SAID, ...AGREED, country: ['CL'], lead_organization: 'Red Andina' }),
      consultation('b', { ...SAID, ...AGREED, country: ['PE', 'MX'], lead_organization: 'red  andina' }),
      consultation('c', { ...SAID, country: ['CL'], lead_organization: 'Otra' }),
    ].map((record) => [record.id as string, record]),
  );
  const ref = (of: string): SourceRef => ({ record: idOf(of), write: writeOf(of), cell: 'progress.7' });

  test('organisations by name, sub-regions, each event once, and the narrowest consent', () => {
    const events = sameEvents(
      new Map([
        [idOf('a'), { kind: 'consultation', deleted: false, judged: { [idOf('c')]: true } }],
        [idOf('c'), { kind: 'consultation', deleted: false }],
      ]),
    );
    const support = supportOf([ref('a'), ref('b'), ref('c')], records, events);
    expect(support).toMatchObject({ events: 2, organisations: 2, subregions: 2 });
    expect([...support.audiences]).toEqual(['mechanism']);
    expect([...supportOf([ref('a'), ref('b')], records, APART).audiences]).toEqual(['mechanism', 'governments']);
  });

  test('a source that is not here stands for nobody and allows nobody to read', () => {
    expect(supportOf([ref('z')], records, APART)).toEqual({
      events: 0,
      organisations: 0,
      subregions: 0,
      audiences: new Set(),
    });
  });

  test('a source that was written anew says what it says now; one that was withdrawn says why', () => {
    const record = records.get(idOf('a'));
    expect(sourceStateOf(ref('a'), record, 'mechanism')).toEqual({ type: 'same' });
    expect(sourceStateOf({ ...ref('a'), write: writeOf('b') }, record, 'mechanism')).toEqual({
      type: 'changed',
      write: writeOf('a'),
      words: 'Se abrió una oficina',
    });
    const withdrawn = consultation('a', { ...SAID, consent_obtained: 'not_obtained' });
    expect(sourceStateOf(ref('a'), withdrawn, 'mechanism')).toEqual({ type: 'denied', denial: { type: 'withdrawn' } });
    expect(sourceStateOf(ref('a'), undefined, 'mechanism')).toEqual({ type: 'denied', denial: { type: 'missing' } });
  });
});

describe('words that may not stand there', () => {
  const LONG = 'Cruzamos de noche por el río con mis dos hijas y nadie nos preguntó nada';
  const records = [
    consultation('a', {
      ...SAID,
      quotes: [LONG],
      site: 'Albergue de la Quebrada',
      risks: 'Amenazas de un grupo armado',
    }),
  ];
  const found = (words: string) => forbiddenIn(words, records, 'mechanism')?.denial.type;

  test('a quote without consent is known, whole or a long part of it, in other capitals, accents and spaces', () => {
    expect(found(`Una persona dijo: «${LONG.toUpperCase()}».`)).toBe('quotesNotAgreed');
    expect(found('cruzamos de  noche por el rio con mis dos hijas')).toBe('quotesNotAgreed');
  });

  test('so are a place and a risk that are nobody’s to read', () => {
    expect(found('Se reunieron en el Albergue de la Quebrada ayer.')).toBe('restricted');
    expect(found('Hubo amenazas de un grupo armado.')).toBe('personal');
  });

  test('one’s own words, a part of a word and what may be cited are not', () => {
    expect(found('Las familias esperan cada vez más.')).toBeUndefined();
    expect(found('Se abrió una oficina')).toBeUndefined();
    expect(found('los Albergue de la Quebradas')).toBeUndefined();
  });
});

const SAID: Readonly<Record<string, Json>> = { objectives: [7], progress: { '7': 'Se abrió una oficina' } };
const AGREED = {
  consent_obtained: 'verbal_all',
  consent_uses: ['internal_mechanism', 'share_with_governments', 'quotes'],
  sensitivity: 'low',
};

const idOf = (name: string): RecordId => name.padEnd(21, '0').concat('A') as RecordId;
const writeOf = (name: string): ChangesetId => name.padEnd(42, '0').concat('A') as ChangesetId;

const consultation = (name: string, entry: Readonly<Record<string, Json>>): LaidRecord =>
  recordOf(name, 'consultation', { title: name, ...entry });

function recordOf(name: string, kind: string, entry: Readonly<Record<string, Json>>): LaidRecord {
  const cells = entryToCells(kind, entry);
  if (!cells.ok) throw new Error(cells.error.type);
  return {
    id: idOf(name),
    kind,
    language: 'es',
    cells: new Map(
      [...cells.value].map(([path, value]) => [
        path,
        { value, level: levelOfPath(kind, path), conflict: false, write: writeOf(name) },
      ]),
    ),
    finished: true,
    deleted: false,
    review: 'approved',
  };
}

function headingOf(laid: readonly LaidObjective[], objective: number, heading: Heading) {
  const found = laid.find((each) => each.objective === objective)?.headings.find((each) => each.heading === heading);
  if (found === undefined) throw new Error(`nothing laid out at ${objective} ${heading}`);
  return found;
}

const wordsAt = (laid: readonly LaidObjective[], objective: number, heading: Heading): readonly string[] =>
  headingOf(laid, objective, heading).candidates.map(({ words }) => words);
