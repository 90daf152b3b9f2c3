// Erases the attachments that what was withdrawn named, where no other record names them.

import type { RecordId } from '#shared/base/ids.ts';
import { err, ok } from '#shared/base/result.ts';
import { namedFiles } from '../engine/named-files.ts';
import type { Done, Session } from '../engine/session.ts';
import type { Erasure } from '../engine/shelf-names.ts';

export async function eraseFiles(session: Session, waiting: readonly (readonly [RecordId, Erasure])[]): Done<null> {
  const named = namedFiles(session.ledger.store);
  for (const digest of waiting.flatMap(([, { files }]) => files)) {
    if (named.has(digest)) continue;
    const erased = await session.blobs.erase(digest);
    if (!erased.ok && erased.error.type !== 'fileDamaged') return err(erased.error);
  }
  return ok(null);
}
