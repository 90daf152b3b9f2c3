// Stage 2, the next roster: what a decision of the roots makes of the one before. A version only ever rises, and what
// was decided before is carried on, so that the newest roster is all that anybody needs. It is a value: who signs it,
// and with how many, is another matter (roots.ts).

import type { Digest, KeyId } from '../base/ids.ts';
import type { Signed } from './envelope.ts';
import type { Reader } from './profile.ts';
import type { Closing, Revocation, Roster } from './roster-body.ts';

export type RosterDecision =
  /** also of a device that is revoked already: its last good changeset is moved, as when late ones turn out to be good */
  | { readonly type: 'revoke'; readonly revocation: Revocation }
  | { readonly type: 'readmit'; readonly kid: KeyId; readonly reason: string }
  | { readonly type: 'close'; readonly closing: Closing }
  | { readonly type: 'succeed'; readonly succession: Signed }
  /** who reads from now on, all of them */
  | { readonly type: 'read'; readonly readers: readonly Reader[] }
  /** signed anew, so that people see that nothing has been held back from them */
  | { readonly type: 'renew' };

export function nextRoster(
  before: Roster | null,
  mechanism: Digest,
  decision: RosterDecision,
  at: string | null,
): Roster {
  const { revocations = [], readmissions = [], closings = [], successions = [], readers = [] } = before ?? {};
  const without = <T extends { readonly kid: KeyId }>(list: readonly T[], kid: KeyId): readonly T[] =>
    list.filter((each) => each.kid !== kid);
  const lists = { revocations, readmissions, closings, successions, readers };
  return rosterOf(mechanism, (before?.version ?? 0) + 1, at, decided());

  function decided(): Lists {
    switch (decision.type) {
      case 'revoke': {
        const { revocation } = decision;
        return {
          ...lists,
          revocations: [...without(revocations, revocation.kid), revocation],
          readmissions: without(readmissions, revocation.kid),
        };
      }
      case 'readmit': {
        const { kid, reason } = decision;
        return {
          ...lists,
          revocations: without(revocations, kid),
          readmissions: [...without(readmissions, kid), { kid, reason }],
        };
      }
      case 'close':
        return { ...lists, closings: [...without(closings, decision.closing.kid), decision.closing] };
      case 'succeed':
        return { ...lists, successions: [...successions, decision.succession] };
      case 'read':
        return { ...lists, readers: decision.readers };
      case 'renew':
        return lists;
    }
  }
}

type Lists = Required<Pick<Roster, 'revocations' | 'readmissions' | 'closings' | 'successions' | 'readers'>>;

/** What is empty is left out: a roster with nothing but revocations is the one of always. */
function rosterOf(mechanism: Digest, version: number, at: string | null, lists: Lists): Roster {
  const { revocations, ...others } = lists;
  const filled = Object.fromEntries(Object.entries(others).filter(([, list]) => list.length > 0));
  return { mechanism, version, revocations, ...filled, ...(at === null ? {} : { at }) };
}
