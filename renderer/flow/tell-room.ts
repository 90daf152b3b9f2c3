// Tells the trainer's laptop how far the exercises are here. Only what is done goes: no word that was written.

import { ok, type Result } from '#shared/base/result.ts';
import type { CourierProblem } from '#shared/wire/problems.ts';
import type { Progress } from '#shared/wire/room.ts';
import { isAgainFor } from '#shared/wire/room-again.ts';
import { ownChain } from '../engine/own-chain.ts';
import type { RoomWord } from '../engine/room-door.ts';
import { isSecretariat, profileOf, type Session } from '../engine/session.ts';

/** Answers whether the trainer has begun the workshop anew: then this notebook goes. */
export async function tellRoom(
  session: Session,
  progress: readonly Progress[],
): Promise<Result<RoomWord, CourierProblem>> {
  const profile = profileOf(session);
  const letterbox = profile?.letterboxes[0]?.url;
  if (profile === null || letterbox === undefined || isSecretariat(session)) return ok({ isAgain: false });
  const credentials = [...ownChain(session)];
  const told = await session.desktop.roomTell({ letterbox, mechanism: profile.id, credentials, progress });
  if (!told.ok) return told;
  const { again } = told.value;
  return ok({ isAgain: again !== null && (await isAgainFor(again, profile, session.device.kid)) });
}
