// What waits for one device until it says that it has it: receipts, credentials, rosters, requests, left by
// readers. Order is that of a number in the names, as everywhere here (arrivals.ts); the same signed thing left
// twice waits once. A number never comes again, so that a cursor given yesterday still means the same.
//   out/<kid>/<counter, 12 digits>.<id of the signed thing>

import { textToBytes } from '#shared/base/bytes.ts';
import type { KeyId } from '#shared/base/ids.ts';
import { type Signed, signedIdOf } from '#shared/log/envelope.ts';
import type { OutTray } from '#shared/wire/letterbox.ts';
import { type Arrivals, tailOf } from './arrivals.ts';
import { bytesToSigned } from './bundles.ts';
import { Refused } from './refusal.ts';
import type { ObjectStore } from './store.ts';
import { createTurns } from './turns.ts';

export interface OutTrays {
  readonly leave: (kid: KeyId, things: readonly Signed[]) => Promise<void>;
  readonly list: (kid: KeyId, after: string, limit: number) => Promise<OutTray>;
  /** Takes away everything up to a cursor. */
  readonly take: (kid: KeyId, upTo: string) => Promise<void>;
}

export function createOutTrays(store: ObjectStore, arrivals: Arrivals, limit: number): OutTrays {
  const inTurn = createTurns<KeyId>();

  return {
    leave: (kid, things) =>
      inTurn(kid, async () => {
        const names = await arrivals.waiting(`out/${kid}`, limit + 1);
        const waiting = new Set(names.map(tailOf));
        const added = things.flatMap((thing) => {
          const tail = signedIdOf<string>(thing.type, thing.body);
          if (waiting.has(tail)) return [];
          waiting.add(tail);
          return [{ tail, bytes: async () => textToBytes(JSON.stringify(thing)) }];
        });
        if (names.length + added.length > limit) throw new Refused('full');
        if (added.length > 0) await arrivals.append(`out/${kid}`, added);
      }),
    list: async (kid, after, count) => {
      const names = await arrivals.list(`out/${kid}`, after, count);
      const items = await Promise.all(
        names.map(async (cursor) => ({ cursor, signed: bytesToSigned(await store.get(`out/${kid}/${cursor}`)) })),
      );
      return {
        items: items.flatMap(({ cursor, signed }) => (signed === undefined ? [] : [{ cursor, signed }])),
        next: names.length < count ? null : (names.at(-1) ?? null),
      };
    },
    take: (kid, upTo) => inTurn(kid, () => arrivals.take(`out/${kid}`, upTo)),
  };
}
