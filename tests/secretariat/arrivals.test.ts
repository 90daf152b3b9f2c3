import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countedArrivals, tailOf, timedArrivals } from '#secretariat/arrivals.ts';
import { createFolderStore } from '#secretariat/folder-store.ts';
import type { ObjectStore } from '#secretariat/store.ts';
import { textToBytes } from '#shared/base/bytes.ts';
import { forgetfulDisk } from '#tests/fixtures/forgetful-disk.ts';

const SETTLE = 10;
const entry = (tail: string) => ({ tail, bytes: async () => textToBytes(tail) });

/** A shared store in memory. Each request takes as long as the next number says, and a list may be as old as that. */
function slowStore(delays: readonly number[], staleness: number) {
  const putAt = new Map<string, number>();
  let [now, turn] = [Date.parse('2026-11-20T12:00:00Z'), 0];
  const pass = async (): Promise<void> => {
    const delay = delays[turn++ % delays.length] ?? 0;
    for (let each = 0; each < delay % 7; each++) await Promise.resolve(); // others get their turn
    now += delay;
  };
  const asked = { list: 0, time: 0 };
  const bare: Pick<ObjectStore, 'put' | 'list' | 'delete'> = {
    put: async (key) => {
      await pass();
      putAt.set(key, now);
      await pass();
    },
    list: async (prefix, after, limit) => {
      asked.list++;
      await pass();
      const seen = [...putAt].filter(([, at]) => at <= now - staleness).map(([key]) => key.slice(prefix.length + 1));
      return seen
        .filter((name) => name > after)
        .sort()
        .slice(0, limit);
    },
    delete: async (key) => void putAt.delete(key),
  };
  const time = async (): Promise<number> => {
    asked.time++;
    await pass();
    return Math.floor(now / 1000) * 1000;
  };
  return { store: bare as ObjectStore, time, asked, wait: (milliseconds: number) => (now += milliseconds) };
}

describe('entries of several nodes', () => {
  it('are all found by a reader who only ever goes on, however slow the storage is', async () => {
    const delay = fc.oneof(fc.nat(200), fc.nat(9000));
    const someDelays = fc.array(delay, { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(someDelays, fc.nat(4000), fc.boolean(), async (delays, staleness, isAtOnce) => {
        const { store, time, wait } = slowStore(delays, staleness);
        const nodes = [0, 1, 2].map(() => timedArrivals(store, time, SETTLE));
        const acknowledged: string[] = [];
        const others: Promise<void>[] = [];
        const read: string[] = [];
        const readOn = async (): Promise<void> => {
          read.push(...(await nodes[0]!.list('index', read.at(-1) ?? '', 1000)));
        };
        const writers = nodes.map(async (node, which) => {
          for (let each = 0; each < 4; each++) {
            const tail = `${which}.${each}`;
            const written = node.append('index', [entry(tail)]).then(
              () => void acknowledged.push(tail),
              (error: unknown) => expect(error).toMatchObject({ code: 'ESTORE' }),
            );
            if (isAtOnce) others.push(written);
            else await written;
          }
        });
        const reader = (async () => {
          for (let each = 0; each < 30; each++) await readOn();
        })();
        await Promise.all([...writers, reader]);
        await Promise.all(others);
        wait(3600_000);
        await readOn();
        const found = new Set(read.map(tailOf));
        expect(acknowledged.filter((tail) => !found.has(tail))).toEqual([]);
        expect(read).toEqual([...read].sort());
      }),
      { numRuns: 300 },
    );
  });

  it('that come while others are written share one list and two looks at the clock', async () => {
    const { store, time, asked } = slowStore([1], 0);
    const node = timedArrivals(store, time, SETTLE);
    const first = node.append('index', [entry('first')]);
    await Promise.resolve();
    await Promise.resolve();
    const names = await Promise.all(['b', 'a', 'c'].map((tail) => node.append('index', [entry(tail)])));
    expect((await first).map(tailOf)).toEqual(['first']);
    expect(names.flat().map(tailOf)).toEqual(['b', 'a', 'c']);
    expect(names.flat()).toEqual(names.flat().sort());
    expect(asked).toEqual({ list: 2, time: 4 });
  });

  it('are not acknowledged as long as lists do not show them', async () => {
    const { store, time } = slowStore([1], 3600_000);
    await expect(timedArrivals(store, time, SETTLE).append('index', [entry('a')])).rejects.toMatchObject({
      code: 'ESTORE',
    });
  });

  it('that came together keep their order', async () => {
    const { store, time, wait } = slowStore([1], 0);
    const node = timedArrivals(store, time, SETTLE);
    await node.append('index', ['c', 'a', 'b'].map(entry));
    await node.append('index', ['0'].map(entry));
    expect(await node.list('index', '', 10)).toEqual([]);
    wait(SETTLE * 1000 + 1000);
    expect((await node.list('index', '', 10)).map(tailOf)).toEqual(['c', 'a', 'b', '0']);
  });

  it('taken up to the last that was seen: what nobody saw yet stays', async () => {
    const { store, time, wait } = slowStore([1], 0);
    const node = timedArrivals(store, time, SETTLE);
    await node.append('out/kid', [entry('old')]);
    wait(SETTLE * 1000 + 1000);
    await node.append('out/kid', [entry('new')]);
    await node.take('out/kid', '999999999999');
    expect((await node.waiting('out/kid', 10)).map(tailOf)).toEqual(['new']);
  });
});

describe('entries of one process', () => {
  it('are counted on from what is there, past a thousand', async () => {
    const disk = forgetfulDisk();
    await disk.makeFolder('/box');
    const store = await createFolderStore('/box', disk);
    const names = Array.from({ length: 1200 }, (_, at) => entry(`${at}`));
    await countedArrivals(store).append('index', names);
    expect(await countedArrivals(store).append('index', [entry('x')])).toEqual(['000000001201.x']);
  });
});
