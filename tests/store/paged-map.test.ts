// The paged map answers as a plain Map would, whatever is written and however often it is opened again.

import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { Json } from '#shared/base/json.ts';
import { type Database, openDatabase, type Row, type TableName } from '#renderer/store/database.ts';
import { deleteDatabase } from '#renderer/store/whole-databases.ts';
import { makeGate } from '#renderer/store/gate.ts';
import { type Changes, openPagedMap, type PagedMap, type Parcel, StoreDamage } from '#renderer/store/paged-map.ts';
import { jsonCodec } from '#renderer/store/record-codec.ts';
import { makeSummaries } from '#renderer/store/summaries.ts';
import { makeSealer, randomName, type Sealer } from '#renderer/store/seal.ts';

const profiles: string[] = [];

async function fixedPlace(): Promise<{ readonly profile: string; readonly sealer: Sealer }> {
  const profile = randomName();
  profiles.push(profile);
  return { profile, sealer: await makeSealer(crypto.getRandomValues(new Uint8Array(32))) };
}

type Plain = PagedMap<Json, number, ReadonlyMap<string, number>>;

const AS_IT_IS = { keep: (summary: number) => summary, whole: (kept: number) => kept };

const openMap = (database: Database, sealer: Sealer): Promise<Plain> =>
  openPagedMap(
    {
      database,
      sealer,
      gate: makeGate(),
      pages: 'recordPages',
      index: 'recordIndex',
      value: { ...jsonCodec<Json>(), unpack: (bytes) => new TextDecoder().decode(bytes).split('\n') },
      summary: jsonCodec<number>(),
    },
    makeSummaries(AS_IT_IS),
  );

async function write(database: Database, map: Plain, changes: Changes<Json, number>, parcel?: Parcel): Promise<void> {
  const [marks] = await database.read('marks', ['marks']);
  const prepared = await map.prepare(changes, { parcel });
  const isWritten = await database.write(prepared.writes, marks?.sealed, crypto.getRandomValues(new Uint8Array(8)));
  expect(isWritten).toBe(true);
  prepared.settle();
}

/** The values of those keys that are new, as they come in a parcel. */
const parcelOf = (map: Plain, changes: Changes<Json, number>): Parcel => {
  const packed = [...changes].filter(([key, entry]) => entry !== null && !map.summaries.has(key));
  const text = packed.map(([, entry]) => JSON.stringify(entry?.value)).join('\n');
  return { keys: packed.map(([key]) => key), bytes: new TextEncoder().encode(text), size: text.length };
};

const contentOf = async (map: Plain): Promise<Map<string, Json>> => map.getMany(map.summaries.keys());

afterEach(async () => {
  for (const profile of profiles.splice(0)) await deleteDatabase(profile);
});

const arbKey = fc.integer({ min: 0, max: 30 }).map((n) => `key-${n}`);
const arbText = fc.oneof(
  { weight: 6, arbitrary: fc.string({ maxLength: 40, unit: 'binary' }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 9 }).map((n) => `${n} y más `.repeat(8_000)) }, // fills a page
  { weight: 1, arbitrary: fc.constant('ñ'.repeat(200_000)) }, // more than a page
);
const arbChange = fc.tuple(arbKey, fc.option(arbText, { nil: null, freq: 4 }));
const arbCommands = fc.array(
  fc.oneof(
    fc.record({ changes: fc.array(arbChange, { minLength: 1, maxLength: 12 }), isPacked: fc.boolean() }),
    fc.constant('reopen' as const),
  ),
  {
    maxLength: 10,
  },
);

