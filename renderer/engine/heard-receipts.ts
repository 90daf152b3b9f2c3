// What *merged* receipts say, whoever they were given to. A receipt names the heads of everybody whose changesets its
// bundle brought, so an author may conclude from the one that its coordinator was given: its changesets are there as
// far as the head goes, if that head is of the chain known here, and with all their content but what the receipt says
// it lacks. Of one signer, the newest word about an author counts: heads and content only ever grow.

import type { Digest, KeyId } from '#shared/base/ids.ts';
import { oncePer } from '#shared/base/once.ts';
import { decodeMergedReceipt, type Lacking, MERGED_TYPE, type MergedReceipt } from '#shared/bundle/receipt.ts';
import type { Head } from '#shared/log/changeset.ts';
import { type Signed, signedIdOf } from '#shared/log/envelope.ts';
import type { Level } from '#shared/record/definition.ts';
import type { LogMark } from '../store/log-table.ts';
import { mechanismReaders, profileOf, type Session } from './session.ts';
import { type Issued, ISSUED, RECEIPT } from './shelf-names.ts';

export interface HeardReceipt {
  readonly id: Digest;
  readonly signed: Signed;
  readonly receipt: MergedReceipt;
  /** the device that carried it here, where it was for another; null: it came straight */
  readonly from: KeyId | null;
}

/** All that came here, for this device and for others; not those made here. */
export function heardReceipts({ ledger }: Pick<Session, 'ledger'>): readonly HeardReceipt[] {
  const { shelf } = ledger.store;
  const own = shelf.under(RECEIPT).map(([, value]) => ({ signed: value as object as Signed, from: null }));
  const others = shelf
    .under(ISSUED)
    .map(([, value]) => value as object as Issued)
    .filter(({ isOwn, signed }) => !isOwn && signed.type === MERGED_TYPE)
    .map(({ signed, from }) => ({ signed, from: from ?? null }));
  return [...own, ...others].flatMap(({ signed, from }) => {
    const read = readOnce(signed);
    return read === undefined ? [] : [{ ...read, from }];
  });
}

const readOnce = oncePer((signed: Signed): Omit<HeardReceipt, 'from'> | undefined => {
  const receipt = decodeMergedReceipt(signed);
  return receipt && { id: signedIdOf<Digest>(signed.type, signed.body), signed, receipt };
});

/** Who can merge for the secretariat: its readers, and devices with that role. */
export function secretariatsOf(session: Pick<Session, 'ledger' | 'trust'>): ReadonlySet<KeyId> {
  // those of the profile too: what they said before others read is still so
  const named = [...(profileOf(session)?.readers ?? []), ...mechanismReaders(session)];
  const readers = named.flatMap(({ role, kid }) => (role === 'secretariat' && kid !== undefined ? [kid] : []));
  const devices = [...session.trust.authors.values()].filter(({ scope }) => scope.roles.includes('secretariat'));
  return new Set([...readers, ...devices.map(({ kid }) => kid)]);
}

/** The newest word of each signer about each author. */
export function newestWords(heard: readonly HeardReceipt[]): ReadonlyMap<KeyId, ReadonlyMap<KeyId, HeardReceipt>> {
  const words = new Map<KeyId, Map<KeyId, HeardReceipt>>();
  for (const each of heard) {
    const bySigner = words.get(each.receipt.by) ?? new Map<KeyId, HeardReceipt>();
    words.set(each.receipt.by, bySigner);
    for (const author of Object.keys(each.receipt.heads) as KeyId[]) {
      if ((bySigner.get(author)?.receipt.running ?? 0) < each.receipt.running) bySigner.set(author, each);
    }
  }
  return words;
}

export interface Words {
  /** whether one of these signers has this changeset, with all these levels */
  has(signers: ReadonlySet<KeyId>, mark: LogMark, levels: readonly Level[]): boolean;
  /** levels of a changeset that a signer says it lacks, though it has the changeset */
  lackedBy(signer: KeyId | null, mark: LogMark): ReadonlySet<Level>;
}

interface Word {
  readonly head: Head;
  readonly lacking: readonly Lacking[] | undefined;
}

export function wordsOf(session: Session, heard: readonly HeardReceipt[]): Words {
  const words = new Map<KeyId, Map<KeyId, Word>>();
  for (const [signer, byAuthor] of newestWords(heard)) {
    const read = new Map<KeyId, Word>();
    words.set(signer, read);
    for (const [author, { receipt }] of byAuthor) {
      const head = receipt.heads[author];
      const lacking = receipt.lacking?.filter((run) => run.author === author);
      if (head !== undefined && isOfKnownChain(session, author, head)) read.set(author, { head, lacking });
    }
  }
  const lackedIn = ({ lacking }: Word, { seq }: LogMark): ReadonlySet<Level> =>
    new Set(lacking?.flatMap(({ from, to, levels }) => (from <= seq && seq <= to ? levels : [])));
  return {
    has: (signers, mark, levels) =>
      [...signers].some((signer) => {
        const word = words.get(signer)?.get(mark.author);
        if (word === undefined || word.head.seq < mark.seq || word.lacking === undefined) return false;
        const lacked = lackedIn(word, mark);
        return levels.every((level) => !lacked.has(level));
      }),
    lackedBy: (signer, mark) => {
      const word = signer === null ? undefined : words.get(signer)?.get(mark.author);
      return word === undefined || word.head.seq < mark.seq ? new Set() : lackedIn(word, mark);
    },
  };
}

/** A head of another branch of a fork says nothing of this one; one past what is known here cannot be placed. */
function isOfKnownChain({ ledger, device }: Session, author: KeyId, head: Head): boolean {
  const { log, logs } = ledger.store;
  const mark = log.summaries.get(head.id);
  if (mark !== undefined) return mark.author === author && mark.seq === head.seq;
  return author !== device.kid && (logs.get(author)?.entries.at(-1)?.seq ?? 0) < head.seq;
}
