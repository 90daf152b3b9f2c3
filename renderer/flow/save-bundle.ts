// Saves a bundle as a file, on a stick or anywhere. Its name is its short code, which says nothing.

import type { BundleId } from '#shared/base/ids.ts';
import { shortCodeOf } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err, ok } from '#shared/base/result.ts';
import { activityChange } from '../engine/activity.ts';
import { packedOf } from '../engine/delivery-ledger.ts';
import type { Done, Session } from '../engine/session.ts';
import { PACKED } from '../engine/shelf-names.ts';

/** As the main process copies it: one that is not what was packed goes nowhere. */
export function fileOf({ ledger }: Pick<Session, 'ledger'>, bundle: BundleId) {
  const suggestedName = `${shortCodeOf(bundle)}.quipu`;
  return { id: bundle, suggestedName, sha256: packedOf(ledger.store, bundle)?.sha256 };
}

export async function saveBundle(session: Session, bundle: BundleId): Done<{ readonly name: string } | null> {
  const { ledger, desktop } = session;
  const saved = await desktop.bundleSaveAs(fileOf(session, bundle));
  if (!saved.ok || saved.value === null) return saved;
  const noted = await ledger.exclusive(() => {
    const packed = packedOf(ledger.store, bundle);
    const marked =
      packed === undefined
        ? []
        : [[`${PACKED}${bundle}`, { ...packed, savedAt: session.clock.now() } as object as Json] as const];
    const facts = { bundle, code: shortCodeOf(bundle), name: saved.value?.name ?? '' };
    return ledger.commit({ shelf: new Map([...marked, ...activityChange(session, 'savedBundle', facts)]) });
  });
  if (!noted.ok) return err(noted.error);
  session.tell(['deliveries', 'records', 'activity']);
  return ok(saved.value);
}
