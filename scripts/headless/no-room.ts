// A laptop that receives nothing on the local network, for what is run without a window.

import { err } from '#shared/base/result.ts';
import type { RoomHandlers } from '#electron/room/room-handlers.ts';

export const noRoom: RoomHandlers = {
  roomOpen: async () => err({ type: 'onlyInWorkshop' }),
  roomState: () => null,
  roomClose: () => null,
  roomAgain: async () => err({ type: 'onlyInWorkshop' }),
  roomJoin: async () => err({ type: 'onlyInWorkshop' }),
  roomLook: () => [],
  roomTell: async () => err({ type: 'unreachable' }),
  hubOpen: async () => err({ type: 'notInWorkshop' }),
  hubState: () => ({ open: null, left: 0 }),
  hubClose: () => null,
  hubLook: () => [],
};
