// Quarters in which the Mesa de Vinculación met or did not, agreements until they are done, and the conversatorio.

import { describe, expect, test } from 'vitest';
import type { Json } from '#shared/base/json.ts';
import { addMonths, dayAfter } from '#shared/report/calendar.ts';
import { dialoguesOf } from '#shared/report/dialogue.ts';
import { meetingEvents } from '#shared/report/meeting-events.ts';
import { agreementKey, agreementsOf, meetingFindings, meetingsOf, quartersOf } from '#shared/report/meetings.ts';
import { adviceOf, isFrom, pledgesOf } from '#shared/report/pledges.ts';
import { fixedRecord } from '../fixtures/mechanism-records.ts';

const TODAY = '2024-06-20';

const meeting = (id: string, entry: Readonly<Record<string, Json>>) =>
  fixedRecord(id, 'meeting', { title: id, meeting_type: 'liaison', ...entry });
const read = (...records: readonly ReturnType<typeof meeting>[]) => meetingsOf(records);
const states = (meetings: ReturnType<typeof read>) =>
  quartersOf(meetings, TODAY).map(({ year, quarter, state }) => `${year}-${quarter} ${state}`);

describe('the calendar', () => {
  test('a month on is the same day, or the month’s last', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2023-12-15', 1)).toBe('2024-01-15');
    expect(addMonths('2024-01-15', -2)).toBe('2023-11-15');
    expect(dayAfter('2023-02-28')).toBe('2023-03-01');
    expect(dayAfter('2024-12-31')).toBe('2025-01-01');
  });
});

describe('quarters', () => {
  test('go from the first meeting known to the next quarter, and one without a meeting is missing', () => {
    const meetings = read(
      meeting('a', { date_start: '2023-08-02', status: 'held' }),
      meeting('b', { date_start: '2024-02', status: 'held' }),
    );
    expect(states(meetings)).toEqual(['2023-3 held', '2023-4 missing', '2024-1 held', '2024-2 open', '2024-3 open']);
    expect(meetingFindings(meetings, TODAY)).toEqual([{ type: 'quarterMissing', year: 2023, quarter: 4, records: [] }]);
  });

  test('without any meeting nothing is missing yet', () => {
    expect(states([])).toEqual(['2024-2 open', '2024-3 open']);
  });

  test('one to come is planned; one that was put off leaves its quarter missing', () => {
    const meetings = read(
      meeting('a', { date_start: '2024-07-10', status: 'planned' }),
      meeting('b', { date_start: '2024-03-10', status: 'postponed' }),
    );
    expect(states(meetings)).toEqual(['2024-1 missing', '2024-2 open', '2024-3 planned']);
  });

  test('meetings of a mesa do not count for the Mesa de Vinculación', () => {
    const meetings = read(meeting('a', { date_start: '2024-02-01', status: 'held', meeting_type: 'working_table' }));
    expect(states(meetings)).toEqual(['2024-2 open', '2024-3 open']);
  });

  test('a long silence is shown as far as two years, not for ever', () => {
    expect(states(read(meeting('a', { date_start: '2010-01-01', status: 'held' })))).toHaveLength(9);
  });
});

describe('what is named', () => {
  test.each([
    [{ date_start: '2024' }, { type: 'meetingUndated', title: 'a' }],
    [
      { date_start: '2024-05-02', status: 'planned' },
      { type: 'meetingUnconfirmed', title: 'a', date: '2024-05-02' },
    ],
    [
      { date_start: '2024-05-02', date_end: '2024-05-01', status: 'held' },
      { type: 'meetingBackwards', title: 'a', from: '2024-05-02', until: '2024-05-01' },
    ],
    [
      { date_start: '2024-05-02', next_date: '2023-08-01', status: 'held' },
      { type: 'nextBeforeMeeting', title: 'a', date: '2024-05-02', next: '2023-08-01' },
    ],
    [
      { date_start: '2024-05-02', agreements: [{ what: 'x', due: '2024-04' }], status: 'held' },
      { type: 'dueBeforeMeeting', title: 'a', date: '2024-05-02', due: '2024-04' },
    ],
  ])('%j', (entry, finding) => {
    expect(meetingFindings(read(meeting('a', entry)), TODAY)).toEqual([{ ...finding, records: ['a'] }]);
  });
});

