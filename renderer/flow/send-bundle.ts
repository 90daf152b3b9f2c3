// Queues a bundle for a letterbox; the courier sends it, now or when there is a network, also after a restart. What is
// for a device that lists nothing there is left in its out-tray at once, or not at all.

import type { BundleId } from '#shared/base/ids.ts';
import { shortCodeOf } from '#shared/base/ids.ts';
import { err, type Result } from '#shared/base/result.ts';
import type { Delivery } from '#shared/wire/ipc.ts';
import type { CourierProblem } from '#shared/wire/problems.ts';
import { activityChange } from '../engine/activity.ts';
import { packedOf } from '../engine/delivery-ledger.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import { isNearby } from '../engine/nearby.ts';
import { ownChain } from '../engine/own-chain.ts';
import { profileOf, type Session } from '../engine/session.ts';
import { throughAllowed } from './allow-addresses.ts';
import { postParcel, trayOf } from './post-parcel.ts';

export async function sendBundle(
  session: Session,
  bundle: BundleId,
  letterbox: string,
): Promise<Result<Delivery, EngineProblem | CourierProblem>> {
  const profile = profileOf(session);
  if (profile === null) return err({ type: 'noMechanism' });
  const packed = packedOf(session.ledger.store, bundle);
  const tray = packed === undefined ? null : trayOf(session, packed);
  if (packed !== undefined && tray !== null) return postParcel(session, packed, tray, letterbox);
  const credentials = [...ownChain(session)];
  const sent = await throughAllowed(session, profile, () =>
    session.desktop.courierSend({
      bundle,
      sha256: packed?.sha256,
      letterbox,
      mechanism: profile.id,
      credentials,
      ...(isNearby(session, letterbox) && { isNearby: true as const }),
    }),
  );
  if (!sent.ok) return sent;
  const { ledger } = session;
  const facts = { bundle, code: shortCodeOf(bundle), letterbox };
  await ledger.exclusive(() => ledger.commit({ shelf: activityChange(session, 'sentBundle', facts) }));
  session.tell(['deliveries', 'activity']);
  return sent;
}
