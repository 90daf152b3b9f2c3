// A request that comes: the newest of each asking device counts, if it is of this mechanism, for this device, and
// signed by a device that somebody vouches for. One for another device is carried on. What is not heeded is said.

import type { KeyId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { decodeRequest, type Request, REQUEST_TYPE } from '#shared/bundle/request.ts';
import { type Signed, signedIdOf } from '#shared/log/envelope.ts';
import { isBy } from '#shared/log/roster.ts';
import { profileOf, type Session } from '../engine/session.ts';
import { type Issued, ISSUED, REQUEST } from '../engine/shelf-names.ts';

export type RequestRefusal =
  | { readonly type: 'requestUnreadable' }
  | { readonly type: 'requestOtherMechanism' }
  /** nobody vouches for the device that asks */
  | { readonly type: 'requestUnknownAuthor'; readonly author: KeyId }
  | { readonly type: 'requestForged'; readonly author: KeyId }
  /** for a device that is not known here, so that it cannot be carried on */
  | { readonly type: 'requestForOther' }
  /** a later one of that device came before */
  | { readonly type: 'requestOld'; readonly author: KeyId };

/**
 * Nothing where it is no request, or the same came before.
 * @param changes of the shelf; what is worth keeping is added
 */
export async function takeRequest(
  session: Session,
  signed: Signed,
  from: KeyId | null,
  changes: Map<string, Json | null>,
): Promise<RequestRefusal | undefined> {
  if (signed.type !== REQUEST_TYPE) return undefined;
  const request = decodeRequest(signed);
  if (request === undefined) return { type: 'requestUnreadable' };
  const { mechanism, to } = request;
  const author = request.from;
  if (mechanism !== null && mechanism !== profileOf(session)?.id) return { type: 'requestOtherMechanism' };
  if (author === session.device.kid) return undefined; // its own, carried back
  if (!session.trust.authors.has(author)) return { type: 'requestUnknownAuthor', author };
  if (!(await isBy(signed, author, session.trust))) return { type: 'requestForged', author };
  const isForThis = to === null || to === session.device.kid;
  if (!isForThis && !session.trust.authors.has(to)) return { type: 'requestForOther' };
  const name = isForThis ? `${REQUEST}${author}` : `${ISSUED}carried/${author}/${to}`;
  const known = signedOf(changes.get(name) ?? session.ledger.store.shelf.get(name), isForThis);
  if (known !== undefined && signedIdOf(known.type, known.body) === signedIdOf(signed.type, signed.body))
    return undefined;
  if (known !== undefined && !isLater(request, decodeRequest(known))) return { type: 'requestOld', author };
  const value = isForThis ? signed : carriedRequest(to, signed, from);
  changes.set(name, value as object as Json);
  return undefined;
}

/** Those of an older app have no number: the last to come counts. */
const isLater = ({ running }: Request, known: Request | undefined): boolean =>
  known?.running === undefined || (running !== undefined && running > known.running);

function signedOf(value: Json | null | undefined, isForThis: boolean): Signed | undefined {
  if (value === null || value === undefined) return undefined;
  return isForThis ? (value as object as Signed) : (value as object as Issued).signed;
}

const carriedRequest = (to: KeyId, signed: Signed, from: KeyId | null): Issued => ({
  to,
  signed,
  bundle: null,
  postedTo: [],
  isOwn: false,
  from,
  running: null,
});
