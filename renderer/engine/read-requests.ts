// What is asked of this device and what it asks of others, counted as people count: records, files.

import type { Digest } from '#shared/base/ids.ts';
import { shortCodeOf } from '#shared/base/ids.ts';
import { decodeRequest, type Request } from '#shared/bundle/request.ts';
import { selectFiles } from '../flow/select-files.ts';
import { selectForReader } from '../flow/select-for-reader.ts';
import { authorView } from './authors.ts';
import type { BundleChoice } from './carry-views.ts';
import type { DeliveryLedger } from './delivery-ledger.ts';
import type { InboxParts } from './inbox-views.ts';
import { type OpenRequest, openRequests } from './open-requests.ts';
import { type KnownReader, readersOf } from './readers.ts';
import type { Session } from './session.ts';
import { type Issued, ISSUED } from './shelf-names.ts';
import type { RequestView } from './today-views.ts';

/** Asked apart from Today: for each that asks, everything it names is looked for. */
export async function readRequests(session: Session, sent: DeliveryLedger): Promise<readonly RequestView[]> {
  const readers = readersOf(session);
  const views: RequestView[] = [];
  for (const open of openRequests(session, sent)) {
    const reader = readers.find(({ kid }) => kid === open.request.from);
    views.push({
      from: authorView(session, open.request.from),
      ...(reader === undefined ? NOTHING : await countsOf(session, reader, sent)),
      notHere: notHere(session, open.request),
      answered: answeredBy(open, sent),
    });
  }
  return views;
}

const NOTHING = { records: 0, files: 0, canAnswer: false };

async function countsOf(session: Session, reader: KnownReader, sent: DeliveryLedger) {
  const choice: BundleChoice = { reader: reader.recipient, only: 'request' };
  const records = (await selectForReader(session, reader, choice, sent)).records.size;
  const files = selectFiles(session, reader, choice, sent).files.length;
  return { records, files, canAnswer: records + files > 0 };
}

/** Asked for and not on this device, changes and files together. */
function notHere({ ledger, blobs }: Session, { needs, blobs: asked }: Request): number {
  const lacking = needs.map(({ author, from, to }) => {
    const here = ledger.store.logs.get(author)?.entries.filter(({ seq }) => from <= seq && seq <= to) ?? [];
    return to - from + 1 - new Set(here.map(({ seq }) => seq)).size;
  });
  return lacking.reduce((sum, count) => sum + count, 0) + asked.filter((digest) => !blobs.has(digest)).length;
}

function answeredBy({ id }: OpenRequest, { bundles }: DeliveryLedger): RequestView['answered'] {
  const last = bundles.findLast(({ packed }) => packed.answers === id);
  return last === undefined ? null : { code: shortCodeOf(last.packed.bundle), at: last.packed.madeAt };
}

export function askingView(session: Session): readonly InboxParts['asking'][] {
  const readers = new Set(readersOf(session).map(({ kid }) => kid));
  return session.ledger.store.shelf.under(`${ISSUED}request/`).flatMap(([, value]) => {
    const { to, signed, postedTo } = value as object as Issued;
    const request = decodeRequest(signed);
    if (request === undefined) return [];
    const changesets = request.needs.reduce((sum, run) => sum + run.to - run.from + 1, 0);
    return [
      {
        device: authorView(session, to),
        changesets,
        files: new Set<Digest>(request.blobs).size,
        isPosted: postedTo.length > 0,
        canAsk: readers.has(to),
      },
    ];
  });
}
