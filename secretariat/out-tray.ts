// What waits for one device until it says that it has it: receipts, credentials, rosters, requests, left by
// readers. Order is that of a counter in the names, as everywhere here; the same signed thing left twice waits
// once. When a tray is emptied, its last name stays without content, so that the counter never goes back and a
// cursor given yesterday still means the same.
//   out/<kid>/<counter, 12 digits>.<id of the signed thing>

import { textToBytes } from '#shared/base/bytes.ts';
import type { KeyId } from '#shared/base/ids.ts';
import { type Signed, signedIdOf } from '#shared/log/envelope.ts';
import type { OutTray } from '#shared/wire/letterbox.ts';
import { bytesToSigned } from './bundles.ts';
import { Refused } from './refusal.ts';
import type { ObjectStore } from './store.ts';

export interface OutTrays {
  readonly leave: (kid: KeyId, things: readonly Signed[]) => Promise<void>;
  readonly list: (kid: KeyId, after: string, limit: number) => Promise<OutTray>;
  /** Takes away everything up to a cursor. */
  readonly take: (kid: KeyId, upTo: string) => Promise<void>;
}

export function createOutTrays(store: ObjectStore, limit: number): OutTrays {
  const turns = new Map<KeyId, Promise<unknown>>();
  const inTurn = (kid: KeyId, work: () => Promise<void>): Promise<void> => {
    const done = (turns.get(kid) ?? Promise.resolve()).then(work);
    const settled = done.catch(() => undefined);
    turns.set(kid, settled);
    void settled.then(() => turns.get(kid) === settled && turns.delete(kid));
    return done;
  };
  const namesOf = (kid: KeyId): Promise<readonly string[]> => store.list(`out/${kid}`, '', limit + 1);

  return {
    leave: (kid, things) =>
      inTurn(kid, async () => {
        const names = await namesOf(kid);
        const last = names.at(-1);
        const isEmptied = last !== undefined && (await store.size(`out/${kid}/${last}`)) === 0;
        const waiting = new Set((isEmptied ? names.slice(0, -1) : names).map((name) => name.slice(13)));
        const added = things.filter((thing) => {
          const id = signedIdOf<string>(thing.type, thing.body);
          return !waiting.has(id) && waiting.add(id);
        });
        if (names.length + added.length > limit) throw new Refused('full');
        let counter = Number(last?.slice(0, 12) ?? 0);
        for (const thing of added) {
          const name = `${String(++counter).padStart(12, '0')}.${signedIdOf<string>(thing.type, thing.body)}`;
          await store.put(`out/${kid}/${name}`, textToBytes(JSON.stringify(thing)));
        }
      }),
    list: async (kid, after, count) => {
      const names = await store.list(`out/${kid}`, after, count);
      const items = await Promise.all(
        names.map(async (cursor) => ({ cursor, signed: bytesToSigned(await store.get(`out/${kid}/${cursor}`)) })),
      );
      return {
        items: items.flatMap(({ cursor, signed }) => (signed === undefined ? [] : [{ cursor, signed }])),
        next: names.length < count ? null : (names.at(-1) ?? null),
      };
    },
    take: (kid, upTo) =>
      inTurn(kid, async () => {
        const names = await namesOf(kid);
        for (const name of names.filter((each) => each <= upTo)) {
          if (name !== names.at(-1)) await store.delete(`out/${kid}/${name}`);
          else if ((await store.size(`out/${kid}/${name}`)) !== 0)
            await store.put(`out/${kid}/${name}`, new Uint8Array());
        }
      }),
  };
}
