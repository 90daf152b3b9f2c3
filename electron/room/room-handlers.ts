// What answers the page's calls about receiving on the local network: a workshop's room, on the trainer's laptop and on a
// participant's, and a real notebook's reception.

import type { Signed } from '#shared/log/envelope.ts';
import { textToWay } from '#shared/wire/room.ts';
import type { Courier } from '../courier.ts';
import type { Handlers } from '../ipc.ts';
import { type EnterPorts, enterRoom } from './enter-room.ts';
import { lookAtOwn, lookFor, type LookPorts } from './look.ts';
import type { Reception } from './reception.ts';
import type { Room } from './room.ts';

export type RoomHandlers = Pick<
  Handlers,
  | 'roomOpen'
  | 'roomState'
  | 'roomAgain'
  | 'roomClose'
  | 'roomJoin'
  | 'roomLook'
  | 'roomTell'
  | 'hubOpen'
  | 'hubState'
  | 'hubClose'
  | 'hubLook'
>;

export interface RoomServices extends EnterPorts, LookPorts {
  readonly room: Room;
  readonly reception: Reception;
  readonly courier: Pick<Courier, 'tell'>;
}

export function createRoomHandlers(services: RoomServices): RoomHandlers {
  const { room, reception, courier } = services;
  return {
    roomOpen: room.open,
    roomState: room.state,
    roomAgain: room.again,
    roomClose: async () => (await room.close(), null),
    roomJoin: ({ way, card }) => enterRoom(services, way, card as object as Signed),
    roomLook: ({ way }) => {
      if (way === null) return lookAtOwn(services, { type: 'people', count: room.state()?.people.length ?? 0 });
      const read = textToWay(way);
      return lookFor(services, read.ok && 'address' in read.value ? read.value.address : undefined);
    },
    roomTell: courier.tell,
    hubOpen: reception.open,
    hubState: reception.state,
    hubClose: async () => (await reception.close(), null),
    hubLook: async ({ letterbox }) =>
      letterbox === null
        ? lookAtOwn(services, { type: 'came', count: (await reception.state()).left })
        : lookFor(services, letterbox),
  };
}
