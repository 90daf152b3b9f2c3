// A laptop that nobody brings a new version to.

import type { UpdateHandlers } from '#electron/update.ts';
import { err, ok } from '#shared/base/result.ts';

export const noUpdate: UpdateHandlers = {
  updateState: () => ({ version: '0.0.0', hasKey: false, address: null, ready: null }),
  updatePick: async () => ok(null),
  updateLook: async () => ok(null),
  updateTake: async () => err({ type: 'fileGone' }),
  updateStop: () => null,
  updateOpen: async () => err({ type: 'fileGone' }),
};
