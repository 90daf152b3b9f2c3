// What is an error, what is a flag, and what is neither.

import { describe, expect, test } from 'vitest';
import samples from '#resources/samples/real-entries.json' with { type: 'json' };
import type { Json } from '#shared/base/json.ts';
import { isAsked, stillOpen } from '#shared/record/answers.ts';
import { entryToCells } from '#shared/record/cells.ts';
import { fieldOf, kindOf } from '#shared/record/kinds.ts';
import { endsBefore, parsePartialDate } from '#shared/record/partial-date.ts';
import { isKeptHere, type Problem, problemsOf } from '#shared/record/validate.ts';

type Entry = { readonly [field: string]: Json };

const cellsOf = (kind: string, entry: Entry) => {
  const cells = entryToCells(kind, entry);
  if (!cells.ok) throw new Error(cells.error.type);
  return cells.value;
};
const problemsIn = (kind: string, entry: Entry): readonly Problem[] => problemsOf(kind, cellsOf(kind, entry));

const FINISHED: Entry = { title: 'Consulta en Tapachula', objectives: [7] };
const inConsultation = (entry: Entry): readonly Problem[] => problemsIn('consultation', { ...FINISHED, ...entry });
const inPractice = (entry: Entry): readonly Problem[] =>
  problemsIn('practice', { title: 'a', primary_objectives: [1], ...entry });

describe('finishing', () => {
  test.each(samples.entries.map((entry) => [entry.id, entry] as const))(
    '%s can be finished as published',
    (_, entry) => {
      expect(problemsIn(entry.kind, entry.cells).filter(({ severity }) => severity === 'error')).toStrictEqual([]);
    },
  );

  test('asks for a title and what it is about, and nothing else', () => {
    expect(problemsIn('consultation', {})).toStrictEqual([
      { severity: 'error', type: 'missing', path: 'title' },
      { severity: 'error', type: 'missing', path: 'objectives' },
    ]);
    expect(inConsultation({})).toStrictEqual([]);
    expect(problemsIn('practice', {}).map(({ path }) => path)).toStrictEqual(['title', 'primary_objectives']);
    expect(problemsIn('commitment', {}).map(({ path }) => path)).toStrictEqual(['title', 'objectives']);
    expect(problemsIn('recommendation', {}).map(({ path }) => path)).toStrictEqual(['title', 'text']);
  });

  test('takes "not known" for an answer, but not spaces, empty lists or null', () => {
    expect(inConsultation({ title: { notKnown: true } })).toStrictEqual([]);
    for (const title of ['', ' \n', null, [], {}]) {
      expect(inConsultation({ title })).toStrictEqual([{ severity: 'error', type: 'missing', path: 'title' }]);
    }
    expect(inConsultation({ objectives: [] }).map(({ type }) => type)).toStrictEqual(['missing']);
  });

  test('shows what the form asks for and is still open', () => {
    const kind = kindOf('consultation');
    if (!kind) throw new Error('no kind');
    const before = stillOpen(kind, cellsOf('consultation', {})).map(({ key }) => key);
    const after = stillOpen(kind, cellsOf('consultation', { modality: 'online', total: { notKnown: true } })).map(
      ({ key }) => key,
    );
    expect(before).toEqual(expect.arrayContaining(['modality', 'total', 'by_sex', 'consent_obtained']));
    expect(before).not.toContain('title');
    expect(before.filter((key) => !after.includes(key))).toStrictEqual(['modality', 'total']);
  });

  test('finds nothing wrong with a kind that this app does not know', () => {
    expect(problemsIn('a_newer_kind', { title: 7 })).toStrictEqual([]);
    expect(inConsultation({ a_newer_field: [null] })).toStrictEqual([]);
  });
});

