// How far changesets got: packed, delivered, merged. Derived from bundles made here and from receipts that came back,
// for this device or for whoever carried its changesets on; "merged" only by a secretariat's word.

import type { BundleId, KeyId } from '#shared/base/ids.ts';
import { isInRun, type Run } from '#shared/bundle/request.ts';
import { decodeStoredReceipt, greatestHeads, type MergedReceipt, type StoredReceipt } from '#shared/bundle/receipt.ts';
import type { Signed } from '#shared/log/envelope.ts';
import type { Heads } from '#shared/log/changeset.ts';
import type { Level } from '#shared/record/definition.ts';
import type { LogMark } from '../store/log-table.ts';
import type { Store } from '../store/store.ts';
import { givenBy } from './arrivals.ts';
import { heardReceipts, secretariatsOf, wordsOf } from './heard-receipts.ts';
import { hubKeysIn } from './nearby.ts';
import type { KnownReader } from './readers.ts';
import { isOwn, ownKeysOf, type Session } from './session.ts';
import { type PackedBundle, PACKED, RECEIPT } from './shelf-names.ts';

export type Reached = 'here' | 'packed' | 'delivered' | 'merged';

export interface SentBundle {
  readonly packed: PackedBundle;
  readonly stored: StoredReceipt | null;
  /** that receipt is of a letterbox of the mechanism's: what lies on another laptop may be lost with it */
  readonly isAtLetterbox: boolean;
  /** from any reader, newest last */
  readonly merged: readonly MergedReceipt[];
  readonly reached: Exclude<Reached, 'here'>;
}

/** What a reader is told by: what bundles are sealed with, which may change, and the device, which then stays. */
export type ReaderKeys = Pick<KnownReader, 'recipient' | 'kid'>;

export interface DeliveryLedger {
  /** newest last */
  readonly bundles: readonly SentBundle[];
  reachedBy(mark: LogMark): Reached;
  /** levels of a changeset that certainly are with a reader, or stored for it */
  givenTo(reader: ReaderKeys, mark: LogMark, onlyMerged: boolean): ReadonlySet<Level>;
  /** whether a bundle from here brought the reader this changeset without its content */
  wentBare(reader: ReaderKeys, mark: LogMark): boolean;
  /** heads that a reader's receipts name, the greatest of each author */
  headsOf(reader: KeyId | null): Heads;
  /** levels of a changeset that a reader says it lacks, though it has the changeset */
  lackedBy(reader: KeyId | null, mark: LogMark): ReadonlySet<Level>;
  /** a reader's receipts, whoever they were given to; newest last */
  receiptsBy(reader: KeyId): readonly MergedReceipt[];
  /** claimed time of a secretariat's last word about this device; null: it never gave one */
  readonly lastConfirmed: string | null;
}

/** What was packed here as this bundle. */
export const packedOf = ({ shelf }: Pick<Store, 'shelf'>, bundle: BundleId): PackedBundle | undefined =>
  shelf.get(`${PACKED}${bundle}`) as object as PackedBundle | undefined;

export function deliveryLedgerOf(session: Session): DeliveryLedger {
  const { store } = session.ledger;
  const hubs = hubKeysIn(store);
  const isLaptops = ({ letterbox }: StoredReceipt): boolean => hubs.has(letterbox);
  const stored = new Map(
    store.shelf
      .under(RECEIPT)
      .flatMap(([, value]) => decodeStoredReceipt(value as object as Signed) ?? [])
      .sort((a, b) => Number(isLaptops(b)) - Number(isLaptops(a))) // the mechanism's own letterbox says more
      .map((receipt) => [receipt.sha256, receipt]),
  );
  const heard = heardReceipts(session);
  const merged = heard.map(({ receipt }) => receipt);
  const words = wordsOf(session, heard);
  const secretariats = secretariatsOf(session);
  const isFromSecretariat = givenBy(store, (from) => secretariats.has(from));
  const bundles = store.shelf
    .under(PACKED)
    .map(([, value]) => value as object as PackedBundle)
    .sort((a, b) => (a.madeAt < b.madeAt ? -1 : 1))
    .map((packed) => {
      const receipt = stored.get(packed.sha256) ?? null;
      const isAtLetterbox = receipt !== null && !isLaptops(receipt);
      return sentBundle({ packed, stored: receipt, isAtLetterbox }, merged, secretariats);
    });
  const places = placesOf(bundles);
  const placesAt = (mark: LogMark): readonly Place[] =>
    places.get(mark.author)?.filter(({ run }) => isInRun(run, mark)) ?? [];

  /** By whichever way it came there: with what went from here, or else with all that is here. */
  function isMerged(mark: LogMark, given: readonly Level[]): boolean {
    if (isOwn(session, mark.author)) return given.length > 0 && words.has(secretariats, mark, given);
    const levels = given.length > 0 ? given : mark.here.filter((level) => level !== 'personal');
    return isFromSecretariat(mark) || words.has(secretariats, mark, levels);
  }

  return {
    bundles,
    reachedBy: (mark) => {
      const at = placesAt(mark);
      const given = at.flatMap(({ levels }) => levels);
      if (isMerged(mark, given)) return 'merged';
      const reached = at.map(({ sent }) => (isWithin(sent, mark) ? sent.reached : lessThanMerged(sent.reached)));
      return ORDER.findLast((each) => reached.includes(each as Exclude<Reached, 'here'>)) ?? 'here';
    },
    givenTo: (reader, mark, onlyMerged) =>
      new Set(
        placesAt(mark).flatMap(({ sent, levels }) =>
          isFor(sent.packed, reader) && isCertain(sent, mark, onlyMerged) ? levels : [],
        ),
      ),
    wentBare: (reader, mark) =>
      bundles.some(({ packed }) => isFor(packed, reader) && packed.bare.some((run) => isInRun(run, mark))),
    lackedBy: (reader, mark) => words.lackedBy(reader, mark),
    headsOf: (reader) => greatestHeads(merged.filter(({ by }) => by === reader)),
    receiptsBy: (reader) => merged.filter(({ by }) => by === reader).sort((a, b) => a.running - b.running),
    lastConfirmed: lastConfirmed(merged, secretariats, ownKeysOf(session)),
  };
}

