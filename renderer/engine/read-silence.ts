// Who has been silent for how long: by what arrived here, and beside it what the device's own clock claimed, with its
// doubt. Who was enrolled and never heard of comes first. Only for whoever coordinates: others wait for nobody.

import type { KeyId } from '#shared/base/ids.ts';
import { type ClaimedTime, decodeBody } from '#shared/log/changeset.ts';
import type { Author, Role } from '#shared/log/roster.ts';
import { headOf } from '#shared/merge/state.ts';
import { arrivalsIn } from './arrivals.ts';
import { authorView } from './authors.ts';
import { daysSince } from './days-since.ts';
import type { InboxPage } from './inbox-views.ts';
import { selfOf, type Session } from './session.ts';

const COORDINATING = ['coordinator', 'steward', 'secretariat'];
/** Days after which a device is said to be silent. */
const SILENT = 7;

export async function readSilence(session: Session, from: number, count: number): Promise<InboxPage<'silence'>> {
  const { trust, device } = session;
  if (selfOf(session)?.scope.roles.some((role) => COORDINATING.includes(role)) !== true)
    return { total: 0, entries: [] };
  const arrived = lastArrivals(session);
  const silent = [...trust.authors.values()]
    .filter(({ kid, scope }) => kid !== device.kid && !trust.revocations.has(kid) && !isOffice(scope.roles))
    .map((author) => {
      const last = arrived.get(author.kid) ?? null;
      return { author, arrived: last, days: daysSince(session, last?.time) };
    })
    .filter((each) => each.arrived === null || (each.days ?? 0) >= SILENT)
    .sort(byArrival);
  const shown = silent.slice(from, from + count);
  const claims = await lastClaims(
    session,
    shown.map(({ author }) => author.kid),
  );
  return {
    total: silent.length,
    entries: shown.map(({ author: { kid }, arrived: last, days }) => ({
      author: authorView(session, kid),
      arrived: last,
      days,
      claimed: claims.get(kid) ?? null,
    })),
  };
}

/** What the clock of each of these said in its last changeset that is here. Read from the log: for few at a time. */
export async function lastClaims(
  { ledger }: Pick<Session, 'ledger'>,
  authors: readonly KeyId[],
): Promise<ReadonlyMap<KeyId, ClaimedTime>> {
  const heads = authors.flatMap((kid) => {
    const log = ledger.store.logs.get(kid);
    const head = log === undefined ? undefined : headOf(log);
    return head === undefined ? [] : [head.id];
  });
  const claims = new Map<KeyId, ClaimedTime>();
  for (const { signed } of (await ledger.store.log.getMany(heads)).values()) {
    const body = decodeBody(signed.body);
    if (body.ok) claims.set(body.value.author, body.value.at);
  }
  return claims;
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

interface Silent {
  readonly author: Author;
  readonly arrived: ClaimedTime | null;
}

function byArrival(a: Silent, b: Silent): number {
  const [one, other] = [a.arrived?.time ?? '', b.arrived?.time ?? ''];
  return one < other ? -1 : one > other ? 1 : a.author.name < b.author.name ? -1 : 1;
}
