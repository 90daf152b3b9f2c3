// Reviewing on real laptops: returned for correction, corrected, answered, approved; two reviewers who disagree; a
// comment by somebody who may not decide; and taking each back.

import { expect, test } from 'vitest';
import type { RecordId } from '#shared/base/ids.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import { fakeLetterbox } from '#tests/fixtures/desktop.ts';
import {
  deviceReader,
  errorOf,
  finished,
  type Laptop,
  mechanism,
  packed,
  PRACTICE,
  readerOf,
  take,
  valueOf,
} from './laptops.ts';

/** Ana's record at the secretariat. */
async function handedOver(options: Parameters<typeof mechanism>[0] = {}) {
  const { secretariat, profile, enrolled } = await mechanism(options);
  const ana = await enrolled('Ana');
  const id = await finished(ana);
  await take(secretariat, (await packed(ana, readerOf(profile))).bytes);
  const back = async (): Promise<void> => {
    await take(ana, (await packed(secretariat, await deviceReader(secretariat, 'Ana'))).bytes);
  };
  const up = async (): Promise<void> => take(secretariat, (await packed(ana, readerOf(profile))).bytes);
  return { secretariat, profile, enrolled, ana, id, back, up };
}

const stateOf = async ({ engine }: Laptop, id: RecordId): Promise<string | undefined> =>
  (await engine.review(id))?.state;

test('what is returned reaches its author’s Today with the words, is corrected, answered, approved, and closes', async () => {
  const { secretariat, ana, id, back, up } = await handedOver();
  expect(await secretariat.engine.reviewQueue({})).toMatchObject({
    total: 1,
    entries: [{ row: { id }, state: 'new' }],
  });
  const before = (await secretariat.engine.record(id))?.cells;
  valueOf(await secretariat.engine.returnRecord(id, [{ field: 'start_date', words: '¿Es el año correcto?' }]));
  expect(await stateOf(secretariat, id)).toBe('returned');
  expect((await secretariat.engine.record(id))?.cells).toEqual(before);
  expect(await secretariat.engine.reviewQueue({})).toMatchObject({ total: 0, returned: 1 });

  expect((await ana.engine.today()).returned).toEqual([]);
  await back();
  const [returned, ...others] = (await ana.engine.today()).returned;
  expect(others).toEqual([]);
  expect(returned).toMatchObject({
    row: { id, review: 'returned' },
    notes: [{ field: 'start_date', words: '¿Es el año correcto?', by: { name: 'Oficina' }, isDone: false }],
  });

  valueOf(await ana.engine.editRecord(id, { start_date: '2023-05' }));
  valueOf(await ana.engine.leaveRecord(id));
  expect((await ana.engine.today()).returned.length).toBe(1); // corrected, and still to be answered
  valueOf(await ana.engine.answerReview(id, [{ note: returned?.notes[0]?.id ?? '', words: 'Era 2023.' }]));
  expect((await ana.engine.today()).returned).toEqual([]);
  expect((await ana.engine.handOver()).waiting.map((row) => row.id).sort()).toEqual([id, reviewIdOf(id)].sort());
  await up();
  expect(await secretariat.engine.reviewQueue({})).toMatchObject({ entries: [{ row: { id }, state: 'answered' }] });
  expect((await secretariat.engine.review(id))?.notes).toMatchObject([
    { answer: 'Era 2023.', answeredBy: { name: 'Ana' }, isDone: true },
  ]);
  valueOf(await secretariat.engine.approveRecords([id]));
  await back();
  expect([await stateOf(secretariat, id), await stateOf(ana, id)]).toEqual(['approved', 'approved']);
  expect((await ana.engine.review(id))?.decisions).toMatchObject([{ decision: 'approved', counts: true }]);
});

test('what is returned comes by the letterbox too, in its author’s out-tray, sealed', async () => {
  const letterbox = await fakeLetterbox('https://buzon.example');
  const { secretariat, ana, id } = await handedOver({ letterboxes: [letterbox] });
  valueOf(await secretariat.engine.returnRecord(id, [{ field: '', words: 'Falta la fecha exacta.' }]));
  const { bundle } = await packed(secretariat, await deviceReader(secretariat, 'Ana'));
  valueOf(await secretariat.engine.sendBundle(bundle, letterbox.url));
  expect([...letterbox.stored.keys()]).toEqual([]); // where Ana may not look
  expect(JSON.stringify([...letterbox.outTrays.values()])).not.toContain('Falta');
  const reports = valueOf(await ana.engine.fetchFrom(letterbox.url));
  expect(reports.filter((report) => report.bundle === bundle)).toMatchObject([{ problem: null, held: [] }]);
  expect((await ana.engine.today()).returned[0]?.notes).toMatchObject([{ words: 'Falta la fecha exacta.' }]);
  expect((await secretariat.engine.handOver()).bundles[0]?.state).toBe('delivered');
});

test('reviews are no records: no list, count, search or board shows one', async () => {
  const { secretariat, id } = await handedOver();
  valueOf(await secretariat.engine.returnRecord(id, [{ field: '', words: 'palabras de la revisión' }]));
  expect((await secretariat.engine.list({})).rows.map((row) => row.id)).toEqual([id]);
  expect((await secretariat.engine.list({ text: 'revisión' })).total).toBe(0);
  expect((await secretariat.engine.board({})).totals.records).toBe(1);
  expect((await secretariat.engine.today()).counts.records).toBe(1);
});