describe('figures', () => {
  const women = { women: 6, men: 4 };

  test('that do not add up are flagged, never refused', () => {
    expect(inConsultation({ total: 9, by_sex: women })).toStrictEqual([
      { severity: 'flag', type: 'subtotalAboveTotal', path: 'by_sex', sum: 10, total: 9 },
    ]);
    expect(inConsultation({ total: 12, by_sex: { ...women, non_binary: 0, not_stated: 1 } })).toStrictEqual([
      { severity: 'flag', type: 'subtotalDiffers', path: 'by_sex', sum: 11, total: 12 },
    ]);
  });

  test('of groups that are unknown are not taken for 0', () => {
    expect(inConsultation({ total: 12, by_sex: women })).toStrictEqual([]);
    expect(
      inConsultation({ total: 12, by_sex: { ...women, non_binary: 0, not_stated: { notKnown: true } } }),
    ).toStrictEqual([]);
    expect(inConsultation({ total: { notKnown: true }, by_sex: women })).toStrictEqual([]);
    expect(inConsultation({ by_sex: women })).toStrictEqual([]);
    expect(inConsultation({ total: 12, by_sex: { notKnown: true } })).toStrictEqual([]);
  });

  test('of groups that overlap are compared with the total one by one', () => {
    expect(
      inConsultation({ total: 5, special_groups: { indigenous: 5, afro_descendants: 4, lgbtiq: 6 } }),
    ).toStrictEqual([
      { severity: 'flag', type: 'subtotalAboveTotal', path: 'special_groups.lgbtiq', sum: 6, total: 5 },
    ]);
  });

  test('are whole and not below 0', () => {
    expect(inConsultation({ total: 1.5 })).toStrictEqual([{ severity: 'error', type: 'notAnInteger', path: 'total' }]);
    expect(inConsultation({ total: '12' })).toStrictEqual([{ severity: 'error', type: 'notAnInteger', path: 'total' }]);
    expect(inConsultation({ by_age: { '0-11': -1 } })).toStrictEqual([
      { severity: 'error', type: 'negative', path: 'by_age.0-11' },
    ]);
    expect(inConsultation({ total: 0, by_sex: { women: 0 } })).toStrictEqual([]);
    expect(
      problemsIn('commitment', { title: 'a', objectives: [1], progress_updates: [{ percent: 101 }] }),
    ).toStrictEqual([{ severity: 'error', type: 'tooLarge', path: 'progress_updates.e0001.percent', max: 100 }]);
  });

  test('of a group nobody listed are kept and flagged', () => {
    expect(inConsultation({ by_nationality: { AO: 3, BR: 1 } })).toStrictEqual([
      { severity: 'flag', type: 'notAnOption', path: 'by_nationality.AO', option: 'AO' },
    ]);
  });
});

describe('dates', () => {
  test.each(['2024', '2024-05', '2024-02-29', '--02-29', '--12-31', '0001-01-01'])('%s is a date', (date_start) => {
    expect(inConsultation({ date_start })).toStrictEqual([]);
  });

  test.each([
    '',
    '24',
    '2024-13',
    '2024-00',
    '2023-02-29',
    '1900-02-29',
    '2024-5-1',
    '--02-30',
    '--13-01',
    '17/05/2024',
    '2024-05-17T10:00Z',
    '٢٠٢٤',
  ])('%j is none', (date_start) => {
    expect(parsePartialDate(date_start)).toBeUndefined();
    if (date_start !== '') {
      expect(inConsultation({ date_start })).toStrictEqual([
        { severity: 'error', type: 'notADate', path: 'date_start' },
      ]);
    }
  });

  test('are in order unless the end is surely before the start, however precise each is', () => {
    const order = (date_start: string, date_end: string) =>
      inConsultation({ date_start, date_end }).map(({ type }) => type);
    expect(order('2024-05-17', '2024-05-16')).toStrictEqual(['dateOrder']);
    expect(order('2024-05', '2024-04-30')).toStrictEqual(['dateOrder']);
    expect(order('2024', '2023')).toStrictEqual(['dateOrder']);
    expect(order('2024-05-17', '2024-05-17')).toStrictEqual([]);
    expect(order('2024-05-17', '2024-05')).toStrictEqual([]);
    expect(order('2024-05-17', '2024')).toStrictEqual([]);
    expect(order('2024', '2024-01-01')).toStrictEqual([]);
    expect(order('2024-05-17', '--01-01')).toStrictEqual([]);
    const [a, b] = [parsePartialDate('2000'), parsePartialDate('1999-12-31')];
    expect(a && b && endsBefore(a, b)).toBe(true);
  });
});

