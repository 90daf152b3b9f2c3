// Which attachments go to a reader: those that a record names in a value which this reader is given, that are here,
// and that it does not have. It has what a bundle brought whose *merged* receipt does not miss it, what lies at a
// letterbox for it, and what came from it. What its request names goes again, whatever its receipts said before,
// once for each request. Where a level stays, its files stay; what is personal never goes.

import type { Digest, RecordId } from '#shared/base/ids.ts';
import { type DeliveryLedger, isFor, type SentBundle } from '../engine/delivery-ledger.ts';
import type { BundleChoice } from '../engine/carry-views.ts';
import { takenInWithFiles } from '../engine/named-files.ts';
import type { KnownReader } from '../engine/readers.ts';
import { openRequestOf } from '../engine/open-requests.ts';
import type { Session } from '../engine/session.ts';
import type { FileMark } from '../store/record-line.ts';
import { levelsThatGo, mayRecordGo } from './select-for-reader.ts';

export interface SelectedFiles {
  readonly files: readonly FileMark[];
  /** id of the reader's request that these answer; null: it has none */
  readonly answers: Digest | null;
}

export function selectFiles(
  session: Session,
  reader: KnownReader,
  choice: BundleChoice,
  sent: DeliveryLedger,
): SelectedFiles {
  const { store } = session.ledger;
  if (choice.only === 'answers') return { files: [], answers: null };
  const request = requestOf(session, reader, sent);
  const goes = levelsThatGo(session, reader, choice);
  const there = filesThere(session, reader, sent.bundles, choice.records !== undefined);
  const chosen = choice.records === undefined ? undefined : new Set(choice.records);
  const files = new Map<Digest, FileMark>();
  for (const [id, { files: marks, deleted }] of store.records.summaries) {
    if (marks === undefined || deleted) continue;
    for (const mark of marks) {
      const { digest, by, level } = mark;
      const entry = store.log.summaries.get(by);
      if (files.has(digest) || entry === undefined || !goes.has(level) || !session.blobs.has(digest)) continue;
      const isUnasked = choice.only !== 'request' && !(there.has(digest) || entry.author === reader.kid);
      const isWanted = isUnasked || request.lacks(digest, sent.bundles);
      if (isWanted && mayRecordGo(session, chosen, id as RecordId, entry, sent)) files.set(digest, mark);
    }
  }
  return { files: [...files.values()], answers: request.id };
}

function filesThere(
  { ledger }: Session,
  reader: KnownReader,
  bundles: readonly SentBundle[],
  onlyMerged: boolean,
): ReadonlySet<Digest> {
  const given = bundles
    .filter(({ packed }) => isFor(packed, reader))
    .flatMap((sent) => (sent.packed.files ?? []).filter((digest) => isThere(sent, digest, onlyMerged)));
  const taken = takenInWithFiles(ledger.store).flatMap(({ taken: { from }, files }) =>
    from === reader.kid ? files : [],
  );
  return new Set([...given, ...taken]);
}

/** A file on a stick, or on a colleague's laptop, may be lost: it is sent again until a receipt names its bundle. */
const isThere = ({ merged, isAtLetterbox }: SentBundle, digest: Digest, onlyMerged: boolean): boolean =>
  merged.some(({ mediaMissing }) => !mediaMissing.includes(digest)) || (!onlyMerged && isAtLetterbox);

interface AskedFiles {
  readonly id: Digest | null;
  /** whether the request names it, and no bundle that answers this request has certainly brought it */
  readonly lacks: (digest: Digest, bundles: readonly SentBundle[]) => boolean;
}

function requestOf(session: Session, { kid }: KnownReader, sent: DeliveryLedger): AskedFiles {
  const open = openRequestOf(session, kid, sent);
  const asked = new Set(open?.request.blobs);
  const id = open?.id ?? null;
  return {
    id,
    lacks: (digest, bundles) =>
      asked.has(digest) &&
      !bundles.some(
        (sent) =>
          sent.packed.answers === id && sent.packed.files?.includes(digest) === true && isThere(sent, digest, false),
      ),
  };
}
