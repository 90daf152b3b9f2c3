// The letterboxes of a profile, and other laptops that were allowed before, put before the person by the main process, in its own dialog: this page cannot make
// an address good. Asked at joining, and again where the answer got lost (a notebook put back from its parts).

import { err, ok, type Result } from '#shared/base/result.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import type { CourierProblem } from '#shared/wire/problems.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import { nearbyIn } from '../engine/nearby.ts';
import type { Done, Session } from '../engine/session.ts';

/** `nearby`: other laptops' addresses */
export async function allowAddresses(
  session: Session,
  { letterboxes }: Pick<MechanismProfile, 'letterboxes'>,
  nearby: readonly string[] = nearbyIn(session).map(({ url }) => url),
): Done<null> {
  const allowed = await session.desktop.courierAllow({
    letterboxes: [...letterboxes.map(({ url }) => url), ...nearby],
  });
  if (allowed.ok) return ok(null);
  const { error } = allowed;
  return err(
    error.type === 'addressesRefused' || error.type === 'badAddress' ? { type: 'refused', reason: error } : error,
  );
}

/** Asks the courier; where it knows no such address, asks the person and, once, the courier again. */
export async function throughAllowed<T>(
  session: Session,
  profile: MechanismProfile,
  ask: () => Promise<Result<T, CourierProblem>>,
): Promise<Result<T, EngineProblem | CourierProblem>> {
  const first = await ask();
  if (first.ok || first.error.type !== 'addressNotAllowed') return first;
  const allowed = await allowAddresses(session, profile);
  return allowed.ok ? ask() : allowed;
}