describe('agreements', () => {
  test('are followed over all meetings: late first, done last', () => {
    const followed = agreementsOf(
      read(
        meeting('a', {
          date_start: '2024-03-01',
          agreements: [
            { what: 'hecho', due: '2024-04-01', done: true },
            { what: 'tarde', owner: 'Mesa 2', due: '2024-04-01' },
            { what: 'sin plazo' },
            { owner: 'nadie dijo qué' },
          ],
        }),
        meeting('b', {
          date_start: '2024-06-01',
          agreements: [
            { what: 'lejos', due: '2024-12' },
            { what: 'pronto', due: '2024-07-01' },
          ],
        }),
      ),
      TODAY,
    );
    expect(followed.map(({ what, state }) => `${what}: ${state}`)).toEqual([
      'tarde: overdue',
      'pronto: due',
      'lejos: open',
      'sin plazo: open',
      'hecho: done',
    ]);
    expect(followed[0]).toMatchObject({ owner: 'Mesa 2', meeting: 'a', id: expect.stringMatching(/^e/) as string });
  });

  test('a due date known only as a month is late when the month is over', () => {
    const [agreement] = agreementsOf(read(meeting('a', { agreements: [{ what: 'x', due: '2024-06' }] })), TODAY);
    expect(agreement?.state).toBe('due');
  });
});

describe('an agreement that a later meeting carries on', () => {
  const first = meeting('a', {
    date_start: '2024-02-01',
    agreements: [{ what: 'Reunir los insumos', owner: 'Mesa 2', due: '2024-03-01' }],
  });
  const key = agreementKey('a', read(first)[0]?.agreements[0]?.id ?? '');

  test('is one with it, under the words of the later one, with whoever is in charge and the day as they were', () => {
    const later = meeting('b', { date_start: '2024-05-01', agreements: [{ what: 'Terminar', continues: key }] });
    const [one, ...more] = agreementsOf(read(first, later), TODAY);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ what: 'Terminar', owner: 'Mesa 2', state: 'overdue', meeting: 'b' });
    expect(one?.before).toEqual([{ meeting: 'a', meetingTitle: 'a' }]);
  });

  test('is done when the later one is, and stays one through three meetings', () => {
    const second = meeting('b', { date_start: '2024-05-01', agreements: [{ what: 'Terminar', continues: key }] });
    const again = agreementKey('b', read(second)[0]?.agreements[0]?.id ?? '');
    const third = meeting('c', {
      date_start: '2024-06-01',
      agreements: [{ what: 'Entregado', continues: again, done: true }],
    });
    const followed = agreementsOf(read(third, first, second), TODAY);
    expect(followed.map(({ what, state, before }) => [what, state, before.map((each) => each.meeting)])).toEqual([
      ['Entregado', 'done', ['a', 'b']],
    ]);
  });

  test('is one event of a calendar, on its newest day, under the name of its first', () => {
    const later = meeting('b', {
      date_start: '2024-05-01',
      agreements: [{ what: 'Terminar', continues: key, due: '2024-09-01' }],
    });
    const words = { fileName: 'x', name: 'x', next: 'Próxima', due: 'Vence' };
    const dueIn = (...records: readonly ReturnType<typeof meeting>[]) =>
      meetingEvents(read(...records), new Map(), words)
        .filter(({ summary }) => summary.startsWith('Vence'))
        .map(({ uid, first: day, summary }) => [uid, day, summary]);
    expect(dueIn(first)).toEqual([[key, '2024-03-01', 'Vence: Reunir los insumos']]);
    expect(dueIn(first, later)).toEqual([[key, '2024-09-01', 'Vence: Terminar']]);
    const done = meeting('b', { date_start: '2024-05-01', agreements: [{ what: 'x', continues: key, done: true }] });
    expect(dueIn(first, done)).toEqual([]);
  });

  test('is linked by its id: the same words in another meeting are another agreement', () => {
    const other = meeting('b', { date_start: '2024-05-01', agreements: [{ what: 'Reunir los insumos' }] });
    expect(agreementsOf(read(first, other), TODAY)).toHaveLength(2);
  });

  test('nothing is lost where what it names is not here, or comes later', () => {
    const gone = meeting('b', { date_start: '2024-05-01', agreements: [{ what: 'x', continues: 'nada.e1' }] });
    const before = meeting('c', { date_start: '2024-01-01', agreements: [{ what: 'y', continues: key }] });
    expect(agreementsOf(read(first, gone, before), TODAY).map(({ what }) => what)).toEqual([
      'Reunir los insumos',
      'y',
      'x',
    ]);
  });
});

