// What the Mechanism looks like is a function of the set of its records, never of the order in which they came; and
// nothing that a person can write breaks it.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '#shared/base/json.ts';
import type { RecordCells } from '#shared/report/cell-readers.ts';
import { compositionOf } from '#shared/report/composition.ts';
import { dialoguesOf } from '#shared/report/dialogue.ts';
import { eventsToIcs } from '#shared/report/ics.ts';
import { agreementsOf, meetingFindings, meetingsOf, quartersOf } from '#shared/report/meetings.ts';
import { adviceOf, pledgesOf } from '#shared/report/pledges.ts';
import { rulesOf } from '#shared/report/rules.ts';
import { fixedRecord } from '../fixtures/mechanism-records.ts';

const TODAY = '2024-06-20';

const arbDate = fc.constantFrom('2022', '2023-05', '2024-01-15', '2024-06-20', '2025', '--03-01', 'ayer', '');
const arbName = fc.constantFrom('Red A', 'red á', 'Red B', 'OIM', 'CEPAL', '');
/** Of another type than the field's; what canonical JSON cannot carry never comes so far. */
const arbOdd: fc.Arbitrary<Json> = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.string(),
  fc.array(fc.oneof(fc.integer(), fc.string()), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('a', 'notKnown', 'listed'), fc.oneof(fc.integer(), fc.boolean()), { maxKeys: 2 }),
);
const oddly = (usual: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.oneof({ arbitrary: usual, weight: 9 }, { arbitrary: arbOdd, weight: 1 });

const arbMember = fc.record({
  organization: oddly(arbName),
  role: oddly(fc.constantFrom('member', 'representative', 'alternate', 'agency')),
  working_table: oddly(fc.integer({ min: 0, max: 5 })),
  agency: oddly(fc.constantFrom('iom', 'eclac', '')),
  from: oddly(arbDate),
  until: oddly(arbDate),
});
const arbRules = fc.record({
  from: oddly(arbDate),
  term_months: oddly(fc.integer({ min: -1, max: 30 })),
  rotation_months: oddly(fc.integer({ min: -1, max: 30 })),
  quorum: oddly(fc.integer({ min: 0, max: 12 })),
});
const arbMeeting = fc.record({
  title: oddly(arbName),
  meeting_type: oddly(fc.constantFrom('liaison', 'working_table', 'annual_dialogue', 'other')),
  date_start: oddly(arbDate),
  date_end: oddly(arbDate),
  status: oddly(fc.constantFrom('held', 'planned', 'postponed', 'cancelled')),
  next_date: oddly(arbDate),
  governments: oddly(fc.subarray(['CO', 'PE', 'HT'])),
  agreements: oddly(
    fc.array(
      fc.record({
        what: oddly(arbName),
        owner: oddly(arbName),
        due: oddly(arbDate),
        done: oddly(fc.boolean()),
        continues: oddly(fc.constantFrom('', 'r0.e1', 'r1.e1', 'r2.e1')),
      }),
      { maxLength: 3 },
    ),
  ),
});
const arbPledge = fc.record({
  title: oddly(arbName),
  status: oddly(fc.constantFrom('fulfilled', 'in_progress')),
  target_date: oddly(arbDate),
  from_meeting: oddly(arbName),
  meeting_record: oddly(fc.constantFrom('', 'r0', 'r1')),
});

const arbRecords: fc.Arbitrary<readonly RecordCells[]> = fc
  .array(
    fc.oneof(
      arbMember.map((entry) => ['member', entry] as const),
      arbRules.map((entry) => ['rules', entry] as const),
      arbMeeting.map((entry) => ['meeting', entry] as const),
      arbPledge.map((entry) => ['commitment', entry] as const),
      arbPledge.map((entry) => ['recommendation', entry] as const),
    ),
    { maxLength: 14 },
  )
  .map((all) => all.map(([kind, entry], at) => fixedRecord(`r${at}`, kind, entry)));

function everything(records: readonly RecordCells[]) {
  const rules = rulesOf(records, TODAY);
  const meetings = meetingsOf(records);
  const pledges = pledgesOf(records, TODAY);
  return {
    rules,
    composition: compositionOf(records, rules, TODAY),
    quarters: quartersOf(meetings, TODAY),
    findings: meetingFindings(meetings, TODAY),
    agreements: agreementsOf(meetings, TODAY),
    dialogues: dialoguesOf(meetings, pledges, adviceOf(records), TODAY),
  };
}

test('the same records in any order say the same', () => {
  fc.assert(
    fc.property(
      arbRecords.chain((records) =>
        fc.tuple(fc.constant(records), fc.shuffledSubarray([...records], { minLength: records.length })),
      ),
      ([records, shuffled]) => {
        expect(everything(shuffled)).toEqual(everything(records));
      },
    ),
  );
});

test('there are always ten seats, two a mesa and two of agencies, and nobody sits on two of them', () => {
  fc.assert(
    fc.property(arbRecords, (records) => {
      const { seats } = everything(records).composition;
      expect(seats.map(({ mesa }) => mesa)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, null, null]);
      const holders = seats.flatMap(({ holder }) => (holder === null ? [] : [holder.record]));
      expect(new Set(holders).size).toBe(holders.length);
    }),
  );
});

test('a calendar is lines of at most 75 octets, and unfolded it is what was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (summary) => {
      const event = {
        uid: 'a',
        first: '2024-06-20',
        last: '2024-06-20',
        summary,
        location: '',
        status: 'CONFIRMED' as const,
        stamp: '2024-06-01T10:00:00Z',
      };
      const text = eventsToIcs([event], 'Mesas');
      const lines = text.split('\r\n');
      for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
      const unfolded = text.replaceAll('\r\n ', '').split('\r\n');
      const value = unfolded.find((line) => line.startsWith('SUMMARY:'))?.slice('SUMMARY:'.length) ?? '';
      const read = value.replace(/\\(.)/gu, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
      const harmless = summary.replace(/\r\n?|[\u2028\u2029]/gu, '\n').replace(/[^\P{Cc}\n]/gu, ' ');
      expect(read).toBe(harmless);
    }),
  );
});
