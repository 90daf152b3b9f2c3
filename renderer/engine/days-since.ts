// How long ago something was, by this device's clock: whole days, never less than none.

import type { Session } from './session.ts';

const DAY = 24 * 3600 * 1000;

/** @returns null where it never was, or the time says nothing */
export function daysSince({ clock }: Pick<Session, 'clock'>, at: string | null | undefined): number | null {
  const days = Math.floor((Date.parse(clock.now()) - Date.parse(at ?? '')) / DAY);
  return Number.isFinite(days) ? Math.max(0, days) : null;
}
