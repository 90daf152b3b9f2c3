// What is not in order in the Mechanism is named in a sentence of each language, with its facts in it and no blame: a
// quarter without a meeting, three representatives, an agency twice, dates that run backwards.

import { expect, test } from 'vitest';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { compositionOf } from '#shared/report/composition.ts';
import { meetingFindings, meetingsOf } from '#shared/report/meetings.ts';
import { rulesOf } from '#shared/report/rules.ts';
import { fixedRecord, fullTable } from '../fixtures/mechanism-records.ts';
import { readTexts } from './texts.ts';

const TODAY = '2024-06-20';
const seat = { role: 'representative', from: '2024-02-01' };

const records = [
  ...fullTable().filter(({ id }) => !['m2b', 'oit'].includes(id)),
  fixedRecord('m3c', 'member', { ...seat, organization: 'Red 3c', working_table: 3 }),
  fixedRecord('old', 'member', { ...seat, organization: 'Red vieja', working_table: 2, from: '2022', until: '2023' }),
  fixedRecord('iom', 'member', { organization: 'IOM', role: 'agency', from: '2024-03' }),
  fixedRecord('back', 'member', { ...seat, organization: 'Red al revés', working_table: 4, until: '2023' }),
  fixedRecord('twice', 'member', { ...seat, organization: 'Red 1a', working_table: 4 }),
  fixedRecord('lost', 'member', { ...seat, organization: 'Red sin mesa', working_table: 9 }),
  fixedRecord('rules', 'rules', { title: 'Reglas', from: '2020', term_months: 1, rotation_months: 1, quorum: 12 }),
  fixedRecord('a', 'meeting', { title: 'Primera', meeting_type: 'liaison', date_start: '2023-08-02', status: 'held' }),
  fixedRecord('b', 'meeting', {
    title: 'Segunda',
    meeting_type: 'liaison',
    date_start: '2024-05-02',
    date_end: '2024-05-01',
    next_date: '2023-01-01',
    status: 'planned',
    agreements: [{ what: 'x', due: '2024-04-01' }],
  }),
  fixedRecord('c', 'meeting', { title: 'Tercera', meeting_type: 'liaison', date_start: '2024' }),
];
const findings = [
  ...compositionOf(records, rulesOf(records, TODAY), TODAY).findings,
  ...meetingFindings(meetingsOf(records), TODAY),
];

test('the notebook of mistakes has each of them', () => {
  expect([...new Set(findings.map(({ type }) => type))]).toEqual(
    expect.arrayContaining([
      'tooManyRepresentatives',
      'agencyTwice',
      'organisationTwice',
      'datesBackwards',
      'mesaUnknown',
      'termEnded',
      'termOver',
      'rotationDue',
      'belowQuorum',
      'quarterMissing',
      'meetingUndated',
      'meetingUnconfirmed',
      'meetingBackwards',
      'nextBeforeMeeting',
      'dueBeforeMeeting',
    ]),
  );
});

test.each(LANGUAGES)('each is a whole sentence in %s', (language) => {
  const words = new Map(readTexts(language).map(({ namespace, key, text }) => [`${namespace}:${key}`, text]));
  for (const finding of findings) {
    const sentence = words.get(`mechanism:finding.${finding.type}`) ?? '';
    const said = Object.entries(finding).reduce(
      (text, [name, fact]) => text.replaceAll(`{{${name}}}`, String(fact)),
      sentence,
    );
    expect(said, finding.type).toMatch(/[.?]$/);
    expect(said, finding.type).not.toMatch(/\{\{|!|undefined/);
  }
});
