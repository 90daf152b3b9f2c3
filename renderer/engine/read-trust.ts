// What the profile page reads: the mechanism, this device, and every author with what was heard from it.

import type { KeyId } from '#shared/base/ids.ts';
import type { TrustView } from './trust-views.ts';
import { isSecretariat, profileOf, selfOf, type Session } from './session.ts';
import { DEVICE_NAME } from './shelf-names.ts';

export function readTrust(session: Session): TrustView {
  const { trust, device, ledger } = session;
  const { store } = ledger;
  const profile = profileOf(session);
  const name = store.shelf.get(DEVICE_NAME);
  const heard = lastHeard(session);
  const unknown = [...store.held().map(({ author }) => author), ...store.logs.keys()];
  return {
    profile,
    device: {
      kid: device.kid,
      recipient: profile?.suite === 'classic' ? device.classicRecipient : device.recipient,
      name: selfOf(session)?.name ?? (typeof name === 'string' ? name : null),
    },
    self: selfOf(session),
    authors: [...trust.authors.values()].map((author) => ({
      ...author,
      changesets: store.logs.get(author.kid)?.entries.length ?? 0,
      revoked: trust.revocations.has(author.kid),
      lastHeard: heard.get(author.kid) ?? null,
    })),
    unknown: [...new Set(unknown)].filter((kid) => !trust.authors.has(kid) && kid !== device.kid),
    isSecretariat: isSecretariat(session),
    mechanism: trust.mechanism,
  };
}

/** Claimed time of the newest record that each author wrote last, by lamport. */
function lastHeard({ ledger }: Session): ReadonlyMap<KeyId, string> {
  const { records, log } = ledger.store;
  const newest = new Map<KeyId, { lamport: number; time: string }>();
  for (const { changesets, lamport, at } of records.summaries.values()) {
    if (at === null) continue;
    for (const id of changesets) {
      const mark = log.summaries.get(id);
      if (mark?.lamport !== lamport || (newest.get(mark.author)?.lamport ?? -1) >= lamport) continue;
      newest.set(mark.author, { lamport, time: at.time });
    }
  }
  return new Map([...newest].map(([kid, { time }]) => [kid, time]));
}
