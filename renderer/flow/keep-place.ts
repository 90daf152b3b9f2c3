// Another laptop's address on the local network, as somebody typed it: put before the person by the main process, then kept
// as a place for this notebook to hand over to and to fetch from. Few are kept: in another office they are nobody's.

import type { Json } from '#shared/base/json.ts';
import { err, ok } from '#shared/base/result.ts';
import { textToLetterbox } from '#shared/wire/hub-address.ts';
import { nearbyIn } from '../engine/nearby.ts';
import { type Done, profileOf, type Session } from '../engine/session.ts';
import { NEARBY, type NearbyPlace } from '../engine/shelf-names.ts';
import { allowAddresses } from './allow-addresses.ts';

const MOST_KEPT = 3;

/** Answers the letterbox's address. */
export async function keepPlace(session: Session, typed: string): Done<string> {
  const profile = profileOf(session);
  if (profile === null) return err({ type: 'noMechanism' });
  const read = textToLetterbox(typed);
  if (!read.ok) return err({ type: 'refused', reason: { ...read.error } });
  const url = read.value;
  const before = nearbyIn(session);
  const others = before.map((place) => place.url).filter((each) => each !== url);
  const kept = others.slice(0, MOST_KEPT - 1);
  const gone = others.slice(kept.length).map((old): [string, Json | null] => [`${NEARBY}${old}`, null]);
  const allowed = await allowAddresses(session, profile, [url, ...kept]);
  if (!allowed.ok) return allowed;
  const place: NearbyPlace = { order: (before[0]?.order ?? 0) + 1 };
  const { ledger } = session;
  const done = await ledger.exclusive(() =>
    ledger.commit({ shelf: new Map([...gone, [`${NEARBY}${url}`, place as object as Json]]) }),
  );
  if (!done.ok) return done;
  session.tell(['deliveries', 'trust']);
  return ok(url);
}