describe('the paged map', () => {
  test('answers as a plain map, after any writes and reopenings', async () => {
    await fc.assert(
      fc.asyncProperty(arbCommands, async (commands) => {
        const { profile, sealer } = await fixedPlace();
        const model = new Map<string, string>();
        let database = await openDatabase(profile);
        let map = await openMap(database, sealer);
        for (const command of commands) {
          if (command === 'reopen') {
            database.close();
            database = await openDatabase(profile);
            map = await openMap(database, sealer);
          } else {
            const changes = new Map(
              command.changes.map(([key, text]) => [key, text === null ? null : { value: text, summary: text.length }]),
            );
            const parcel = command.isPacked ? parcelOf(map, changes) : undefined;
            await write(database, map, changes, parcel?.keys.length === 0 ? undefined : parcel);
            for (const [key, text] of new Map(command.changes)) {
              if (text === null) model.delete(key);
              else model.set(key, text);
            }
          }
          expect(await contentOf(map)).toEqual(model);
          expect(map.summaries).toEqual(new Map([...model].map(([key, text]): [string, number] => [key, text.length])));
        }
        database.close();
      }),
      { numRuns: 25 },
    );
  });

  test('reads each value once when it is scanned', async () => {
    const { profile, sealer } = await fixedPlace();
    const database = await openDatabase(profile);
    const map = await openMap(database, sealer);
    const keys = Array.from({ length: 300 }, (_, n) => `key-${n}`);
    await write(database, map, new Map(keys.map((key) => [key, { value: key.repeat(200), summary: 1 }])));
    const seen: string[] = [];
    await map.scan((key, value) => {
      expect(value).toBe(key.repeat(200));
      seen.push(key);
    });
    expect(seen.sort()).toEqual([...keys].sort());
    database.close();
  });

  test('leaves nothing readable on disk: neither keys nor values nor summaries', async () => {
    const { profile, sealer } = await fixedPlace();
    const database = await openDatabase(profile);
    const map = await openMap(database, sealer);
    await write(database, map, new Map([['clandestina', { value: 'refugio de la calle Sol', summary: 12345678 }]]));
    const rows = [...(await database.rows('recordPages')), ...(await database.rows('recordIndex'))];
    const disk = rows.map(({ id, sealed }) => id + new TextDecoder('latin1').decode(sealed)).join();
    for (const word of ['clandestina', 'refugio', 'Sol', '12345678']) expect(disk).not.toContain(word);
    database.close();
  });

  test('a page that was changed, moved to another place or taken away is damage, never another value', async () => {
    for (const harm of [harmByte, harmSwap, harmLoss, harmIndex]) {
      const { profile, sealer } = await fixedPlace();
      const database = await openDatabase(profile);
      const big = 'x'.repeat(150_000); // one page each
      const changes = new Map(['a', 'b'].map((key) => [key, { value: key + big, summary: 0 }]));
      await write(database, await openMap(database, sealer), changes);
      await harm(database);
      const read = openMap(database, sealer).then(contentOf);
      await expect(read).rejects.toBeInstanceOf(StoreDamage);
      database.close();
    }
  });

  test('writes nothing where somebody else wrote since it was read', async () => {
    const { profile, sealer } = await fixedPlace();
    const [one, other] = [await openDatabase(profile), await openDatabase(profile)];
    const map = await openMap(one, sealer);
    await write(one, map, new Map([['a', { value: 'first', summary: 1 }]]));
    const late = await (await openMap(other, sealer)).prepare(new Map([['a', { value: 'late', summary: 2 }]]));
    expect(await other.write(late.writes, undefined, new Uint8Array([1]))).toBe(false);
    expect(await (await openMap(other, sealer)).get('a')).toBe('first');
    one.close();
    other.close();
  });
});

const marksOf = async (database: Database) => (await database.read('marks', ['marks']))[0]?.sealed;

async function harmByte(database: Database): Promise<void> {
  const [row] = await database.rows('recordPages');
  const sealed = Uint8Array.from((row as Row).sealed);
  sealed[40] = (sealed[40] ?? 0) ^ 1;
  await put(database, [{ id: (row as Row).id, sealed }]);
}

async function harmSwap(database: Database): Promise<void> {
  const [a, b] = (await database.rows('recordPages')) as [Row, Row];
  await put(database, [
    { id: a.id, sealed: b.sealed },
    { id: b.id, sealed: a.sealed },
  ]);
}

const harmLoss = (database: Database): Promise<void> => lose(database, 'recordPages');
const harmIndex = (database: Database): Promise<void> => lose(database, 'recordIndex');

async function lose(database: Database, table: TableName): Promise<void> {
  const [row] = await database.rows(table);
  await database.write([{ table, puts: [], deletes: [(row as Row).id] }], await marksOf(database), new Uint8Array([2]));
}

const put = async (database: Database, puts: readonly Row[]) =>
  database.write([{ table: 'recordPages', puts, deletes: [] }], await marksOf(database), new Uint8Array([3]));
