// Decisions on real laptops: many in one signed changeset, over what was seen, and again from the same sides.

import { expect, test } from 'vitest';
import type { ConflictDecision, ConflictView } from '#renderer/engine/inbox-views.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { listed } from '#shared/record/cell-value.ts';
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

/** Ana's records, written in by her and by Luz at once, at the secretariat. */
async function contested(count: number, ana: Cells, luz: Cells) {
  const { secretariat, profile, enrolled } = await mechanism();
  const reader = readerOf(profile);
  const [one, other] = [await enrolled('Ana'), await enrolled('Luz')];
  const ids: RecordId[] = [];
  for (let n = 0; n < count; n++) ids.push(await finished(one, { ...PRACTICE, title: `Práctica ${n}` }));
  await take(secretariat, (await packed(one, reader)).bytes);
  await take(other, (await packed(secretariat, await deviceReader(secretariat, 'Luz'))).bytes);
  for (const id of ids) {
    await write(one, id, ana);
    await write(other, id, luz);
  }
  for (const each of [one, other]) await take(secretariat, (await packed(each, reader)).bytes);
  return { secretariat, ana: one, luz: other, ids, reader };
}

type Cells = Parameters<Laptop['engine']['editRecord']>[1];

async function write({ engine }: Laptop, id: RecordId, cells: Cells): Promise<void> {
  valueOf(await engine.editRecord(id, cells));
  valueOf(await engine.leaveRecord(id));
}

const groupAt = async ({ engine }: Laptop) => {
  const authors = (await engine.inbox()).conflicts[0]?.authors.map(({ kid }) => kid) ?? [];
  return engine.conflictGroup(authors, 100);
};

/** What the author of that name said, wherever they said something. */
const asSaidBy = (name: string, conflicts: readonly ConflictView[]): readonly ConflictDecision[] =>
  conflicts.map(({ row, cell, sides, live }) => ({
    record: row.id,
    cell,
    value: sides.find(({ author }) => author.name === name)?.value ?? null,
    seen: live,
  }));

test('all conflicts between two authors are decided in one changeset, which travels back', async () => {
  const { secretariat, ana, ids } = await contested(
    4,
    { title: 'De Ana', summary: 'Resumen de Ana', 'countries.GT': listed(1) },
    { title: 'De Luz', summary: 'Resumen de Luz', 'countries.HN': listed(1), main_implementer: 'Solo Luz' },
  );
  const group = await groupAt(secretariat);
  expect(group.authors.map(({ name }) => name).sort()).toEqual(['Ana', 'Luz']);
  expect(group.total).toBe(8);
  expect(new Set(group.conflicts.map(({ cell }) => cell))).toEqual(new Set(['title', 'summary']));
  expect((await secretariat.engine.conflictGroup([group.authors[0]?.kid ?? ''], 100)).total).toBe(0);

  valueOf(await secretariat.engine.decideConflicts(asSaidBy('Luz', group.conflicts)));
  expect((await secretariat.engine.inbox()).conflicts).toEqual([]);
  const lasts = await Promise.all(ids.map(async (id) => (await secretariat.engine.history(id)).at(-1)));
  expect(new Set(lasts.map((last) => last?.changeset)).size).toBe(1);
  expect(lasts[0]?.changes).toHaveLength(2);

  await take(ana, (await packed(secretariat, await deviceReader(secretariat, 'Ana'))).bytes);
  for (const id of ids) {
    const { row, cells } = (await ana.engine.record(id)) ?? {};
    expect(row).toMatchObject({ title: 'De Luz', conflicts: 0, countries: ['MX', 'GT', 'HN'] });
    expect(cells?.find(({ path }) => path === 'main_implementer')?.value).toBe('Solo Luz');
  }
});

