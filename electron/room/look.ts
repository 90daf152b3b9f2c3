// Half a minute's look at what keeps laptops apart, from either side. A firewall cannot be asked: it is guessed, and said
// as a guess, where the network is right and nobody answers, or nobody has come.

import type { RoomFinding } from '#shared/wire/room.ts';
import type { Hub } from './hub.ts';
import { isLoopback, isNear, knock, type Place } from './network.ts';
import { type After, answerOf, readJson } from '../courier/answers.ts';
import { decodeAbout, paths } from '#shared/wire/letterbox.ts';

export interface LookPorts {
  readonly hub: Pick<Hub, 'now'>;
  readonly places: () => readonly Place[];
  readonly isAllowed: (letterbox: string) => Promise<boolean>;
  readonly after: After;
}

/** The hub that is open here; it is looked at through this laptop's own addresses, as others would come. */
export async function lookAtOwn(
  { hub, places }: LookPorts,
  came: Extract<RoomFinding, { readonly type: 'people' | 'came' }>,
): Promise<readonly RoomFinding[]> {
  const now = hub.now();
  const here = places().map(({ address }) => address);
  if (here.length === 0) return [{ type: 'noNetwork' }];
  if (now === undefined) return [];
  const knocks = await Promise.all(here.map((address) => knock(address, now.running.port)));
  const findings: readonly (RoomFinding | false)[] = [
    !now.openedAt.every((address) => here.includes(address)) && { type: 'moved' },
    knocks.every((answer) => answer !== 'answered') && { type: 'blockedHere' },
    came.count === 0 ? { type: 'nobodyCame' } : came,
  ];
  return findings.filter((finding) => finding !== false);
}

/** Another laptop's, by its letterbox's address; undefined: none was told. Only where the person allowed to go. */
export async function lookFor(ports: LookPorts, letterbox: string | undefined): Promise<readonly RoomFinding[]> {
  const here = ports.places();
  if (letterbox === undefined || !URL.canParse(letterbox)) return here.length === 0 ? [{ type: 'noNetwork' }] : [];
  const { hostname, port } = new URL(letterbox);
  const isHere = isLoopback(hostname);
  if (here.length === 0 && !isHere) return [{ type: 'noNetwork' }];
  if (!(await ports.isAllowed(letterbox))) return [];
  const isApart = !isHere && here.every((place) => isNear(hostname, place) === false);
  switch (await knock(hostname, Number(port || 80))) {
    case 'answered': {
      const answer = await answerOf(`${letterbox}/${paths.about}`, {}, ports.after);
      const about = answer.ok ? await readJson(answer.value, decodeAbout, ports.after) : answer;
      const isShy = !about.ok && about.error.refusal?.code === 'tokenMissing';
      return [about.ok || isShy ? { type: 'reached' } : { type: 'otherThing' }];
    }
    case 'refused':
      return [{ type: 'nobodyThere' }];
    case 'silent':
      return [isApart ? { type: 'otherNetwork', own: here[0]?.address ?? '' } : { type: 'noAnswer' }];
  }
}
