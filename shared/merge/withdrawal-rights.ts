// Stage 4, whose word counts when consent is taken back, and to whose writes it reaches.
//   the whole record, or an answer whoever wrote it   who began the record (that organisation holds the consent): the
//                                                     same person, who speaks for their organisation, the secretariat
//   their own words, in some answers or all           whoever wrote in it, or speaks for them; what others wrote stays
//   anything else                                     is not applied, and is shown
// Of one's own words nothing needs to be proved: their changeset names its author. Who began a record is read from the
// earliest change of it that is here or was (`Begun` is noted before anything is erased), and, where only erased copies
// came, from a withdrawal of somebody who reaches the whole record. So another order ends the same.
// Where nothing of the record is here, anybody's word counts: there is nothing to lose, and it is asked again if
// something comes.

import type { ChangesetId, KeyId, RecordId } from '../base/ids.ts';
import { WITHDRAWN_CELL } from '../log/change.ts';
import type { VerifiedChangeset } from '../log/changeset.ts';
import { speaksFor } from '../log/person.ts';
import type { Trust } from '../log/roster.ts';
import { isBefore, type Place } from './plan.ts';
import { changesIn, type Reach, type Withdrawal } from './withdraw.ts';

/** The earliest change of a record, and whose it is. */
export interface Begun extends Place {
  readonly author: KeyId;
}

/** Who is who. */
export interface Parties {
  readonly trust: Pick<Trust, 'authors'>;
  /** keys of this device's own person, which need nobody to vouch for one another here */
  readonly own: readonly KeyId[];
}

export interface Heeded extends Withdrawal {
  /** it reaches what others wrote too */
  readonly isWide: boolean;
}

export interface Judged {
  readonly heeded: readonly Heeded[];
  readonly ignored: readonly Withdrawal[];
  readonly reaches: readonly Reach[];
}

export interface Evidence {
  /** undefined: nothing of the record is, or was, here */
  readonly begun: Begun | undefined;
  /** the record's changesets, as far as they are here */
  readonly changesets: readonly VerifiedChangeset[];
  /** what was heeded when more was here */
  readonly before: ReadonlySet<ChangesetId>;
}

export function judgeWithdrawals(
  withdrawals: readonly Withdrawal[],
  { begun, changesets, before }: Evidence,
  parties: Parties,
): Judged {
  const wide = begun === undefined ? withdrawals : reachingAll(withdrawals, begun.author, parties);
  const wideReaches = wide.map(({ cells }): Reach => ({ cells, of: null }));
  const others = withdrawals.filter((each) => !wide.includes(each));
  const own = others.filter((each) => before.has(each.id) || wroteAny(each));

  function wroteAny({ author, record, cells }: Withdrawal): boolean {
    return changesets.some(
      ({ body, changes }) =>
        speaks(author, body.author, parties) &&
        changesIn(changes).some(
          ({ cell, ...change }) =>
            change.record === record && cell !== WITHDRAWN_CELL && (cells?.includes(cell) ?? true),
        ),
    );
  }

  const isCovered = ({ cells }: Withdrawal): boolean =>
    wideReaches.some((reach) => reach.cells === null || cells?.every((cell) => reach.cells?.includes(cell)) === true);
  return {
    heeded: withdrawals.flatMap((each): readonly Heeded[] => {
      const isWide = wide.includes(each);
      return isWide || own.includes(each) ? [{ ...each, isWide }] : [];
    }),
    ignored: others.filter((each) => !own.includes(each) && !isCovered(each)),
    reaches: [...wideReaches, ...own.map(({ cells, author }) => ({ cells, of: keysOf(author, parties) }))],
  };
}

/** Whether this device may take back all of a record, whoever wrote it. */
export function mayWithdrawAll(kid: KeyId, begunBy: KeyId | undefined, parties: Parties): boolean {
  if (begunBy === undefined || speaks(kid, begunBy, parties)) return true;
  return parties.trust.authors.get(kid)?.scope.roles.includes('secretariat') === true;
}

/** Whether this device may take back what that one wrote. */
export function speaks(kid: KeyId, writer: KeyId, { trust, own }: Parties): boolean {
  return (own.includes(kid) && own.includes(writer)) || speaksFor(kid, writer, trust);
}

/** The earliest change of a record, of those that are here and of what was noted before. */
export function begunIn(
  changesets: readonly VerifiedChangeset[],
  record: RecordId,
  noted: Begun | undefined,
): Begun | undefined {
  let begun = noted;
  for (const { id, body, changes } of changesets) {
    const place: Begun = { lamport: body.lamport, id, author: body.author };
    if (begun !== undefined && !isBefore(place, begun)) continue;
    if (changesIn(changes).some((change) => change.record === record && change.cell !== WITHDRAWN_CELL)) begun = place;
  }
  return begun;
}

/** Those of whoever holds the consent; each may vouch for who that is. */
function reachingAll(withdrawals: readonly Withdrawal[], begunBy: KeyId, parties: Parties): readonly Withdrawal[] {
  const holders = new Set([begunBy]);
  let known = 0;
  while (known < holders.size) {
    known = holders.size;
    for (const { author, begunBy: vouched } of withdrawals)
      if (vouched !== null && isAmong(author, holders, parties)) holders.add(vouched);
  }
  return withdrawals.filter(({ author }) => isAmong(author, holders, parties));
}

const isAmong = (author: KeyId, holders: ReadonlySet<KeyId>, parties: Parties): boolean =>
  [...holders].some((holder) => mayWithdrawAll(author, holder, parties));

const keysOf = (author: KeyId, parties: Parties): readonly KeyId[] =>
  [...new Set([author, ...parties.own, ...parties.trust.authors.keys()])]
    .filter((kid) => speaks(author, kid, parties))
    .sort();