test('where one of the records was written in since they were looked at, none is decided', async () => {
  const { secretariat, ids } = await contested(3, { title: 'De Ana' }, { title: 'De Luz' });
  const { conflicts } = await groupAt(secretariat);
  const decisions = asSaidBy('Ana', conflicts);
  await write(secretariat, ids[1] as RecordId, { title: 'De la secretaría' });
  expect(errorOf(await secretariat.engine.decideConflicts(decisions))).toEqual({
    type: 'refused',
    reason: { type: 'conflictMoved' },
  });
  expect((await secretariat.engine.inbox()).conflicts).toHaveLength(2);
});

test('a decided cell says who decided what, and can be decided again from the same sides', async () => {
  const { secretariat, ana, ids } = await contested(1, { title: 'De Ana' }, { title: 'De Luz' });
  const [id] = ids as [RecordId];
  const before = await secretariat.engine.conflict(id, 'title');
  expect(before?.decision).toBeNull();
  const decide = async (value: string): Promise<void> => {
    const seen = (await secretariat.engine.conflict(id, 'title'))?.live ?? [];
    valueOf(await secretariat.engine.decideConflicts([{ record: id, cell: 'title', value, seen }]));
  };
  await decide('De Luz');
  const decided = await secretariat.engine.conflict(id, 'title');
  expect(decided?.decision).toMatchObject({ author: { isThisDevice: true }, value: 'De Luz', since: undefined });
  expect(decided?.sides).toEqual(before?.sides);
  expect(decided?.base).toBe(before?.base);

  await decide('De Ana');
  expect((await secretariat.engine.record(id))?.row.title).toBe('De Ana');
  const again = await secretariat.engine.conflict(id, 'title');
  expect(again?.sides).toEqual(before?.sides);
  expect(again?.decision).toMatchObject({ value: 'De Luz', since: 'De Ana' });

  await take(ana, (await packed(secretariat, await deviceReader(secretariat, 'Ana'))).bytes);
  expect((await ana.engine.conflict(id, 'title'))?.sides.map(({ value }) => value).sort()).toEqual([
    'De Ana',
    'De Luz',
  ]);
  expect(await ana.engine.conflict(id, 'summary')).toBeNull();
});

test('both items that two people put in the same place of a list are kept, the second in a place of its own', async () => {
  const { secretariat, ids } = await contested(
    1,
    { 'links.e0001': 'https://uno.example' },
    { 'links.e0001': 'https://dos.example' },
  );
  const [id] = ids as [RecordId];
  const view = await secretariat.engine.conflict(id, 'links.e0001');
  const decision = { record: id, cell: 'links.e0001', value: 'https://uno.example', seen: view?.live ?? [] };
  const more = { 'links.e0002x': 'https://dos.example' };
  valueOf(await secretariat.engine.decideConflicts([{ ...decision, more }]));
  const cells = (await secretariat.engine.record(id))?.cells.filter(({ path }) => path.startsWith('links.'));
  expect(cells?.map(({ value }) => value)).toEqual(['https://uno.example', 'https://dos.example']);
});

test('a value that only one of two live writes of the same meaning has is no question', async () => {
  const { secretariat, ids } = await contested(
    1,
    { title: 'Migración'.normalize('NFC') },
    { title: 'Migración'.normalize('NFD') },
  );
  expect((await secretariat.engine.inbox()).conflicts).toEqual([]);
  expect((await secretariat.engine.record(ids[0] as RecordId))?.row.conflicts).toBe(0);
});

test('many decisions are taken back together', async () => {
  const { secretariat, ids } = await contested(3, { title: 'De Ana' }, { title: 'De Luz' });
  const { conflicts } = await groupAt(secretariat);
  const shown = conflicts.map(({ row }) => row.title);
  const decided = valueOf(
    await secretariat.engine.decideConflicts(asSaidBy(shown[0] === 'De Ana' ? 'Luz' : 'Ana', conflicts)),
  );
  expect((await secretariat.engine.record(ids[0] as RecordId))?.row.title).not.toBe(shown[0]);
  valueOf(await secretariat.engine.undo(decided.undo ?? []));
  const titles = await Promise.all(ids.map(async (id) => (await secretariat.engine.record(id))?.row.title));
  expect(titles).toEqual(shown);
});
