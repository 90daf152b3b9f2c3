// Where the keys are that vouch for others. A credential says what a device may do; what is in its vault, what it can. A
// second device of the secretariat has the role and neither the roots' key nor its organisation's.

import type { KeyId } from '#shared/base/ids.ts';
import type { Result } from '#shared/base/result.ts';
import { keyIdOf } from '#shared/log/envelope.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import type { VaultProblem } from '#shared/wire/problems.ts';
import type { FormerKey, OpenVault } from '#shared/wire/vault.ts';
import { selfOf, type Session } from './session.ts';
import { areRootsOnSticks } from './signing-shelf.ts';
import type { RootPlace } from './trust-views.ts';

export const heldIn = ({ root, organisation }: Pick<OpenVault, 'root' | 'organisation'>): Set<KeyId> =>
  new Set([root, organisation].flatMap((key) => key?.kid ?? []));

export function rootPlace({ holds, trust }: Pick<Session, 'holds' | 'trust'>, profile: MechanismProfile): RootPlace {
  if (areRootsOnSticks(profile, trust)) return 'sticks';
  return holds.has(keyIdOf(profile.roots.keys[0] ?? '')) ? 'here' : 'elsewhere';
}

/** Whether the key is here that vouches for devices of this device's own organisation. */
export function holdsOffice(session: Session): boolean {
  const self = selfOf(session);
  return self !== null && session.holds.has(self.organisationKid);
}

/** Whether that key vouches for this organisation's devices, so that no root has to. */
export const isByOffice = (session: Session, organisation: string): boolean =>
  holdsOffice(session) && selfOf(session)?.organisation === organisation;

/** The vault's key of that use: made, or the one that was made before. */
export async function makeKey(
  { desktop, holds }: Session,
  as: 'root' | 'organisation',
): Promise<Result<FormerKey, VaultProblem>> {
  const made = await desktop.vaultNewKey({ as });
  if (made.ok) holds.add(made.value.kid);
  return made;
}
