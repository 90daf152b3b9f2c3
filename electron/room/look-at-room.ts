// Half a minute's look at what keeps laptops apart, from either side. A firewall cannot be asked: it is guessed, and said
// as a guess, where the network is right and nobody answers, or nobody has come.

import type { RoomFinding } from '#shared/wire/room.ts';
import { textToWay } from '#shared/wire/room.ts';
import type { Hub } from './hub.ts';
import { isNear, knock, type Place } from './network.ts';
import { type After, answerOf, readJson } from '../courier/answers.ts';
import { decodeAbout, paths } from '#shared/wire/letterbox.ts';

export interface LookPorts {
  readonly hub: Pick<Hub, 'state' | 'openedAt'>;
  readonly places: () => readonly Place[];
  readonly isAllowed: (letterbox: string) => Promise<boolean>;
  readonly after: After;
}

/** The room that is open here; it is looked at through this laptop's own addresses, as others would come. */
export async function lookAtOwnRoom({ hub, places }: LookPorts): Promise<readonly RoomFinding[]> {
  const state = hub.state();
  const here = places().map(({ address }) => address);
  if (here.length === 0) return [{ type: 'noNetwork' }];
  if (state === null) return [];
  const knocks = await Promise.all(here.map((address) => knock(address, state.port)));
  const count = state.people.length;
  const findings: readonly (RoomFinding | false)[] = [
    !hub.openedAt().every((address) => here.includes(address)) && { type: 'moved' },
    knocks.every((answer) => answer !== 'answered') && { type: 'blockedHere' },
    count === 0 ? { type: 'nobodyCame' } : { type: 'people', count },
  ];
  return findings.filter((finding) => finding !== false);
}

/** Another laptop's room, by what was typed: only where the person allowed to go. */
export async function lookForRoom(ports: LookPorts, text: string): Promise<readonly RoomFinding[]> {
  const here = ports.places();
  const way = textToWay(text);
  if (!way.ok || !('address' in way.value)) return here.length === 0 ? [{ type: 'noNetwork' }] : [];
  const { address } = way.value;
  const { hostname, port } = new URL(address);
  const isHere = hostname === '127.0.0.1' || hostname === 'localhost';
  if (here.length === 0 && !isHere) return [{ type: 'noNetwork' }];
  if (!(await ports.isAllowed(address))) return [];
  const isApart = !isHere && here.every((place) => isNear(hostname, place) === false);
  switch (await knock(hostname, Number(port || 80))) {
    case 'answered': {
      const answer = await answerOf(`${address}/${paths.about}`, {}, ports.after);
      const about = answer.ok ? await readJson(answer.value, decodeAbout, ports.after) : answer;
      return [about.ok ? { type: 'reached' } : { type: 'otherThing' }];
    }
    case 'refused':
      return [{ type: 'nobodyThere' }];
    case 'silent':
      return [isApart ? { type: 'otherNetwork', own: here[0]?.address ?? '' } : { type: 'noAnswer' }];
  }
}
