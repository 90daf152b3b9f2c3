// A laptop that knows nothing of workshops' rooms, for what is run without a window.

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
};
