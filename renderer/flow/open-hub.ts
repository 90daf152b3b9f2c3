// This laptop as a letterbox on the local network, and what came there taken in by the one road that all bundles take. What
// was left when it was closed is taken in too, over this laptop's own loopback.

import { canonicalText, type Json } from '#shared/base/json.ts';
import { err, type Result } from '#shared/base/result.ts';
import { decodeRoster, isAfter } from '#shared/log/roster-body.ts';
import type { HubState } from '#shared/wire/hub.ts';
import type { CourierProblem } from '#shared/wire/problems.ts';
import type { TakeInReport } from '../engine/carry-views.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import { mayReceive } from '../engine/nearby.ts';
import { type Done, profileOf, rostersIn, type Session } from '../engine/session.ts';
import { fetchFrom } from './fetch-from.ts';
import { postReceipts } from './post-receipts.ts';

export async function openHub(session: Session): Done<HubState> {
  const opened = await openAt(session, false);
  if (opened.ok) session.later(() => postReceipts(session)); // what waits for those who come
  return opened;
}

export async function takeFromHub(
  session: Session,
): Promise<Result<readonly TakeInReport[], EngineProblem | CourierProblem>> {
  const wasOpen = (await session.desktop.hubState()).open !== null;
  const opened = await openAt(session, true);
  if (!opened.ok) return opened;
  const own = opened.value.open?.own ?? '';
  const taken = await fetchFrom(session, own);
  if (taken.ok) await fetchFrom(session, own); // says there that all of it was taken in
  if (!wasOpen) await session.desktop.hubClose();
  return taken;
}

async function openAt(session: Session, isHereOnly: boolean): Done<HubState> {
  const profile = profileOf(session);
  if (profile === null) return err({ type: 'noMechanism' });
  if (!mayReceive(session)) return err({ type: 'refused', reason: { type: 'notAReceiver' } });
  const roster = rostersIn(session.ledger.store).find((signed) => {
    const body = decodeRoster(signed);
    return body?.mechanism === profile.id && !isAfter(session.trust.roster ?? body, body);
  });
  const text = canonicalText(profile as object as Json);
  const opened = await session.desktop.hubOpen({ profile: text, roster: roster ?? null, isHereOnly });
  return opened.ok ? opened : err({ type: 'refused', reason: { ...opened.error } });
}
