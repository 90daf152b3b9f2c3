// Leaves receipts that were made here in their devices' out-trays, at every letterbox of the profile that does
// not have them yet, and for those whose changesets came through here the secretariat's words and the newest roster. It
// runs after taking in, after fetching and after a roster was signed here; what does not get through is tried again then, and travels in the next bundle that way in any
// case.

import type { Digest, KeyId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { type Signed, signedIdOf } from '#shared/log/envelope.ts';
import { decodeRoster, isAfter } from '#shared/log/roster-body.ts';
import { arrivalsIn } from '../engine/arrivals.ts';
import { ownChain } from '../engine/own-chain.ts';
import { profileOf, rostersIn, selfOf, type Session } from '../engine/session.ts';
import { GIVEN_ROSTER, type GivenRoster, type Issued, ISSUED, ONWARD, type Onward } from '../engine/shelf-names.ts';
import type { ShelfChanges } from '../store/shelf.ts';
import { onwardWords } from './answers-for.ts';

/** What is left for one device, and what is noted when it is. */
interface Post {
  readonly to: KeyId;
  readonly signed: readonly Signed[];
  readonly noted: () => ShelfChanges;
}

/** `at`: another laptop that was found just now: it is never asked unasked, as the mechanism's letterboxes are */
export async function postReceipts(session: Session, at?: string): Promise<void> {
  const profile = profileOf(session);
  if (profile === null) return;
  const { open } = await session.desktop.hubState();
  const own = open?.isHereOnly === false ? [open.own] : [];
  for (const url of new Set([
    ...profile.letterboxes.map((each) => each.url),
    ...own,
    ...(at === undefined ? [] : [at]),
  ])) {
    for (const { to, signed, noted } of [
      ...waitingFor(session, url),
      ...onwardFor(session, url),
      ...rosterFor(session, url),
    ]) {
      const posted = await session.desktop.courierPost({
        letterbox: url,
        mechanism: profile.id,
        credentials: [...ownChain(session)],
        to,
        signed: [...ownChain(session), ...signed], // who signed must be known there
      });
      if (!posted.ok) break; // the letterbox is not there for the others either
      await session.ledger.exclusive(() => session.ledger.commit({ shelf: noted() }));
    }
  }
}

type Named = readonly [name: string, issued: Issued];

function waitingFor({ ledger }: Session, url: string): readonly Post[] {
  const byDevice = new Map<KeyId, Named[]>();
  for (const [name, value] of ledger.store.shelf.under(ISSUED)) {
    const issued = value as object as Issued;
    if (!issued.isOwn || issued.postedTo.includes(url)) continue;
    byDevice.set(issued.to, [...(byDevice.get(issued.to) ?? []), [name, issued]]);
  }
  return [...byDevice].map(([to, list]) => ({
    to,
    signed: list.map(([, { signed }]) => signed),
    noted: () =>
      new Map(
        list.map(([name, issued]): [string, Json] => {
          const value: Issued = { ...issued, postedTo: [...issued.postedTo, url] };
          return [name, value as object as Json];
        }),
      ),
  }));
}

/** For each device that brought others' or its own changesets here, once for each word. */
function onwardFor(session: Session, url: string): readonly Post[] {
  const { store } = session.ledger;
  return [...giversTo(session)].flatMap((to) => {
    const words = onwardWords(session, to);
    const name = `${ONWARD}${to}`;
    const before = (store.shelf.get(name) as object as Onward | undefined) ?? {};
    const news = words.filter(({ id }) => before[url]?.includes(id) !== true);
    if (news.length === 0) return [];
    const ids: readonly Digest[] = words.map(({ id }) => id);
    const value = { ...before, [url]: ids } as object as Json;
    return [{ to, signed: news.map(({ signed }) => signed), noted: () => new Map([[name, value]]) }];
  });
}

/** Each hears once of each roster: who may no longer sign, and what bundles are sealed with from now on. */
function rosterFor(session: Session, url: string): readonly Post[] {
  const { trust, ledger } = session;
  const mayLeave = selfOf(session)?.scope.roles.some((role) => role === 'secretariat' || role === 'coordinator');
  const newest = rostersIn(ledger.store).find((signed) => {
    const roster = decodeRoster(signed);
    return roster?.mechanism === trust.mechanism && !isAfter(trust.roster ?? roster, roster);
  });
  if (mayLeave !== true || trust.roster === null || newest === undefined) return [];
  const id = signedIdOf<Digest>(newest.type, newest.body);
  return [...giversTo(session)].flatMap((to) => {
    const name = `${GIVEN_ROSTER}${to}`;
    const before = (ledger.store.shelf.get(name) as object as GivenRoster | undefined) ?? {};
    if (before[url] === id || trust.revocations.has(to)) return [];
    return [{ to, signed: [newest], noted: () => new Map([[name, { ...before, [url]: id } as object as Json]]) }];
  });
}

/** Devices that brought changesets here, their own or others'. */
const giversTo = ({ ledger }: Session): ReadonlySet<KeyId> =>
  new Set(arrivalsIn(ledger.store).flatMap(({ from, isVouched }) => (isVouched ? [from] : [])));