/** A reader whose key was changed has what was sealed for the one before. */
export const isFor = ({ recipient, readerKid }: PackedBundle, reader: ReaderKeys): boolean =>
  recipient === reader.recipient || (readerKid !== null && readerKid === reader.kid);

/** Claimed time of the newest receipt of a secretariat that is about this device's own changesets. */
function lastConfirmed(
  merged: readonly MergedReceipt[],
  secretariats: ReadonlySet<KeyId>,
  own: ReturnType<typeof ownKeysOf>,
): string | null {
  let last: MergedReceipt | undefined;
  for (const receipt of merged) {
    const isAbout =
      secretariats.has(receipt.by) && own.some(({ kid }) => receipt.to === kid || Object.hasOwn(receipt.heads, kid));
    if (isAbout && receipt.at.time > (last?.at.time ?? '')) last = receipt;
  }
  return last?.at.time ?? null;
}

const ORDER: readonly Reached[] = ['here', 'packed', 'delivered', 'merged'];

interface Place {
  readonly sent: SentBundle;
  readonly levels: readonly Level[];
  readonly run: Run;
}

function sentBundle(
  left: Pick<SentBundle, 'packed' | 'stored' | 'isAtLetterbox'>,
  receipts: readonly MergedReceipt[],
  secretariats: ReadonlySet<KeyId>,
): SentBundle {
  const { packed, stored } = left;
  const merged = receipts.filter(({ bundle }) => bundle === packed.bundle).sort((a, b) => a.running - b.running);
  const isMerged = merged.some(({ by }) => secretariats.has(by));
  const isDelivered = stored !== null || packed.savedAt !== null || merged.length > 0;
  return { ...left, merged, reached: isMerged ? 'merged' : isDelivered ? 'delivered' : 'packed' };
}

/** Where the numbers of each author were packed with content: by runs, for there are as many numbers as changesets. */
function placesOf(bundles: readonly SentBundle[]): ReadonlyMap<KeyId, readonly Place[]> {
  const places = new Map<KeyId, Place[]>();
  for (const sent of bundles) {
    for (const { levels, runs } of sent.packed.given) {
      for (const run of runs) {
        const place = { sent, levels, run };
        const list = places.get(run.author);
        if (list === undefined) places.set(run.author, [place]);
        else list.push(place);
      }
    }
  }
  return places;
}

/** Whether the receipts of the bundle say that this number was accepted, not held. */
const isWithin = ({ merged }: SentBundle, { author, seq }: LogMark): boolean =>
  merged.some(({ heads }) => (heads[author]?.seq ?? 0) >= seq);

/** A file on a stick, or on a colleague's laptop, may be lost: it counts as handed over, but what is in it is sent again. */
const isCertain = (sent: SentBundle, mark: LogMark, onlyMerged: boolean): boolean =>
  (sent.merged.length > 0 && isWithin(sent, mark)) || (!onlyMerged && sent.isAtLetterbox);

const lessThanMerged = (reached: SentBundle['reached']): SentBundle['reached'] =>
  reached === 'merged' ? 'delivered' : reached;

/** Ids of the bundles in which this changeset left. */
export const bundlesWith = (bundles: readonly SentBundle[], mark: LogMark): readonly BundleId[] =>
  bundles.flatMap(({ packed }) =>
    packed.given.some(({ runs }) => runs.some((run) => isInRun(run, mark))) ? [packed.bundle] : [],
  );
