// Who has been silent for how long: by what arrived here, and beside it what the device's own clock claimed, with its
// doubt. Who was enrolled and never heard of comes first. Only for whoever coordinates: others wait for nobody.

import type { KeyId } from '#shared/base/ids.ts';
import { type ClaimedTime, decodeBody } from '#shared/log/changeset.ts';
import type { Author, Role } from '#shared/log/roster.ts';
import { headOf } from '#shared/merge/state.ts';
import { arrivalsIn } from './arrivals.ts';
import { authorView } from './authors.ts';
import type { InboxView } from './inbox-views.ts';
import { selfOf, type Session } from './session.ts';

const SHOWN = 200;
const DAY = 24 * 3600 * 1000;
const COORDINATING = ['coordinator', 'steward', 'secretariat'];

export async function readSilence(session: Session): Promise<InboxView['silence']> {
  const { trust, device, ledger, clock } = session;
  if (selfOf(session)?.scope.roles.some((role) => COORDINATING.includes(role)) !== true) return [];
  const arrived = lastArrivals(session);
  const now = Date.parse(clock.now());
  const silent = [...trust.authors.values()]
    .filter(({ kid, scope }) => kid !== device.kid && !trust.revocations.has(kid) && !isOffice(scope.roles))
    .sort((a, b) => byArrival(arrived, a, b))
    .slice(0, SHOWN);
  const heads = silent.flatMap(({ kid }) => {
    const log = ledger.store.logs.get(kid);
    const head = log === undefined ? undefined : headOf(log);
    return head === undefined ? [] : [head.id];
  });
  const claimed = new Map<KeyId, ClaimedTime>();
  for (const { signed } of (await ledger.store.log.getMany(heads)).values()) {
    const body = decodeBody(signed.body);
    if (body.ok) claimed.set(body.value.author, body.value.at);
  }
  return silent.map(({ kid }) => {
    const last = arrived.get(kid);
    const days = last === undefined ? Number.NaN : Math.floor((now - Date.parse(last.time)) / DAY);
    return {
      author: authorView(session, kid),
      arrived: last ?? null,
      days: Number.isFinite(days) ? Math.max(0, days) : null,
      claimed: claimed.get(kid) ?? null,
    };
  });
}

/** Others hand over to the secretariat; nobody waits for it to. */
const isOffice = (roles: readonly Role[]): boolean => roles.includes('secretariat');

/** When something of an author, or in its bundle, last came here. */
function lastArrivals({ ledger }: Session): ReadonlyMap<KeyId, ClaimedTime> {
  const last = new Map<KeyId, ClaimedTime>();
  for (const { at, from, isVouched, runs } of arrivalsIn(ledger.store)) {
    if (isVouched) last.set(from, at);
    for (const { author } of runs) last.set(author, at);
  }
  return last;
}

function byArrival(arrived: ReadonlyMap<KeyId, ClaimedTime>, a: Author, b: Author): number {
  const [one, other] = [arrived.get(a.kid)?.time ?? '', arrived.get(b.kid)?.time ?? ''];
  return one < other ? -1 : one > other ? 1 : a.name < b.name ? -1 : 1;
}
