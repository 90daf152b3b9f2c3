// Searching while the notebook is still being read: what is answered at once is true, says that it may not be all,
// and becomes all; also where the texts are too many for the memory.

import { expect, test } from 'vitest';
import type { RecordId } from '#shared/base/ids.ts';
import type { RecordState } from '#shared/merge/state.ts';
import type { Catalogue } from '#renderer/engine/catalogue.ts';
import type { Session } from '#renderer/engine/session.ts';
import { makeWarmSearch } from '#renderer/engine/warm-search.ts';
import { cellsToLine } from '#renderer/store/record-line.ts';
import { shownCells } from '#shared/merge/conflict.ts';

function fakeState(id: string, title: string, description: string): RecordState {
  const cell = (value: string) => ({
    writes: [{ id: 'c', author: 'a', lamport: 1, level: 'open', value }],
    replaced: [],
  });
  const last = { lamport: 1, id: 'c', at: { time: '', doubt: null } };
  const cells = { title: cell(title), description: cell(description) };
  const facts = { kind: 'practice', kindBy: last, authors: ['a'], changesets: ['c'], last };
  return { id: id as RecordId, cells, ...facts } as object as RecordState;
}

/** A notebook whose pages are read when `read` is called. */
function fakeNotebook(states: readonly RecordState[]) {
  const byId = new Map<string, RecordState>(states.map((state) => [state.id, state]));
  const gate = Promise.withResolvers<undefined>();
  const told: string[] = [];
  const work: Promise<void>[] = [];
  const session = {
    ledger: {
      drafts: { all: () => [], get: () => undefined },
      store: {
        records: {
          summaries: byId,
          getMany: async (ids: Iterable<string>) => new Map([...ids].map((id) => [id, byId.get(id)])),
          scan: async (visit: (id: string, state: RecordState) => void, between?: () => Promise<void>) => {
            await gate.promise;
            for (const [id, state] of byId) {
              visit(id, state);
              await between?.();
            }
          },
        },
      },
    },
    tell: (topics: readonly string[]) => void told.push(...topics),
    later: (one: () => Promise<void>) => void work.push(one()),
  } as object as Session;
  const catalogue = {
    rows: async () => [],
    line: (id: string) => {
      const state = byId.get(id);
      return state === undefined ? undefined : cellsToLine(state.kind, shownCells(state), 'es');
    },
  } as object as Catalogue;
  const read = async (): Promise<void> => {
    gate.resolve(undefined);
    for (let done = 0; done < work.length; done++) await work[done];
  };
  return { byId, session, catalogue, told, read };
}

const LONG = 'y luego mucho más que no cabe en un renglón. '.repeat(20);
const STATES = [
  fakeState('long', 'Otra cosa', `${LONG} viviendas ${LONG}`),
  fakeState('title', 'Viviendas dignas', 'corto'),
  fakeState('none', 'Nada de eso', LONG),
];

test('titles are found before the texts were read; the answer says that it is partial, and is told when it is whole', async () => {
  const { session, catalogue, told, read } = fakeNotebook(STATES);
  const search = makeWarmSearch(session, catalogue, undefined, { few: 0 });
  expect(await search.find('vivienda')).toEqual({ ids: ['title'], isPartial: true });
  expect(told).toEqual([]);
  await read();
  expect(told).toEqual(['records']);
  expect(await search.find('vivienda')).toEqual({ ids: ['title', 'long'], isPartial: false });
  expect(await search.findAll('vivienda')).toEqual(['title', 'long']);
});

test('what changes while the notebook is being read is found as it is, not as it was', async () => {
  const { byId, session, catalogue, read } = fakeNotebook(STATES);
  const search = makeWarmSearch(session, catalogue, undefined, { few: 0 });
  await search.find('vivienda');
  byId.set('long', fakeState('long', 'Otra cosa', `${LONG} escuelas ${LONG}`));
  search.stale(['long']);
  expect((await search.find('escuela')).ids).toEqual(['long']);
  await read();
  expect(await search.find('escuela')).toEqual({ ids: ['long'], isPartial: false });
  expect((await search.find('vivienda')).ids).toEqual(['title']);
});

test.each([
  ['are read for each search', { mostPacked: 0 }],
  ['are packed', {}],
])('texts that are too many for the memory %s, and nothing is missed', async (_what, limits) => {
  const { session, catalogue, told, read } = fakeNotebook(STATES);
  const search = makeWarmSearch(session, catalogue, undefined, { few: 0, mostText: 1, ...limits });
  await search.find('vivienda');
  await read();
  told.length = 0;
  expect(await search.find('vivienda')).toEqual({ ids: ['title'], isPartial: true });
  await read();
  expect(told).toEqual(['records']);
  expect(await search.find('vivienda')).toEqual({ ids: ['title', 'long'], isPartial: false });
  expect(await search.findAll('renglon')).toEqual(expect.arrayContaining(['long', 'none']));
});

test('a notebook of few records is read before the first answer', async () => {
  const { session, catalogue, read } = fakeNotebook(STATES);
  const search = makeWarmSearch(session, catalogue);
  const found = search.find('vivienda');
  await read();
  expect(await found).toEqual({ ids: ['title', 'long'], isPartial: false });
});

test('reading everything gives way to whoever asks, but not to one who waits for it', async () => {
  const { session, catalogue, read } = fakeNotebook(STATES);
  let gaveWay = 0;
  const courtesy = { giveWay: async () => void gaveWay++ };
  const search = makeWarmSearch(session, catalogue, courtesy, { few: 0 });
  await search.find('vivienda');
  await read();
  expect(gaveWay).toBe(STATES.length);
  const other = makeWarmSearch(session, catalogue, courtesy, { few: 0 });
  expect(await other.findAll('vivienda')).toEqual(['title', 'long']);
  expect(gaveWay).toBe(STATES.length);
});
