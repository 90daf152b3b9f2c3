// The lines of custody that come with a bundle: kept where the device that signed one is known and it is of this
// mechanism. They change nothing of what they are about; the others are left out, and the kept bundle still has them.

import type { Digest } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { decodeCustody } from '#shared/bundle/custody.ts';
import { type Signed, signedIdOf } from '#shared/log/envelope.ts';
import { isBy, type Trust } from '#shared/log/roster.ts';
import { profileOf, type Session } from '../engine/session.ts';
import { CUSTODY } from '../engine/shelf-names.ts';
import type { ShelfChanges } from '../store/shelf.ts';

export async function takeCustody(session: Session, lines: readonly Signed[], trust: Trust): Promise<ShelfChanges> {
  const mechanism = profileOf(session)?.id;
  const changes = new Map<string, Json>();
  for (const signed of lines) {
    const name = `${CUSTODY}${signedIdOf<Digest>(signed.type, signed.body)}`;
    const custody = decodeCustody(signed);
    if (custody === undefined || custody.mechanism !== mechanism || custody.by === session.device.kid) continue;
    if (session.ledger.store.shelf.get(name) !== undefined || !(await isBy(signed, custody.by, trust))) continue;
    changes.set(name, signed as object as Json);
  }
  return changes;
}