describe('options', () => {
  test('outside a closed list are errors; outside a list that may grow, flags', () => {
    expect(problemsIn('consultation', { title: 'a', objectives: [7, 24] })).toStrictEqual([
      { severity: 'error', type: 'notAnOption', path: 'objectives.24', option: 24 },
    ]);
    expect(inConsultation({ sensitivity: 'secret' })).toStrictEqual([
      { severity: 'error', type: 'notAnOption', path: 'sensitivity', option: 'secret' },
    ]);
    expect(inConsultation({ modality: 'telepathy', method: ['workshop', 'dance'] })).toStrictEqual([
      { severity: 'flag', type: 'notAnOption', path: 'modality', option: 'telepathy' },
      { severity: 'flag', type: 'notAnOption', path: 'method.dance', option: 'dance' },
    ]);
    expect(inConsultation({ good_practices: { 24: 'x' } }).map(({ severity }) => severity)).toStrictEqual(['error']);
  });

  test('a single country, several, none, or one outside the region', () => {
    expect(inConsultation({ country: 'AR' })).toStrictEqual([]);
    expect(inConsultation({ country: ['AR', 'UY'] })).toStrictEqual([]);
    expect(inConsultation({ country: ['SN'] })).toStrictEqual([
      { severity: 'flag', type: 'notAnOption', path: 'country.SN', option: 'SN' },
    ]);
    expect(inConsultation({ country: 'SN' })).toStrictEqual([
      { severity: 'flag', type: 'notAnOption', path: 'country', option: 'SN' },
    ]);
  });

  test('organisations and places are free', () => {
    expect(inConsultation({ lead_organization: 'Red de Mujeres', site: 'Parroquia San José' })).toStrictEqual([]);
  });

  test('a double in a set is kept and no problem by itself', () => {
    expect(inConsultation({ method: ['workshop', 'workshop'] })).toStrictEqual([]);
  });
});

describe('texts and links', () => {
  test('of the wrong type are errors, wherever they stand', () => {
    const wrong: Entry = {
      admin_area: 7,
      referral_done: 'sí',
      progress: 'todo bien',
      by_sex: [1],
      co_organizers: ['a', 2],
      follow_up: ['x', { due: 2024 }],
      recommendations: { text: 'a' },
      attachments: [7],
    };
    const problems = inConsultation(wrong);
    expect(problems.map(({ type }) => type)).toStrictEqual(problems.map(() => 'wrongType'));
    expect(problems.map(({ path }) => path).sort()).toStrictEqual([
      'admin_area',
      'attachments.e0001',
      'by_sex',
      'co_organizers.e0002',
      'follow_up.e0001',
      'follow_up.e0002.due',
      'progress',
      'recommendations',
      'referral_done',
    ]);
  });

  test('longer or shorter than asked for are flagged', () => {
    expect(inPractice({ summary: 'palabra '.repeat(151) })).toStrictEqual([
      { severity: 'flag', type: 'tooManyWords', path: 'summary', words: 151, max: 150 },
    ]);
    expect(inPractice({ summary: 'palabra '.repeat(150) })).toStrictEqual([]);
    const commitment = (description: string) => problemsIn('commitment', { title: 'a', objectives: [1], description });
    expect(commitment('ñ'.repeat(299)).map(({ type }) => type)).toStrictEqual(['tooShort']);
    expect(commitment('ñ'.repeat(3000))).toStrictEqual([]);
    expect(commitment('ñ'.repeat(3001)).map(({ type }) => type)).toStrictEqual(['tooLong']);
  });

  test('links that no browser would open are flagged', () => {
    const links = ['https://example.org/a?b=c#d', 'http://xn--caf-dma.example', 'https://café.example:8080/ñ'];
    expect(inPractice({ links })).toStrictEqual([]);
    const bad = [
      'www.example.org',
      'javascript:alert(1)',
      'https://',
      'https://example',
      'https://a b.org',
      'ftp://example.org',
    ];
    expect(inPractice({ links: bad })).toStrictEqual(
      bad.map((_, at) => ({ severity: 'flag', type: 'badUrl', path: `links.e000${at + 1}` })),
    );
  });
});

