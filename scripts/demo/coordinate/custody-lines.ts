// Custody on a laptop of the story: the lines it signs for what it carries on, and the roads that the lines which came
// tell. The rules are the app's (renderer/flow/custody-for.ts, engine/read-roads.ts).

import type { KeyId } from '#shared/base/ids.ts';
import { type Custody, decodeCustody, signCustody } from '#shared/bundle/custody.ts';
import { roadOf } from '#shared/bundle/road.ts';
import { type Chained, runsOf } from '#shared/bundle/select.ts';
import { isInRun } from '#shared/bundle/request.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { isBy } from '#shared/log/roster.ts';
import type { Ground, Player } from '../cast.ts';
import type { CustodyLine, Laptop } from './laptop.ts';

export async function takeCustody(ground: Ground, laptop: Laptop, lines: readonly Signed[]): Promise<void> {
  for (const signed of lines) {
    const custody = decodeCustody(signed);
    const isKnown = laptop.custody.some(({ signed: { body } }) => body === signed.body);
    if (custody === undefined || isKnown || custody.by === laptop.keys.kid) continue;
    if (await isBy(signed, custody.by, ground.trust)) laptop.custody.push({ signed, custody });
  }
}

/** Lines for what goes on and was not written here, nor by the reader; and those that came with it. */
export async function custodyFor(
  { mechanism }: Ground,
  laptop: Laptop,
  reader: Player,
  chosen: readonly Chained[],
): Promise<readonly CustodyLine[]> {
  const [by, to] = [laptop.keys.kid, reader.keys.kid];
  const going = chosen.filter(({ author }) => author !== by && author !== to);
  const own: CustodyLine[] = [];
  for (const { bundle, from, at, runs: brought } of laptop.taken) {
    const runs = runsOf(going.filter((entry) => brought.some((run) => isInRun(run, entry))));
    if (runs.length === 0 || from === to) continue;
    const custody: Custody = { mechanism: mechanism.profile.id, by, from, bundle, at, to, runs, files: [] };
    own.push({ custody, signed: await signCustody(custody, laptop.device.signer) });
  }
  const isAboutGoing = ({ custody }: CustodyLine): boolean =>
    custody.by !== to && going.some((entry) => custody.runs.some((run) => isInRun(run, entry)));
  return [...own, ...laptop.custody.filter(isAboutGoing)];
}

/** Through whose hands an author's changesets came here, each road once; empty hands: the author gave them. */
export function roadsFrom(laptop: Laptop, author: KeyId): readonly (readonly KeyId[])[] {
  const lines = laptop.custody.map(({ custody }) => custody);
  const roads = new Map<string, readonly KeyId[]>();
  for (const { seq } of laptop.device.logs.get(author)?.entries ?? []) {
    const arrival = laptop.taken.find(({ runs }) => runs.some((run) => isInRun(run, { author, seq })));
    if (arrival === undefined) continue;
    const { hops } = roadOf({ author, seq }, author, arrival.from, laptop.keys.kid, lines);
    const hands = hops.map(({ by }) => by);
    roads.set(hands.join(), hands);
  }
  return [...roads.values()];
}
