// What answers the page's calls about a workshop's room, on the trainer's laptop and on a participant's.

import type { Signed } from '#shared/log/envelope.ts';
import type { Courier } from '../courier.ts';
import type { Handlers } from '../ipc.ts';
import { type EnterPorts, enterRoom } from './enter-room.ts';
import type { Hub } from './hub.ts';
import { lookAtOwnRoom, lookForRoom, type LookPorts } from './look-at-room.ts';

export type RoomHandlers = Pick<
  Handlers,
  'roomOpen' | 'roomState' | 'roomAgain' | 'roomClose' | 'roomJoin' | 'roomLook' | 'roomTell'
>;

export interface RoomServices extends EnterPorts, LookPorts {
  readonly hub: Hub;
  readonly courier: Pick<Courier, 'tell'>;
}

export function createRoomHandlers(services: RoomServices): RoomHandlers {
  const { hub, courier } = services;
  return {
    roomOpen: hub.open,
    roomState: hub.state,
    roomAgain: hub.again,
    roomClose: async () => {
      await hub.close();
      return null;
    },
    roomJoin: ({ way, card }) => enterRoom(services, way, card as object as Signed),
    roomLook: ({ way }) => (way === null ? lookAtOwnRoom(services) : lookForRoom(services, way)),
    roomTell: courier.tell,
  };
}
