// Tells the trainer's laptop how far the exercises are here. Only what is done goes: no word that was written.

import { ok, type Result } from '#shared/base/result.ts';
import type { CourierProblem } from '#shared/wire/problems.ts';
import type { Progress } from '#shared/wire/room.ts';
import { ownChain } from '../engine/own-chain.ts';
import { isSecretariat, profileOf, type Session } from '../engine/session.ts';

export async function tellRoom(session: Session, progress: readonly Progress[]): Promise<Result<null, CourierProblem>> {
  const profile = profileOf(session);
  const letterbox = profile?.letterboxes[0]?.url;
  if (profile === null || letterbox === undefined || isSecretariat(session)) return ok(null);
  const credentials = [...ownChain(session)];
  return session.desktop.roomTell({ letterbox, mechanism: profile.id, credentials, progress });
}
