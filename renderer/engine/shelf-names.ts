// Names of what lies on the store's shelf, and its shapes. Everything here is journaled too, but what follows
// from the rest: held changesets, drafts, and which kept bundles are contained in the store.

import type { BundleId, ChangesetId, Digest, KeyId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { Run } from '#shared/bundle/request.ts';
import type { ClaimedTime } from '#shared/log/changeset.ts';
import type { Signed } from '#shared/log/envelope.ts';
import type { Level } from '#shared/record/definition.ts';
import type { Reach, Withdrawal } from '#shared/merge/withdraw.ts';
import type { Begun, Heeded } from '#shared/merge/withdrawal-rights.ts';
import type { TakeInReport } from './carry-views.ts';

/** The mechanism profile; absent: none was joined. */
export const PROFILE = 'profile';
/** + id of a signed credential → Signed */
export const CREDENTIAL = 'credential/';
/** + id of a signed roster → Signed */
export const ROSTER = 'roster/';
/** + first letters of verdicts → those that begin so, with spaces between; not journaled */
export const VERIFIED = 'verified/';
/** + id of a bundle made here → PackedBundle */
export const PACKED = 'packed/';
/** + id of a bundle taken in → TakenIn */
export const TAKEN_IN = 'takenIn/';
/** + id of a kept bundle whose changesets are in this store → true; not journaled */
export const CONTAINED = 'contained/';
/** + id of a signed receipt that came back → Signed */
export const RECEIPT = 'receipt/';
/**
 * + id of a receipt, `request/` and the device, or `carried/` and the devices that ask and are asked, for another
 * device → Issued
 */
export const ISSUED = 'issued/';
/** + device that asks this one → its newest signed request */
export const REQUEST = 'request/';
/** + device that this one has asked → how often */
export const ASKED = 'asked/';
/** + id of a signed line of custody that came with a bundle → Signed */
export const CUSTODY = 'custody/';
/** + device → Onward */
export const ONWARD = 'onward/';
/** + device → GivenRoster */
export const GIVEN_ROSTER = 'givenRoster/';
/** + address of another laptop's letterbox → NearbyPlace */
export const NEARBY = 'nearby/';
/** + key id of a letterbox that was another laptop's when it gave a receipt → true */
export const HUB_KEY = 'hubKey/';
/** + digest of a sealed file that is carried for others → CargoEntry */
export const CARGO = 'cargo/';
/** + rising number → ActivityEntry */
export const ACTIVITY = 'activity/';
/** + id of a deleted record → ISO time at which this device learned of it */
export const BINNED = 'binned/';
/** + id of a record to which, or to some of which, consent was taken back → Erasure */
export const ERASURE = 'erasure/';
/** + id of a kept bundle that holds, or held, what was erased → true once it is written anew without it */
export const REWRITTEN = 'rewritten/';
/** + id of a kept bundle that would hide much → WaitingBundle */
export const WAITING = 'waiting/';
/** + rising number of a table that was saved → ReportMade */
export const REPORT = 'report/';
/** + id of a spreadsheet that was saved to be filled in → TakenSpreadsheet */
export const SPREADSHEET = 'spreadsheet/';
/** + random name → SavedFilter, of this device alone */
export const FILTER = 'filter/';
/** + id of an invitation written here → KeptInvitation: the ledger by which it is single-use */
export const INVITATION = 'invitation/';
/** → Joining, while this device is being enrolled by invitation */
export const JOINING = 'joining';
/** + random name → KeptSigning: what waits for the roots' signatures, or was signed and is still to be given */
export const SIGNING = 'signing/';
/** the device that last put down what a lost one had begun */
export const GOES_ON_AS = 'goesOnAs';
/** the name on this device's card */
export const DEVICE_NAME = 'deviceName';
/** + kid of another author → the Head of it that this device's own chain last named */
export const SEEN = 'seen/';

/** What a spreadsheet wrote here, each time it was taken in. */
export interface TakenSpreadsheet {
  readonly changesets: readonly ChangesetId[];
}

export interface ReportMade {
  readonly at: string;
  readonly name: string;
  readonly records: number;
  /** record → lamport of its newest change then; not all of them where they are very many */
  readonly versions: { readonly [record: string]: number };
}

export interface PackedBundle {
  readonly bundle: BundleId;
  /** age recipient and name of the reader it is sealed for, and the device that will sign its receipt */
  readonly recipient: string;
  readonly reader: string;
  readonly readerKid: KeyId | null;
  /** SHA-256 of the sealed file: a letterbox's receipt names it */
  readonly sha256: Digest;
  readonly records: readonly RecordId[];
  readonly size: number;
  readonly madeAt: string;
  /** what went with which levels of its content */
  readonly given: readonly Given[];
  /** what went without content, to keep the chain whole */
  readonly bare: readonly Run[];
  /** when a person saved it as a file, or it was left in its reader's out-tray */
  readonly savedAt: string | null;
  /** attachments in it; absent: none */
  readonly files?: readonly Digest[];
  /** id of the reader's request that it answers */
  readonly answers?: Digest;
  /** its file is erased: it held what consent was taken back to; absent: it is there */
  readonly isErased?: true;
}

/** What this device has erased, or is about to: noted before anything is, so that a kill in between changes nothing. */
export interface Erasure {
  /** what was asked by whoever may, in the order of the log */
  readonly heeded: readonly Heeded[];
  /** what was asked by whoever may not: nothing of it was done */
  readonly ignored: readonly Withdrawal[];
  /** what goes; empty: nothing */
  readonly reaches: readonly Reach[];
  /** when this device first heard of any */
  readonly since: string;
  /** when nothing was here any more; null: it is under way */
  readonly erasedAt: string | null;
  /** absent: nothing of the record was here, so nobody's word was needed; asked again when something comes */
  readonly isProven?: true;
  /** who began the record, noted before that is erased; absent: nothing of it was here */
  readonly begun?: Begun;
  /** the record's changesets as they were looked at */
  readonly seen: readonly ChangesetId[];
  /** the parts that were here */
  readonly parts: readonly ErasedPart[];
  /** attachments that those named */
  readonly files: readonly Digest[];
}

export interface ErasedPart {
  readonly author: KeyId;
  readonly seq: number;
  readonly levels: readonly Level[];
}

export interface Given {
  readonly levels: readonly Level[];
  readonly runs: readonly Run[];
}

export interface TakenIn {
  readonly at: string;
  readonly report: TakeInReport;
  readonly from: KeyId;
  /** when, with this device's doubt; absent: taken in by an app that did not note it */
  readonly claimed?: ClaimedTime;
  /** its sender was known then, and signed it; absent: nobody vouched for it */
  readonly isVouched?: true;
  readonly runs: readonly Run[];
  /** attachments it brought, kept by now or not: they can be found in it again; absent: none */
  readonly files?: readonly Digest[];
}

/** A *merged* receipt or a request for another device: made here, or carried for whoever made it. */
export interface Issued {
  readonly to: KeyId;
  readonly signed: Signed;
  /** the bundle that it answers; null: a request that is carried on */
  readonly bundle: BundleId | null;
  /** letterboxes that took it for the device's out-tray */
  readonly postedTo: readonly string[];
  readonly isOwn: boolean;
  /** of what is carried: the device that brought it here; absent or null: it came from a letterbox */
  readonly from?: KeyId | null;
  /** of a receipt made here: its running number */
  readonly running: number | null;
}

/** What of the secretariat's receipts was left in a device's out-tray, by the letterbox: ids of the last left there. */
export type Onward = { readonly [letterbox: string]: readonly Digest[] };

/** The newest roster that was left in a device's out-tray, by the letterbox. */
export type GivenRoster = { readonly [letterbox: string]: Digest };

/** A laptop on the local network that the person allowed; the oldest of many is forgotten. */
export interface NearbyPlace {
  /** rises with each that is allowed */
  readonly order: number;
}

/** A sealed bundle for somebody else, which cannot be read here. */
export interface CargoEntry {
  readonly size: number;
  readonly since: string;
}

/** Records, touched or not, whose state may be another now; null: deliveries are as they were. */
export function statesChangedBy([name, value]: readonly [string, Json | null]): readonly RecordId[] | 'all' | null {
  if (name.startsWith(PACKED)) return (value as object as PackedBundle | null)?.records ?? 'all';
  if (name.startsWith(TAKEN_IN)) return [];
  const isReceipt =
    name.startsWith(RECEIPT) || (name.startsWith(ISSUED) && (value as object as Issued | null)?.isOwn === false);
  return isReceipt ? 'all' : null;
}
