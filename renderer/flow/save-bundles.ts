// Saves several bundles into one folder that is asked for once. What got there before something went wrong is noted.

import { type BundleId, shortCodeOf } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err, ok } from '#shared/base/result.ts';
import { activityChange } from '../engine/activity.ts';
import { packedOf } from '../engine/delivery-ledger.ts';
import type { Done, Session } from '../engine/session.ts';
import { PACKED } from '../engine/shelf-names.ts';
import { fileOf, saveBundle } from './save-bundle.ts';

/** Null: the person changed their mind. One bundle is saved as one file. */
export async function saveBundles(
  session: Session,
  bundles: readonly BundleId[],
): Done<{ readonly name: string } | null> {
  const [first, ...more] = bundles;
  if (first === undefined || more.length === 0) return first === undefined ? ok(null) : saveBundle(session, first);
  const files = bundles.map((id) => fileOf(session, id));
  const answer = await session.desktop.bundlesSaveAs({ files });
  if (!answer.ok || answer.value === null) return answer.ok ? ok(null) : answer;
  const { name, saved, problem } = answer.value;
  const { ledger } = session;
  const noted = await ledger.exclusive(() => {
    const savedAt = session.clock.now();
    const marked = saved.flatMap((id): readonly [string, Json][] => {
      const packed = packedOf(ledger.store, id);
      return packed === undefined ? [] : [[`${PACKED}${id}`, { ...packed, savedAt } as object as Json]];
    });
    const facts = { code: saved.map(shortCodeOf).join(' '), name };
    return ledger.commit({ shelf: new Map([...marked, ...activityChange(session, 'savedBundle', facts)]) });
  });
  if (!noted.ok) return noted;
  session.tell(['deliveries', 'records', 'activity']);
  return problem === null ? ok({ name }) : err(problem);
}
