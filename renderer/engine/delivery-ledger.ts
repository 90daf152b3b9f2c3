// How far this device's changesets got: packed, delivered, merged. Derived from bundles made here and from
// receipts that came back; a receipt counts only with its bundle, and "merged" only from a secretariat.

import type { BundleId, KeyId } from '#shared/base/ids.ts';
import type { Run } from '#shared/bundle/request.ts';
import {
  decodeMergedReceipt,
  decodeStoredReceipt,
  type MergedReceipt,
  type StoredReceipt,
} from '#shared/bundle/receipt.ts';
import type { Signed } from '#shared/log/envelope.ts';
import type { Heads } from '#shared/log/changeset.ts';
import type { Level } from '#shared/record/definition.ts';
import type { LogMark } from '../store/record-codec.ts';
import { profileOf, type Session } from './session.ts';
import { type PackedBundle, PACKED, RECEIPT } from './shelf-names.ts';

export type Reached = 'here' | 'packed' | 'delivered' | 'merged';

export interface SentBundle {
  readonly packed: PackedBundle;
  readonly stored: StoredReceipt | null;
  /** from any reader, newest last */
  readonly merged: readonly MergedReceipt[];
  readonly reached: Exclude<Reached, 'here'>;
}

export interface DeliveryLedger {
  /** newest last */
  readonly bundles: readonly SentBundle[];
  reachedBy(mark: LogMark): Reached;
  /** levels of a changeset that certainly are with a reader, or stored for it */
  givenTo(recipient: string, mark: LogMark, onlyMerged: boolean): ReadonlySet<Level>;
  /** whether a bundle from here brought the reader this changeset without its content */
  wentBare(recipient: string, mark: LogMark): boolean;
  /** heads that a reader's receipts name, the greatest of each author */
  headsOf(reader: KeyId | null): Heads;
  /** heads that a secretariat's receipts name */
  readonly mergedHeads: Heads;
}

export function deliveryLedgerOf(session: Session): DeliveryLedger {
  const { shelf } = session.ledger.store;
  const signed = shelf.under(RECEIPT).map(([, value]) => value as object as Signed);
  const stored = new Map(
    signed.flatMap((receipt) => decodeStoredReceipt(receipt) ?? []).map((receipt) => [receipt.sha256, receipt]),
  );
  const merged = signed.flatMap((receipt) => decodeMergedReceipt(receipt) ?? []);
  const secretariats = secretariatsOf(session);
  const bundles = shelf
    .under(PACKED)
    .map(([, value]) => value as object as PackedBundle)
    .sort((a, b) => (a.madeAt < b.madeAt ? -1 : 1))
    .map((packed) => sentBundle(packed, stored.get(packed.sha256) ?? null, merged, secretariats));
  const places = placesOf(bundles);
  const placesAt = ({ author, seq }: LogMark): readonly Place[] => places.get(`${author} ${seq}`) ?? [];
  return {
    bundles,
    reachedBy: (mark) => {
      const reached = placesAt(mark).map(({ sent }) =>
        isWithin(sent, mark) ? sent.reached : lessThanMerged(sent.reached),
      );
      return ORDER.findLast((each) => reached.includes(each as Exclude<Reached, 'here'>)) ?? 'here';
    },
    givenTo: (recipient, mark, onlyMerged) =>
      new Set(
        placesAt(mark).flatMap(({ sent, levels }) =>
          sent.packed.recipient === recipient && isCertain(sent, mark, onlyMerged) ? levels : [],
        ),
      ),
    wentBare: (recipient, mark) =>
      bundles.some(({ packed }) => packed.recipient === recipient && packed.bare.some((run) => isInRun(run, mark))),
    headsOf: (reader) => greatestHeads(merged.filter(({ by }) => by === reader)),
    mergedHeads: greatestHeads(merged.filter(({ by }) => secretariats.has(by))),
  };
}

const ORDER: readonly Reached[] = ['here', 'packed', 'delivered', 'merged'];

interface Place {
  readonly sent: SentBundle;
  readonly levels: readonly Level[];
}

/** Who can merge for the secretariat: its readers in the profile, and devices with that role. */
function secretariatsOf(session: Session): ReadonlySet<KeyId> {
  const readers = profileOf(session)?.readers.flatMap(({ role, kid }) =>
    role === 'secretariat' && kid !== undefined ? [kid] : [],
  );
  const devices = [...session.trust.authors.values()].filter(({ scope }) => scope.roles.includes('secretariat'));
  return new Set([...(readers ?? []), ...devices.map(({ kid }) => kid)]);
}

function sentBundle(
  packed: PackedBundle,
  stored: StoredReceipt | null,
  receipts: readonly MergedReceipt[],
  secretariats: ReadonlySet<KeyId>,
): SentBundle {
  const merged = receipts.filter(({ bundle }) => bundle === packed.bundle).sort((a, b) => a.running - b.running);
  const isMerged = merged.some(({ by }) => secretariats.has(by));
  const isDelivered = stored !== null || packed.savedAt !== null || merged.length > 0;
  return { packed, stored, merged, reached: isMerged ? 'merged' : isDelivered ? 'delivered' : 'packed' };
}

/** Where each number of each author was packed with content. */
function placesOf(bundles: readonly SentBundle[]): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>();
  for (const sent of bundles) {
    for (const { levels, runs } of sent.packed.given) {
      for (const { author, from, to } of runs) {
        for (let seq = from; seq <= to; seq++) {
          const name = `${author} ${seq}`;
          const list = places.get(name);
          if (list === undefined) places.set(name, [{ sent, levels }]);
          else list.push({ sent, levels });
        }
      }
    }
  }
  return places;
}

/** Whether the receipts of the bundle say that this number was accepted, not held. */
const isWithin = ({ merged }: SentBundle, { author, seq }: LogMark): boolean =>
  merged.some(({ heads }) => (heads[author]?.seq ?? 0) >= seq);

/** A file on a stick may be lost: it counts as handed over, but what is in it is sent again. */
const isCertain = (sent: SentBundle, mark: LogMark, onlyMerged: boolean): boolean =>
  (sent.merged.length > 0 && isWithin(sent, mark)) || (!onlyMerged && sent.stored !== null);

const lessThanMerged = (reached: SentBundle['reached']): SentBundle['reached'] =>
  reached === 'merged' ? 'delivered' : reached;

function greatestHeads(receipts: readonly MergedReceipt[]): Heads {
  const greatest: { [kid: string]: Heads[string] } = {};
  for (const { heads } of receipts) {
    for (const [author, head] of Object.entries(heads)) {
      if (head.seq > (greatest[author]?.seq ?? 0)) greatest[author] = head;
    }
  }
  return greatest;
}

/** Ids of the bundles in which this changeset left. */
export const bundlesWith = (bundles: readonly SentBundle[], mark: LogMark): readonly BundleId[] =>
  bundles.flatMap(({ packed }) =>
    packed.given.some(({ runs }) => runs.some((run) => isInRun(run, mark))) ? [packed.bundle] : [],
  );

export const isInRun = ({ author, from, to }: Run, mark: Pick<LogMark, 'author' | 'seq'>): boolean =>
  author === mark.author && from <= mark.seq && mark.seq <= to;