describe('consent', () => {
  test('that was not obtained keeps the record on this device; any other answer, or none, does not', () => {
    const isKept = (entry: Entry) => isKeptHere('consultation', cellsOf('consultation', { ...FINISHED, ...entry }));
    expect(isKept({ consent_obtained: 'not_obtained' })).toBe(true);
    expect(isKept({ consent_obtained: 'verbal_all' })).toBe(false);
    expect(isKept({ consent_obtained: 'constructor' })).toBe(false);
    expect(isKept({})).toBe(false);
    expect(inConsultation({ consent_obtained: 'not_obtained' })).toStrictEqual([
      { severity: 'flag', type: 'consentBlocks', path: 'consent_obtained', answer: 'not_obtained' },
    ]);
  });
});

describe('a commitment about refugees alone', () => {
  test('is spoken of kindly and kept: a flag, no error, and it can be handed over', () => {
    const entry = { title: 'Centro', objectives: [15], scope_check: false };
    expect(problemsIn('commitment', entry)).toStrictEqual([
      { severity: 'flag', type: 'outOfScope', path: 'scope_check' },
    ]);
    expect(isKeptHere('commitment', cellsOf('commitment', entry))).toBe(false);
    expect(problemsIn('commitment', { ...entry, scope_check: true })).toStrictEqual([]);
  });
});

describe('an application to join', () => {
  test('asks a person for nothing that only an organisation has, and hides no answer that was given', () => {
    const kind = kindOf('registration');
    const open = (entry: Entry) => (kind ? stillOpen(kind, cellsOf('registration', entry)) : []).map(({ key }) => key);
    expect(open({ title: 'x' })).toContain('organization_name');
    expect(open({ applicant_kind: 'organization' })).toContain('organization_name');
    expect(open({ applicant_kind: 'individual' })).not.toContain('organization_name');
    const asked = kind?.fields.filter((field) => isAsked(field, () => 'individual')).map(({ key }) => key) ?? [];
    expect(asked).toEqual(expect.arrayContaining(['country_base', 'contact_name']));
    for (const key of ['organization_name', 'acronym', 'legal_status', 'migrant_led', 'women_led'])
      expect(asked, key).not.toContain(key);
  });

  test('a pledge that one actor makes is asked for no others', () => {
    for (const key of ['participating_actors', 'matched_pledge'])
      expect(fieldOf('commitment', key)?.showIf?.is, key).not.toContain('individual');
    expect(fieldOf('commitment', 'matched_pledge')?.showIf).toEqual({ field: 'pledge_type', is: ['matching'] });
  });

  test('asks for a name and who applies; not being registered is an answer like any other', () => {
    expect(problemsIn('registration', {}).map(({ path }) => path)).toStrictEqual(['title', 'applicant_kind']);
    for (const applicant_kind of ['organization', 'individual'])
      expect(
        problemsIn('registration', { title: 'Red', applicant_kind, legal_status: 'not_registered' }),
      ).toStrictEqual([]);
  });
});
