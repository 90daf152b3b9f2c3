// Which attachments are missing, of which record, and on whose device they last were: their author's, and those of
// the devices that carried them on, where a line of custody says so.

import type { Digest, KeyId, RecordId } from '#shared/base/ids.ts';
import { arrivalsIn } from './arrivals.ts';
import { authorView } from './authors.ts';
import type { Catalogue } from './catalogue.ts';
import { custodyIn } from './custody-lines.ts';
import type { InboxPage } from './inbox-views.ts';
import { namedFiles } from './named-files.ts';
import type { Session } from './session.ts';

export async function readMissingFiles(
  session: Session,
  catalogue: Catalogue,
  from: number,
  count: number,
): Promise<InboxPage<'missingFiles'>> {
  const { ledger, blobs } = session;
  const all = [...namedFiles(ledger.store)].filter(([digest]) => !blobs.has(digest));
  const total = all.length;
  const missing = all.slice(from, from + count);
  if (missing.length === 0) return { total, entries: [] };
  const hadBy = carriersOf(session);
  const entries: InboxPage<'missingFiles'>['entries'][number][] = [];
  for (const [digest, [named]] of missing) {
    const row = named === undefined ? undefined : await catalogue.row(named.record as RecordId);
    const author = named === undefined ? undefined : ledger.store.log.summaries.get(named.mark.by)?.author;
    if (named === undefined || row === undefined || author === undefined) continue;
    const carriers = [...(hadBy.get(digest) ?? [])].filter((kid) => kid !== author);
    entries.push({
      digest,
      row,
      size: named.mark.size,
      author: authorView(session, author),
      hadBy: carriers.map((kid) => authorView(session, kid)),
    });
  }
  return { total, entries };
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
