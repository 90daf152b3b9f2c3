// The review of a record: what its words and marks amount to, whoever wrote them.

import { describe, expect, test } from 'vitest';
import type { ChangesetId, KeyId, RecordId } from '#shared/base/ids.ts';
import { isRecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { Scope } from '#shared/log/roster.ts';
import {
  answerWrites,
  approvalOf,
  decisionWrites,
  isAsked,
  mayReview,
  noteWrites,
  RETURNED,
  type ReviewMark,
  reviewIdOf,
  reviewMarkOf,
  reviewNotesOf,
  reviewStateOf,
  type Writes,
} from '#shared/merge/review.ts';
import type { RecordState, Write } from '#shared/merge/state.ts';
import { levelOfPath } from '#shared/record/cells.ts';
import { fieldOf, kindOf, REVIEW_KIND } from '#shared/record/kinds.ts';
import { LANGUAGES } from '#shared/mechanism/language.ts';

const ABOUT = `${'r'.repeat(21)}A` as RecordId;
const [OFFICE, OTHER, ANA, LUZ] = ['office', 'other', 'ana', 'luz'] as string[] as [KeyId, KeyId, KeyId, KeyId];
const isReviewer = (kid: KeyId): boolean => kid === OFFICE || kid === OTHER;

let next = 0;
const write = (author: KeyId, value: Json): Write => ({
  id: `c${next}` as ChangesetId,
  author,
  lamport: next++,
  level: 'mechanism',
  value,
});

/** As if each hand had written, in order, over what was there; `beside` writes without having seen it. */
function reviewOf(...hands: readonly (readonly [KeyId, Writes, 'beside'?])[]): RecordState {
  const cells: Record<string, { writes: readonly Write[]; replaced: readonly ChangesetId[] }> = {};
  for (const [author, writes, beside] of hands) {
    for (const [path, { value }] of Object.entries(writes)) {
      const before = beside === undefined ? [] : (cells[path]?.writes ?? []);
      cells[path] = { writes: [write(author, value), ...before], replaced: [] };
    }
  }
  return {
    id: reviewIdOf(ABOUT),
    kind: REVIEW_KIND,
    kindBy: { lamport: 0, id: 'c' as ChangesetId },
    cells,
    authors: [],
    changesets: [],
    last: { lamport: 0, id: 'c' as ChangesetId, at: { time: '', doubt: null } },
  };
}

const heads = (...seqs: readonly (readonly [KeyId, number])[]): ReadonlyMap<KeyId, number> => new Map(seqs);
const returned = (seq: number): Writes => ({
  ...noteWrites(undefined, ABOUT, [{ field: 'title', words: '¿Por qué?' }], 'aa'),
  ...decisionWrites(undefined, ABOUT, RETURNED, heads([ANA, seq])),
});
const approved = (seq: number): Writes => decisionWrites(undefined, ABOUT, 'approved', heads([ANA, seq]));
const stateOf = (state: RecordState, seq: number): string =>
  reviewStateOf(reviewMarkOf(state), { written: [{ author: ANA, seq }], isReviewer });

describe('the state of a review', () => {
  test('follows what was decided and what was written since', () => {
    expect(reviewStateOf(undefined, { written: [], isReviewer })).toBe('new');
    expect(stateOf(reviewOf([OFFICE, returned(3)]), 3)).toBe('returned');
    expect(stateOf(reviewOf([OFFICE, returned(3)]), 4)).toBe('answered');
    expect(stateOf(reviewOf([OFFICE, approved(3)]), 3)).toBe('approved');
    expect(stateOf(reviewOf([OFFICE, approved(3)]), 4)).toBe('changed');
    expect(stateOf(reviewOf([OFFICE, returned(3)], [OFFICE, approved(4)]), 4)).toBe('approved');
  });

  test('is answered when the author says so, without any change', () => {
    const asked = reviewOf([OFFICE, returned(3)]);
    const [note] = reviewNotesOf(asked);
    const answer = answerWrites(asked, [{ note: note?.id ?? '', words: 'Así es.' }]);
    const answered = reviewOf([OFFICE, returned(3)], [ANA, answer]);
    expect(stateOf(answered, 3)).toBe('answered');
    expect(reviewNotesOf(answered)).toMatchObject([
      { field: 'title', words: '¿Por qué?', answer: 'Así es.', by: OFFICE, answeredBy: ANA, isDone: true },
    ]);
    const markOf = (state: RecordState) => reviewMarkOf(state) as ReviewMark;
    expect([isAsked(markOf(asked), isReviewer), isAsked(markOf(answered), isReviewer)]).toEqual([true, false]);
  });

  test('what somebody without the role decided, or saw, changes nothing', () => {
    expect(stateOf(reviewOf([LUZ, approved(3)]), 3)).toBe('new');
    expect(stateOf(reviewOf([LUZ, returned(3)]), 3)).toBe('new');
    expect(
      stateOf(
        reviewOf([OFFICE, approved(3)], [ANA, { ...approved(9), decision: approved(3)['decision'] } as Writes]),
        9,
      ),
    ).toBe('new');
    const { decision: _none, ...seenOnly } = approved(9);
    expect(stateOf(reviewOf([OFFICE, approved(3)], [ANA, seenOnly]), 9)).toBe('changed');
    expect(stateOf(reviewOf([OFFICE, returned(3)], [LUZ, approved(3), 'beside']), 3)).toBe('returned');
  });

  test('is disputed where reviewers differ, and not where they agree', () => {
    expect(stateOf(reviewOf([OFFICE, approved(3)], [OTHER, returned(3), 'beside']), 3)).toBe('disputed');
    expect(stateOf(reviewOf([OFFICE, approved(3)], [OTHER, approved(4), 'beside']), 4)).toBe('approved');
  });

  test('a review that claims another record than its id says is none', () => {
    const state = reviewOf([OFFICE, approved(3)]);
    expect(reviewMarkOf({ ...state, id: ABOUT })).toBeUndefined();
    expect(reviewMarkOf({ ...state, kind: 'practice' })).toBeUndefined();
    expect(isRecordId(reviewIdOf(ABOUT))).toBe(true);
  });
});

describe('who may decide', () => {
  const may = (
    scope: Partial<Scope>,
    about: { objectives: readonly number[]; countries: readonly string[] },
  ): boolean => mayReview({ scope: { roles: ['coordinator'], mesas: [], countries: [], ...scope } }, about);
  const MX = { objectives: [8], countries: ['MX'] };

  test('coordinators and the secretariat, within their tables and countries', () => {
    expect(may({}, MX)).toBe(true);
    expect(may({ roles: ['secretariat'] }, MX)).toBe(true);
    expect(may({ roles: ['recorder', 'steward', 'trainer'] }, MX)).toBe(false);
    expect(mayReview(undefined, MX)).toBe(false);
    expect([may({ mesas: [2] }, MX), may({ mesas: [1] }, MX)]).toEqual([true, false]); // objective 8 is of table 2
    expect([may({ countries: ['MX', 'GT'] }, MX), may({ countries: ['HT'] }, MX)]).toEqual([true, false]);
    expect(may({ mesas: [1], countries: ['HT'] }, { objectives: [], countries: [] })).toBe(true);
  });
});

describe('the kind', () => {
  test('decides in the words of the data’s forms, and every word of it stays within the Mechanism', () => {
    const shape = fieldOf(REVIEW_KIND, 'decision')?.shape;
    const keys = shape?.type === 'workflow' ? shape.options.map(({ key }) => key) : [];
    for (const kind of ['consultation', 'practice']) {
      const status = fieldOf(kind, 'review_status')?.shape;
      const known = status?.type === 'workflow' ? status.options.map(({ key }) => key) : [];
      expect(known).toContain(approvalOf(kind));
      expect(keys).toContain(approvalOf(kind));
    }
    expect(keys).toContain(RETURNED);
    for (const path of Object.keys({ ...returned(1), ...approved(1) }))
      if (!path.startsWith('$')) expect(levelOfPath(REVIEW_KIND, path), path).toBe('mechanism');
  });

  test('has its words in five languages', () => {
    const kind = kindOf(REVIEW_KIND);
    for (const { label } of [...(kind === undefined ? [] : [kind]), ...(kind?.fields ?? []), ...(kind?.sections ?? [])])
      for (const language of LANGUAGES) expect(label[language].trim()).not.toBe('');
  });
});

test('notes keep their order, and those of one sitting are apart', () => {
  const first = noteWrites(
    undefined,
    ABOUT,
    [
      { field: '', words: 'uno' },
      { field: '', words: 'dos' },
    ],
    'aa',
  );
  const state = reviewOf([OFFICE, first]);
  const second = noteWrites(state, ABOUT, [{ field: '', words: 'tres' }], 'bb');
  expect(Object.keys(second)).toEqual(expect.not.arrayContaining(['about', '$finished']));
  expect(reviewNotesOf(reviewOf([OFFICE, first], [OTHER, second])).map(({ words }) => words)).toEqual([
    'uno',
    'dos',
    'tres',
  ]);
});