describe('the conversatorio', () => {
  const records = [
    meeting('c23', { title: 'Conversatorio 2023', meeting_type: 'annual_dialogue', date_start: '2023-07' }),
    meeting('c24', {
      title: 'Conversatorio 2024',
      meeting_type: 'annual_dialogue',
      date_start: '2024-08',
      governments: ['PE', 'CO'],
      answers: [
        { country: 'CO', question: 'Registro', answer: 'Abrirá los sábados.' },
        { country: 'CL', answer: 'Mandó una nota.' },
      ],
    }),
    fixedRecord('r1', 'recommendation', { title: 'Abierta', from_meeting: 'conversatorio 2023', status: 'received' }),
    fixedRecord('r2', 'recommendation', { title: 'Cumplida', from_meeting: 'Conversatorio 2023', status: 'fulfilled' }),
    fixedRecord('r3', 'recommendation', { title: 'De este año', from_meeting: 'Conversatorio 2024' }),
    fixedRecord('p1', 'commitment', { title: 'Centro', from_meeting: 'Conversatorio 2023', target_date: '2024-01' }),
  ];
  const [now, before] = dialoguesOf(meetingsOf(records), pledgesOf(records, TODAY), adviceOf(records), TODAY);

  test('says who was invited, who answered, and who has not', () => {
    expect(now?.governments.map(({ country, answers }) => [country, answers.length])).toEqual([
      ['PE', 0],
      ['CO', 1],
      ['CL', 1],
    ]);
  });

  test('is found by its record, whatever its title has become; a title counts where no record is named', () => {
    const followsFrom = (entry: Readonly<Record<string, Json>>) =>
      adviceOf([fixedRecord('r', 'recommendation', { title: 'x', ...entry })])[0]?.meeting ?? { record: '', title: '' };
    const renamed = { record: 'c23', title: 'Conversatorio de Lima' };
    const linked = { meeting: followsFrom({ meeting_record: 'c23', from_meeting: 'Conversatorio 2023' }) };
    expect(isFrom(linked, renamed)).toBe(true);
    expect(isFrom(linked, { record: 'c24', title: 'Conversatorio 2023' })).toBe(false);
    expect(isFrom({ meeting: followsFrom({ from_meeting: 'conversatorio de lima' }) }, renamed)).toBe(true);
    expect(isFrom({ meeting: followsFrom({}) }, { record: 'c', title: '' })).toBe(false);
  });

  test('begins with what is still open from the years before', () => {
    expect(now?.reminder.recommendations.map(({ record }) => record)).toEqual(['r1']);
    expect(now?.reminder.commitments.map(({ record, isLate }) => [record, isLate])).toEqual([['p1', true]]);
    expect(now?.recommendations.map(({ record }) => record)).toEqual(['r3']);
    expect(before?.reminder).toEqual({ recommendations: [], commitments: [], agreements: [] });
  });
});

describe('a commitment', () => {
  test('says when it was last heard of and how far it is, by its newest update', () => {
    const [pledge] = pledgesOf(
      [
        fixedRecord('p', 'commitment', {
          title: 'Centro',
          status: 'in_progress',
          target_date: '2024-05',
          progress_updates: [
            { date: '2024-04-02', percent: 60 },
            { date: '2023-09', percent: 20 },
            { narrative: 'sin fecha' },
          ],
        }),
      ],
      TODAY,
    );
    expect(pledge).toMatchObject({ percent: 60, isLate: true, status: 'in_progress' });
    expect(pledge?.lastUpdate?.text).toBe('2024-04-02');
  });
});