test('many are approved in one changeset, and one that was changed since waits again', async () => {
  const { secretariat, ana, id, up, back } = await handedOver();
  const second = await finished(ana, { ...PRACTICE, title: 'Otra práctica' });
  await up();
  const own = (await secretariat.engine.authors({})).authors.find(({ name }) => name === 'Oficina')?.changesets ?? 0;
  valueOf(await secretariat.engine.approveRecords([id, second]));
  expect((await secretariat.engine.authors({})).authors.find(({ name }) => name === 'Oficina')?.changesets).toBe(
    own + 1,
  );
  expect(await secretariat.engine.reviewQueue({})).toMatchObject({ total: 0, approved: 2 });
  valueOf(await secretariat.engine.judgeSame([[id, second]], 'same')); // says nothing in either record
  expect(await secretariat.engine.reviewQueue({})).toMatchObject({ total: 0, approved: 2 });
  valueOf(await ana.engine.editRecord(second, { summary: 'Otro resumen.' }));
  valueOf(await ana.engine.leaveRecord(second));
  await up();
  expect(await secretariat.engine.reviewQueue({})).toMatchObject({
    total: 1,
    entries: [{ row: { id: second }, state: 'changed' }],
  });
  valueOf(await secretariat.engine.approveRecords([second]));
  await back();
  expect(await stateOf(ana, second)).toBe('approved');
});

test('what was changed before the decision arrived counts as unseen, whatever the numbers say', async () => {
  const { secretariat, ana, id, up } = await handedOver();
  valueOf(await ana.engine.editRecord(id, { summary: 'Escrito antes de la decisión.' }));
  valueOf(await ana.engine.leaveRecord(id));
  for (let n = 0; n < 4; n++) valueOf(await secretariat.engine.approveRecords([id])); // its numbers are far ahead now
  await up();
  expect(await stateOf(secretariat, id)).toBe('changed');
});

test('two reviewers who disagree are a conflict like any other, for a person to decide', async () => {
  const { secretariat, profile, enrolled, id, ana } = await handedOver();
  const sur = await enrolled('Sur', 'Red del Sur', 'coordinator');
  await take(sur, (await packed(secretariat, await deviceReader(secretariat, 'Sur'))).bytes);
  valueOf(await sur.engine.returnRecord(id, [{ field: '', words: 'Falta la fecha.' }]));
  valueOf(await secretariat.engine.approveRecords([id]));
  await take(secretariat, (await packed(sur, readerOf(profile))).bytes);
  expect(await stateOf(secretariat, id)).toBe('disputed');
  const [conflict] = (await secretariat.engine.inbox()).conflicts;
  expect(conflict).toMatchObject({ cell: 'decision', row: { id: reviewIdOf(id), title: PRACTICE['title'] } });
  const seen = (await secretariat.engine.conflict(reviewIdOf(id), 'decision'))?.live ?? [];
  const decision = { record: reviewIdOf(id), cell: 'decision', value: 'clarification_requested', seen };
  valueOf(await secretariat.engine.decideConflicts([decision]));
  expect(await stateOf(secretariat, id)).toBe('returned');
  await take(ana, (await packed(secretariat, await deviceReader(secretariat, 'Ana'))).bytes);
  expect((await ana.engine.today()).returned[0]?.notes.map(({ words }) => words)).toEqual(['Falta la fecha.']);
});

test('two reviewers who say the same at once have nothing to decide', async () => {
  const { secretariat, profile, enrolled, id } = await handedOver();
  const sur = await enrolled('Sur', 'Red del Sur', 'coordinator');
  await take(sur, (await packed(secretariat, await deviceReader(secretariat, 'Sur'))).bytes);
  for (const each of [sur, secretariat]) valueOf(await each.engine.approveRecords([id]));
  await take(secretariat, (await packed(sur, readerOf(profile))).bytes);
  expect((await secretariat.engine.inbox()).conflicts).toEqual([]);
  expect(await stateOf(secretariat, id)).toBe('approved');
});

test('a recorder may not decide; what a recorder says of another’s record is a comment', async () => {
  const { secretariat, profile, enrolled, id } = await handedOver();
  const luz = await enrolled('Luz');
  await take(luz, (await packed(secretariat, await deviceReader(secretariat, 'Luz'))).bytes);
  expect(errorOf(await luz.engine.approveRecords([id]))).toEqual({
    type: 'refused',
    reason: { type: 'notAReviewer' },
  });
  valueOf(await luz.engine.commentOn(id, { field: 'summary', words: 'Conozco otro caso.' }));
  await take(secretariat, (await packed(luz, readerOf(profile))).bytes);
  expect(await secretariat.engine.review(id)).toMatchObject({
    state: 'new',
    notes: [{ words: 'Conozco otro caso.', by: { name: 'Luz' }, isAsked: false }],
  });
});

test('an approval and a return are taken back by one more change, as if they had not been', async () => {
  const { secretariat, id } = await handedOver();
  const { undo: approved = [] } = valueOf(await secretariat.engine.approveRecords([id]));
  valueOf(await secretariat.engine.undo(approved));
  expect(await stateOf(secretariat, id)).toBe('new');
  const { undo: returned = [] } = valueOf(
    await secretariat.engine.returnRecord(id, [{ field: 'title', words: 'Otro título.' }]),
  );
  valueOf(await secretariat.engine.undo(returned));
  expect(await secretariat.engine.review(id)).toMatchObject({ state: 'new', notes: [] });
  expect((await secretariat.engine.reviewQueue({})).total).toBe(1);
});
