// Leaves a small bundle in the out-tray of the device that it is for, where that device may not list what lies at a
// letterbox: so what is returned to a recorder comes by the same road as receipts. It counts as handed over, as a stick
// does: only its reader's receipt says that it arrived.

import { type KeyId, shortCodeOf } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { parcelOf } from '#shared/bundle/parcel.ts';
import type { Delivery } from '#shared/wire/ipc.ts';
import type { CourierProblem } from '#shared/wire/problems.ts';
import { activityChange } from '../engine/activity.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import { ownChain } from '../engine/own-chain.ts';
import { mechanismReaders, profileOf, type Session } from '../engine/session.ts';
import { PACKED, type PackedBundle } from '../engine/shelf-names.ts';
import { throughAllowed } from './allow-addresses.ts';

/** The device that a bundle must be left in the tray of; null: its reader finds it by itself. */
export function trayOf(session: Session, packed: PackedBundle): KeyId | null {
  const { readerKid, recipient } = packed;
  if (readerKid === null || mechanismReaders(session).some((reader) => reader.recipient === recipient)) return null;
  const roles = session.trust.authors.get(readerKid)?.scope.roles ?? [];
  return roles.includes('secretariat') || roles.includes('coordinator') ? null : readerKid;
}

export async function postParcel(
  session: Session,
  packed: PackedBundle,
  to: KeyId,
  letterbox: string,
): Promise<Result<Delivery, EngineProblem | CourierProblem>> {
  const profile = profileOf(session);
  if (profile === null) return err({ type: 'noMechanism' });
  const bytes = await session.desktop.bundleRead({ id: packed.bundle });
  if (!bytes.ok) return bytes;
  const parcel = parcelOf(bytes.value);
  if (parcel === undefined) return err({ type: 'refused', reason: { type: 'tooLargeForTray' } });
  const credentials = [...ownChain(session)];
  const posted = await throughAllowed(session, profile, () =>
    session.desktop.courierPost({ letterbox, mechanism: profile.id, credentials, to, signed: [parcel] }),
  );
  if (!posted.ok) return posted;
  const savedAt = session.clock.now();
  const left: PackedBundle = { ...packed, savedAt };
  const facts = { code: shortCodeOf(packed.bundle), reader: packed.reader };
  const noted = await session.ledger.exclusive(() =>
    session.ledger.commit({
      shelf: new Map([
        [`${PACKED}${packed.bundle}`, left as object as Json],
        ...activityChange(session, 'postedParcel', facts),
      ]),
    }),
  );
  if (!noted.ok) return noted;
  session.tell(['deliveries', 'records', 'activity']);
  const { size, bundle } = packed;
  return ok({
    id: bundle,
    bundle,
    letterbox,
    state: 'stored',
    sent: size,
    size,
    nextTry: null,
    problem: null,
    receipt: null,
  });
}
