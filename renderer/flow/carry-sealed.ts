// A courier carries what it cannot read. A bundle that is for somebody else is kept as it came, sealed, and can be given
// on like any other. It is let go when a receipt for it comes by, or when the person puts it down; both are noted.

import type { Bytes } from '#shared/base/bytes.ts';
import { type BundleId, type Digest, shortCodeOf } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err, ok } from '#shared/base/result.ts';
import { activityChange } from '../engine/activity.ts';
import { cargoIn, confirmedFiles } from '../engine/cargo.ts';
import type { Done, Session } from '../engine/session.ts';
import { CARGO, type CargoEntry } from '../engine/shelf-names.ts';
import { openSealed } from './open-bundle.ts';

export async function carrySealed(session: Session, bytes: Uint8Array): Done<{ readonly code: string }> {
  const { opened, file } = await openSealed(session, bytes);
  if (opened.ok) return err({ type: 'refused', reason: { type: 'notSealedForOther' } });
  if (opened.error.type !== 'notForMe') return err({ type: 'refused', reason: { ...opened.error } });
  const code = shortCodeOf(file);
  const { ledger, desktop, clock } = session;
  const done = await ledger.exclusive(async () => {
    if (confirmedFiles(session).has(file)) return err({ type: 'refused', reason: { type: 'cargoReceived' } } as const);
    const name = `${CARGO}${file}`;
    if (ledger.store.shelf.get(name) !== undefined) return ok(null);
    const kept = await desktop.bundleKeep({ id: file, origin: 'cargo', bytes: bytes as Bytes });
    if (!kept.ok) return kept;
    const entry: CargoEntry = { size: bytes.length, since: clock.now() };
    return ledger.commit({
      shelf: new Map([[name, entry as object as Json], ...activityChange(session, 'carried', { code })]),
    });
  });
  if (!done.ok) return done;
  session.tell(['deliveries', 'activity']);
  return ok({ code });
}

/** The person puts it down: whoever gave it must bring it another way. */
export const putDown = (session: Session, file: BundleId): Done<null> =>
  letGo(session, [file as string as Digest], 'putDown');

/** What receipts have confirmed since. */
export async function settleCargo(session: Session): Promise<void> {
  const confirmed = cargoIn(session).length === 0 ? new Set() : confirmedFiles(session);
  const files = cargoIn(session).flatMap(({ file }) => (confirmed.has(file) ? [file] : []));
  if (files.length > 0) await letGo(session, files, 'cargoArrived');
}

async function letGo(session: Session, asked: readonly Digest[], type: string): Done<null> {
  const { ledger, desktop } = session;
  const done = await ledger.exclusive(async () => {
    const files = asked.filter((file) => ledger.store.shelf.get(`${CARGO}${file}`) !== undefined);
    if (files.length === 0) return ok(null);
    for (const file of files) {
      const dropped = await desktop.bundleDrop({ id: file });
      if (!dropped.ok) return dropped;
    }
    const code = files.map(shortCodeOf).join(' ');
    return ledger.commit({
      shelf: new Map([
        ...files.map((file): [string, null] => [`${CARGO}${file}`, null]),
        ...activityChange(session, type, { code }),
      ]),
    });
  });
  if (done.ok) session.tell(['deliveries', 'activity']);
  return done;
}
