// What a bundle carries back: receipts and requests for its reader and for those behind it. The secretariat's words
// go on along the road by which changesets came, one hop with each bundle: to whoever wrote them, through whoever
// brought them. Of one signer about one author, the newest word is enough. Nothing is carried to where it came from.

import type { KeyId } from '#shared/base/ids.ts';
import { ERASED_TYPE } from '#shared/bundle/erased.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { authorsFrom } from '../engine/arrivals.ts';
import { heardReceipts, type HeardReceipt, newestWords, secretariatsOf } from '../engine/heard-receipts.ts';
import type { KnownReader } from '../engine/readers.ts';
import type { Session } from '../engine/session.ts';
import { type Issued, ISSUED } from '../engine/shelf-names.ts';

const MOST_ANSWERS = 200;

export function answersFor(session: Session, reader: KnownReader): readonly Signed[] {
  const direct = issuedFor(session, reader);
  const onward = reader.kid === null ? [] : onwardWords(session, reader.kid);
  return [...new Set([...direct.slice(-MOST_ANSWERS), ...onward.map(({ signed }) => signed)])];
}

/** For the reader itself, and for devices of its organisation, to which it carries them; a proof also for whoever it brought. */
function issuedFor({ ledger, trust }: Session, { kid, organisation }: KnownReader): readonly Signed[] {
  const gave = kid === null ? new Set<KeyId>() : authorsFrom(ledger.store, kid);
  const isThatWay = ({ to, from, signed }: Issued): boolean =>
    (from === undefined || from === null || from !== kid) &&
    (to === kid ||
      (organisation !== null && trust.authors.get(to)?.organisation === organisation) ||
      (signed.type === ERASED_TYPE && gave.has(to)));
  return ledger.store.shelf
    .under(ISSUED)
    .map(([, value]) => value as object as Issued)
    .filter(isThatWay)
    .map(({ signed }) => signed);
}

/** The secretariat's newest words about what a device wrote, or brought here. */
export function onwardWords(session: Session, device: KeyId): readonly HeardReceipt[] {
  const authors = authorsFrom(session.ledger.store, device);
  const secretariats = secretariatsOf(session);
  const heard = heardReceipts(session).filter(
    ({ receipt: { by, to }, from }) => secretariats.has(by) && by !== device && to !== device && from !== device,
  );
  const words = new Set<HeardReceipt>();
  for (const byAuthor of newestWords(heard).values()) {
    for (const [author, word] of byAuthor) if (author !== session.device.kid && authors.has(author)) words.add(word);
  }
  return [...words];
}
