// Which attachments are missing, of which record, and on whose device they last were: their author's, and those of
// the devices that carried them on, where a line of custody says so.

import type { Digest, KeyId, RecordId } from '#shared/base/ids.ts';
import { arrivalsIn } from './arrivals.ts';
import { authorView } from './authors.ts';
import type { Catalogue } from './catalogue.ts';
import { custodyIn } from './custody-lines.ts';
import type { InboxView } from './inbox-views.ts';
import { namedFiles } from './named-files.ts';
import type { Session } from './session.ts';

const SHOWN = 100;

export async function readMissingFiles(session: Session, catalogue: Catalogue): Promise<InboxView['missingFiles']> {
  const { ledger, blobs } = session;
  const missing = [...namedFiles(ledger.store)].filter(([digest]) => !blobs.has(digest)).slice(0, SHOWN);
  if (missing.length === 0) return [];
  const hadBy = carriersOf(session);
  const views: InboxView['missingFiles'][number][] = [];
  for (const [digest, [named]] of missing) {
    const row = named === undefined ? undefined : await catalogue.row(named.record as RecordId);
    const author = named === undefined ? undefined : ledger.store.log.summaries.get(named.mark.by)?.author;
    if (named === undefined || row === undefined || author === undefined) continue;
    const carriers = [...(hadBy.get(digest) ?? [])].filter((kid) => kid !== author);
    views.push({
      digest,
      row,
      size: named.mark.size,
      author: authorView(session, author),
      hadBy: carriers.map((kid) => authorView(session, kid)),
    });
  }
  return views;
}

/** Who had a file: whoever says it carried it on, and whoever brought it here. */
function carriersOf(session: Session): ReadonlyMap<Digest, ReadonlySet<KeyId>> {
  const carriers = new Map<Digest, Set<KeyId>>();
  const add = (kid: KeyId, files: readonly Digest[]): void => {
    for (const digest of files) carriers.set(digest, (carriers.get(digest) ?? new Set()).add(kid));
  };
  for (const { custody } of custodyIn(session)) add(custody.by, custody.files);
  for (const { from, files } of arrivalsIn(session.ledger.store)) add(from, files);
  return carriers;
}
