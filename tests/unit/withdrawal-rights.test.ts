// Whose word counts when consent is taken back, case by case. What ends the same in every order is in
// tests/property/withdraw.test.ts.

import { describe, expect, test } from 'vitest';
import type { ChangesetId, KeyId, RecordId } from '#shared/base/ids.ts';
import type { VerifiedChangeset } from '#shared/log/changeset.ts';
import type { Author, Role } from '#shared/log/roster.ts';
import { isWithdrawn, type Withdrawal } from '#shared/merge/withdraw.ts';
import { begunIn, type Judged, judgeWithdrawals } from '#shared/merge/withdrawal-rights.ts';

const RECORD = 'record' as RecordId;
const key = (name: string): KeyId => name as KeyId;

const author = (kid: string, name: string, organisation: string, role: Role = 'recorder'): [KeyId, Author] => [
  key(kid),
  {
    kid: key(kid),
    key: '',
    name,
    organisation,
    organisationKid: key(`${kid} vouched`),
    scope: { roles: [role], mesas: [], countries: [] },
    recipient: null,
    from: null,
    until: null,
  },
];

const authors = new Map([
  author('ana', 'Portátil de Ana', 'Casa Ana'),
  author('anaLater', 'Portátil de Ana', 'Casa Ana'),
  author('anaElsewhere', 'Portátil de Ana', 'Red del Sur'),
  author('colleague', 'Otro portátil', 'Casa Ana'),
  author('rosa', 'Rosa', 'Casa Ana', 'coordinator'),
  author('luis', 'Luis', 'Red del Sur'),
  author('lucia', 'Lucía', 'Red del Sur', 'steward'),
  author('office', 'Oficina', 'Secretaría', 'secretariat'),
]);

const wrote = (id: string, by: string, lamport: number, ...cells: string[]): VerifiedChangeset =>
  ({
    id,
    body: { author: by, lamport },
    changes: { open: cells.map((cell) => ({ record: RECORD, kind: 'practice', cell, value: 'x', replaces: [] })) },
  }) as object as VerifiedChangeset;

/** Ana begins; Luis, of another organisation, corrects the title. */
const HISTORY = [wrote('a1', 'ana', 1, 'title', 'summary'), wrote('b1', 'luis', 2, 'title')];

const asks = (by: string, cells: readonly string[] | null, begunBy: string | null = null): Withdrawal => ({
  id: `${by} asks` as ChangesetId,
  author: key(by),
  record: RECORD,
  cells,
  reason: '',
  begunBy: begunBy === null ? null : key(begunBy),
});

function judge(asked: readonly Withdrawal[], history = HISTORY, own: readonly string[] = []): Judged {
  const begun = begunIn(history, RECORD, undefined);
  const parties = { trust: { authors }, own: own.map(key) };
  return judgeWithdrawals(asked, { begun, changesets: history, before: new Set() }, parties);
}

/** Whose words of the title go. */
const gone = ({ reaches }: Judged, cell = 'title'): readonly string[] =>
  ['ana', 'luis', 'office'].filter((by) =>
    isWithdrawn(new Map([[RECORD, reaches]]), { record: RECORD, cell, value: null }, key(by)),
  );

describe('all of a record, whoever wrote it', () => {
  test.each([
    ['who began it', 'ana'],
    ['the same person on a later laptop', 'anaLater'],
    ['who speaks for their organisation', 'rosa'],
    ['the secretariat', 'office'],
  ])('is taken back by %s', (_who, by) => {
    const judged = judge([asks(by, null)]);
    expect([gone(judged), judged.ignored]).toEqual([['ana', 'luis', 'office'], []]);
  });

  test.each([
    ['a colleague who wrote nothing in it', 'colleague'],
    ['somebody of that name in another organisation', 'anaElsewhere'],
    ['somebody nobody vouches for', 'stranger'],
  ])('is not by %s, and it is shown', (_who, by) => {
    const judged = judge([asks(by, null)]);
    expect([gone(judged), judged.heeded, judged.ignored.map((each) => each.author)]).toEqual([[], [], [by]]);
  });

  test.each([
    ['who only wrote in it', 'luis'],
    ['who speaks for them', 'lucia'],
  ])('is not by %s: it reaches their own words', (_who, by) => {
    const judged = judge([asks(by, null)]);
    expect([gone(judged), judged.heeded.map(({ isWide }) => isWide)]).toEqual([['luis'], [false]]);
  });
});

describe('one answer', () => {
  test('is taken back whoever wrote it by who began the record, and in their own words by who wrote in it', () => {
    expect(gone(judge([asks('ana', ['title'])]))).toEqual(['ana', 'luis', 'office']);
    expect(gone(judge([asks('luis', ['title'])]))).toEqual(['luis']);
    expect(gone(judge([asks('ana', ['title'])]), 'summary')).toEqual([]);
  });

  test('that others wrote is not, and it is shown', () => {
    const judged = judge([asks('luis', ['summary'])]);
    expect([judged.reaches, judged.ignored.map((each) => each.author)]).toEqual([[], ['luis']]);
  });
});

test('where only erased copies came, who reaches all of it says who began it; who does not, says it in vain', () => {
  const again = [wrote('o1', 'office', 9, 'summary')]; // what is left of it the secretariat wrote again
  expect(gone(judge([asks('ana', ['summary'])], again), 'summary')).toEqual([]);
  const office = asks('office', ['title'], 'ana');
  expect(gone(judge([office, asks('ana', ['summary'])], again), 'summary')).toEqual(['ana', 'luis', 'office']);
  expect(gone(judge([asks('luis', ['title'], 'luis'), asks('luis', null)]))).toEqual(['luis']);
});

test('a lost laptop is its person here before anybody vouches for the next one', () => {
  const judged = judge([asks('restored', null)], HISTORY, ['restored', 'ana']);
  expect(gone(judged)).toEqual(['ana', 'luis', 'office']);
});

test('where nothing of the record is here anybody is heeded: there is nothing to lose', () => {
  const judged = judge([asks('stranger', null)], []);
  expect([judged.heeded.length, judged.ignored]).toEqual([1, []]);
});
