// How far sending is, for the task bar: of all that is under way or waits behind it, and nothing where nothing moves.

import type { Delivery } from '#shared/wire/ipc.ts';

/** Takes the bar away. */
export const NO_PROGRESS = -1;

/** 0 to 1, or NO_PROGRESS */
export function progressOf(deliveries: readonly Delivery[]): number {
  if (!deliveries.some(({ state }) => state === 'sending')) return NO_PROGRESS;
  const open = deliveries.filter(({ state }) => state === 'sending' || state === 'waiting');
  const whole = open.reduce((sum, { size }) => sum + size, 0);
  const sent = open.reduce((sum, delivery) => sum + delivery.sent, 0);
  return whole === 0 ? 0 : Math.min(1, sent / whole);
}
