// The engine's one door. The engine is a worker that owns the open vault session, the store and the search
// index; views call these and nothing else. Reads answer plain values ready to show (no keys, no
// ciphertext); flows answer a Result. `subscribe` tells which topics changed; a view then reads again.

import type { BundleId, ChangesetId, Digest, KeyId, RecordId } from '#shared/base/ids.ts';
import type { Bytes } from '#shared/base/bytes.ts';
import type { Json } from '#shared/base/json.ts';
import type { Result } from '#shared/base/result.ts';
import type { ClaimedTime } from '#shared/log/changeset.ts';
import type { Attachment } from '#shared/record/attachment.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import type { Author, Role } from '#shared/log/roster.ts';
import type { DuplicateReason } from '#shared/merge/likeness.ts';
import type { Level } from '#shared/record/definition.ts';
import type { Problem } from '#shared/record/validate.ts';
import type {
  CourierProblem,
  Delivery,
  Desktop,
  DiskProblem,
  JournalProblem,
  OpenVault,
  VaultProblem,
} from '#shared/wire/ipc.ts';
import type { FileProblem } from './blobs.ts';
import type { AttachProblem, FileLimits, FileSource } from './file-door.ts';

export type Topic = 'records' | 'drafts' | 'deliveries' | 'inbox' | 'duplicates' | 'trust' | 'activity';

export interface Engine {
  /** Opens the store for an unlocked vault; rebuilds it from the journal and kept bundles where it is empty or damaged. */
  open(
    session: OpenVault,
    desktop: Desktop,
    progress: (done: number, of: number) => void,
  ): Promise<Result<OpenReport, EngineProblem>>;
  /** Drops keys and everything in memory. */
  close(): Promise<void>;
  subscribe(listener: (topics: readonly Topic[]) => void): Promise<void>;

  // ---- reads
  today(): Promise<TodayView>;
  list(query: ListQuery): Promise<ListPage>;
  record(id: RecordId): Promise<RecordView | null>;
  history(id: RecordId): Promise<readonly HistoryEntry[]>;
  board(query: BoardQuery): Promise<BoardView>;
  handOver(): Promise<HandOverView>;
  inbox(): Promise<InboxView>;
  conflict(record: RecordId, cell: string): Promise<ConflictView | null>;
  /** Answers what has been compared so far; the first call begins to compare. */
  duplicates(): Promise<DuplicatesView>;
  /** null where one of the two is not here */
  pair(a: RecordId, b: RecordId): Promise<PairView | null>;
  sameEvent(id: RecordId): Promise<SameEventView>;
  trust(): Promise<TrustView>;
  activity(): Promise<readonly ActivityEntry[]>;

  // ---- flows: writing
  beginRecord(kind: string, language: string, prefillFrom?: RecordId): Promise<Result<RecordId, EngineProblem>>;
  /** Autosaves a draft of some cells to the journal (value null clears); acknowledged when fsynced. */
  editRecord(
    id: RecordId,
    cells: Readonly<Record<string, Json>>,
    raise?: Readonly<Record<string, Level>>,
  ): Promise<Result<Saved, EngineProblem>>;
  /** Ends the sitting: folds the draft into one signed changeset. */
  leaveRecord(id: RecordId): Promise<Result<Saved, EngineProblem>>;
  /** Leaves and marks as finished, or answers what is missing. */
  finishRecord(
    id: RecordId,
  ): Promise<Result<Saved, EngineProblem | { readonly type: 'notFinished'; readonly problems: readonly Problem[] }>>;
  reopenRecord(id: RecordId): Promise<Result<Saved, EngineProblem>>;
  deleteRecord(id: RecordId, reason: string): Promise<Result<Saved, EngineProblem>>;
  restoreRecord(id: RecordId): Promise<Result<Saved, EngineProblem>>;

  // ---- flows: attachments
  /** Keeps a file sealed and answers the value for a cell; a picture is drawn anew, without its place and device. */
  attachFile(source: FileSource, limits: FileLimits): Promise<Result<Attachment, EngineProblem | AttachProblem>>;
  openFile(attachment: Attachment): Promise<Result<Bytes, EngineProblem | FileProblem>>;
  saveFile(attachment: Attachment): Promise<Result<{ readonly name: string } | null, EngineProblem | FileProblem>>;

  // ---- flows: carrying
  /** What a bundle for this reader would hold; changes nothing. */
  previewBundle(choice: BundleChoice): Promise<Result<BundlePreview, EngineProblem>>;
  makeBundle(choice: BundleChoice): Promise<Result<BundleTicket, EngineProblem>>;
  sendBundle(bundle: BundleId, letterbox: string): Promise<Result<Delivery, EngineProblem | CourierProblem>>;
  saveBundle(bundle: BundleId): Promise<Result<{ readonly name: string } | null, EngineProblem>>;
  takeIn(name: string, bytes: Uint8Array): Promise<Result<TakeInReport, EngineProblem>>;
  /** Fetches from a letterbox and takes everything in. */
  fetchFrom(letterbox: string): Promise<Result<readonly TakeInReport[], EngineProblem | CourierProblem>>;
  decideConflict(record: RecordId, cell: string, value: Json): Promise<Result<Saved, EngineProblem>>;
  /** Says of pairs of records whether they tell of the same event; null takes back what was said. */
  judgeSame(pairs: readonly RecordPair[], judgement: Judgement | null): Promise<Result<Saved, EngineProblem>>;

  // ---- flows: trust
  /** Reads a mechanism profile (file or pasted text) and joins; nothing recorded before is dropped. */
  joinMechanism(text: string): Promise<Result<MechanismProfile, EngineProblem>>;
  /** This device's card as text, to be given to whoever enrols it. */
  makeCard(name: string): Promise<Result<string, EngineProblem>>;
  /** Takes in credentials and rosters given back as text or file. */
  acceptCredentials(text: string): Promise<Result<{ readonly accepted: number }, EngineProblem>>;
  /** Makes this device the secretariat of a new mechanism. */
  foundMechanism(facts: FoundingFacts): Promise<Result<MechanismProfile, EngineProblem>>;
  /** Secretariat: signs another device's card under an organisation; answers the text to give back. */
  enrolDevice(card: string, role: Role, organisation: string): Promise<Result<string, EngineProblem>>;
  revokeDevice(kid: KeyId, reason: string): Promise<Result<null, EngineProblem>>;

  // ---- flows: reports
  exportTable(
    query: ListQuery,
    format: 'csv' | 'xlsx',
  ): Promise<Result<{ readonly name: string } | null, EngineProblem>>;
}

export type EngineProblem =
  | VaultProblem
  | JournalProblem
  | DiskProblem
  | { readonly type: 'engineClosed' }
  | { readonly type: 'noSuchRecord' }
  | { readonly type: 'noMechanism' }
  | { readonly type: 'nothingToPack' }
  | { readonly type: 'consentBlocks'; readonly records: readonly RecordId[] }
  | { readonly type: 'storeFailure'; readonly name: string }
  /** a bundle, profile, card or credential that was refused; `reason` is its typed cause, with words in errors.json */
  | { readonly type: 'refused'; readonly reason: { readonly type: string; readonly [fact: string]: Json | undefined } };

export interface OpenReport {
  readonly records: number;
  /** set when the store was empty or damaged and was rebuilt, with what could not be found again */
  readonly rebuilt: null | {
    readonly cause: 'emptied' | 'damaged' | 'behind';
    readonly changesets: number;
    readonly missing: number;
  };
  readonly clock: ClockDoubt;
}
export type ClockDoubt = ClaimedTime['doubt'];

export interface Saved {
  /** ISO time of this device's clock, for "Guardado en este equipo · 10:42" */
  readonly at: string;
}

/** In order: each state contains those before it. */
export type RecordState = 'draft' | 'saved' | 'packed' | 'delivered' | 'merged';

export interface RecordRow {
  readonly id: RecordId;
  readonly kind: string;
  readonly title: string;
  /** as the record says it: YYYY, YYYY-MM, YYYY-MM-DD, --MM-DD or '' */
  readonly date: string;
  readonly objectives: readonly number[];
  readonly countries: readonly string[];
  readonly organisation: string;
  readonly state: RecordState;
  readonly finished: boolean;
  readonly deleted: boolean;
  readonly conflicts: number;
  /** authors other than this device */
  readonly fromOthers: boolean;
  /** lamport of the newest change: larger is later */
  readonly lamport: number;
  /** claimed ISO time of the newest change */
  readonly changedAt: string;
  readonly language: string;
}

export interface ListQuery {
  readonly text?: string;
  readonly kinds?: readonly string[];
  readonly objectives?: readonly number[];
  readonly countries?: readonly string[];
  readonly states?: readonly RecordState[];
  readonly onlyConflicts?: boolean;
  readonly deleted?: boolean;
  readonly sort?: 'changed' | 'title' | 'date' | 'organisation' | 'kind';
  readonly descending?: boolean;
  readonly from?: number;
  readonly count?: number;
}
export interface ListPage {
  readonly total: number;
  readonly rows: readonly RecordRow[];
  /** words were asked for while texts were still being read: `records` is told when more may be found */
  readonly isPartial?: boolean;
}

export interface RecordView {
  readonly row: RecordRow;
  readonly cells: readonly CellView[];
  readonly sections: readonly { readonly key: string; readonly state: 'empty' | 'begun' | 'complete' | 'errors' }[];
  readonly problems: readonly Problem[];
  /** digests of the attachments that are on this device */
  readonly filesHere: readonly Digest[];
  readonly hasDraft: boolean;
  /** true where the last changeset of this record is not this device's own draft and can be edited by anyone enrolled */
  readonly authors: readonly AuthorView[];
}
export interface CellView {
  readonly path: string;
  readonly value: Json;
  readonly level: Level;
  readonly conflict: boolean;
}
export interface AuthorView {
  readonly kid: KeyId;
  readonly name: string;
  readonly organisation: string;
  readonly isThisDevice: boolean;
  readonly known: boolean;
}
export interface HistoryEntry {
  readonly changeset: ChangesetId;
  readonly author: AuthorView;
  readonly claimed: ClaimedTime;
  readonly lamport: number;
  readonly changes: readonly { readonly path: string; readonly before: Json | undefined; readonly after: Json }[];
  readonly withheld: readonly Level[];
  readonly bundles: readonly string[];
}

export interface TodayView {
  readonly drafts: readonly (RecordRow & { readonly sections: RecordView['sections'] })[];
  readonly returned: readonly RecordRow[];
  readonly toHandOver: readonly RecordRow[];
  readonly receipts: readonly ReceiptView[];
  readonly counts: {
    readonly records: number;
    readonly conflicts: number;
    readonly held: number;
    readonly silentObjectives: number;
  };
  /** days since the secretariat last confirmed anything, null if never */
  readonly silentDays: number | null;
}
export interface ReceiptView {
  readonly bundle: BundleId;
  readonly code: string;
  readonly kind: 'stored' | 'merged';
  readonly from: string;
  readonly at: string;
  readonly records: number;
}

export interface BoardQuery {
  readonly year?: number;
  readonly country?: string;
  readonly subregion?: string;
  readonly kind?: string;
}
export interface BoardView {
  readonly years: readonly number[];
  readonly objectives: readonly {
    readonly objective: number;
    readonly mesa: number;
    readonly byKind: Readonly<Record<string, number>>;
    readonly lastDate: string | null;
    readonly knots: readonly {
      readonly record: RecordId;
      readonly kind: string;
      readonly date: string | null;
      readonly merged: boolean;
    }[];
  }[];
  /** `records`: each event once */
  readonly totals: { readonly records: number; readonly organisations: number; readonly countries: number };
  /** records shown that are of one event with others, and how many such events: each counts once */
  readonly linked: { readonly records: number; readonly events: number };
  readonly silent: readonly number[];
}

export interface BundleChoice {
  readonly reader: string; // recipient of a reader of the profile
  readonly records?: readonly RecordId[]; // default: everything not yet delivered to this reader
  readonly withhold?: readonly Level[];
  /** bytes that no file may exceed: a stick, an e-mail; default: what a bundle can be */
  readonly maxSize?: number;
}
export interface BundlePreview {
  readonly records: readonly RecordRow[];
  readonly changesets: number;
  readonly withheldCells: number;
  readonly personalCells: number;
  readonly size: number;
  /** records of this device that are not finished: they stay here, drafts and all */
  readonly unfinished: number;
  /** records that an answer of their own (consent not obtained) keeps on this device */
  readonly keptHere: number;
  /** attachments that go in bundles of their own, and their bytes */
  readonly files: { readonly count: number; readonly size: number };
}
export interface BundleTicket {
  readonly bundle: BundleId;
  readonly code: string;
  readonly records: number;
  readonly size: number;
  /** the bundles that go after this one: more text where it was cut, then attachments */
  readonly more: readonly BundleId[];
  readonly files: number;
  /** attachments that could not be read, or are larger than any file may be */
  readonly filesLeft: number;
  /** what kept attachments from being packed; the text is packed all the same */
  readonly filesProblem: EngineProblem | null;
}
export interface HandOverView {
  readonly readers: readonly {
    readonly name: string;
    readonly recipient: string;
    readonly role: 'secretariat' | 'organisation';
  }[];
  readonly letterboxes: readonly { readonly name: string; readonly url: string }[];
  readonly waiting: readonly RecordRow[];
  readonly bundles: readonly BundleView[];
}
export interface BundleView {
  readonly bundle: BundleId;
  readonly code: string;
  readonly reader: string;
  readonly records: number;
  readonly files: number;
  readonly size: number;
  readonly madeAt: string;
  readonly state: 'packed' | 'delivered' | 'merged';
  readonly delivery: Delivery | null;
  readonly receipts: readonly ReceiptView[];
}

export interface TakeInReport {
  readonly name: string;
  readonly bundle: BundleId | null;
  readonly code: string;
  readonly from: AuthorView | null;
  /** records touched by the bundle: new here, changed, already here */
  readonly records: number;
  readonly newRecords: number;
  readonly changedRecords: number;
  readonly sameRecords: number;
  readonly conflicts: number;
  readonly held: readonly HeldView[];
  readonly refused: readonly { readonly reason: { readonly type: string } }[];
  readonly missing: readonly MissingView[];
  readonly receipts: number;
  /** attachments: kept now; come before the record that names them; named by these records and not here */
  readonly files: { readonly arrived: number; readonly held: number; readonly missing: number };
  readonly problem: { readonly type: string; readonly [fact: string]: Json | undefined } | null;
}
export interface HeldView {
  readonly changeset: ChangesetId;
  readonly author: AuthorView;
  readonly seq: number;
  readonly reason: { readonly type: string; readonly [fact: string]: Json | undefined };
}
/** "changesets 14–17 of this author never arrived" */
export interface MissingView {
  readonly author: AuthorView;
  readonly from: number;
  readonly to: number;
}
export interface InboxView {
  readonly takenIn: readonly (TakeInReport & { readonly at: string })[];
  readonly held: readonly HeldView[];
  readonly missing: readonly MissingView[];
  /** attachments that records here name and that did not come, and that came before their record */
  readonly files: { readonly missing: number; readonly held: number };
  readonly conflicts: readonly {
    readonly row: RecordRow;
    readonly cell: string;
    readonly authors: readonly AuthorView[];
  }[];
  readonly forked: readonly AuthorView[];
}
export interface ConflictView {
  readonly row: RecordRow;
  readonly cell: string;
  readonly base: Json | undefined;
  readonly sides: readonly {
    readonly changeset: ChangesetId;
    readonly author: AuthorView;
    readonly claimed: ClaimedTime;
    readonly value: Json;
  }[];
}

export type RecordPair = readonly [RecordId, RecordId];
export type Judgement = 'same' | 'different';

export interface DuplicatesView {
  /** the likeliest first; not all of `total` */
  readonly pairs: readonly {
    readonly a: RecordRow;
    readonly b: RecordRow;
    readonly reasons: readonly DuplicateReason[];
  }[];
  readonly total: number;
  /** records compared so far, and how many there are */
  readonly compared: number;
  readonly of: number;
  /** records whose title too many have: they were not compared by it */
  readonly crowded: number;
}
export interface PairView {
  readonly sides: readonly [PairSide, PairSide];
  /** empty where the two are no longer alike */
  readonly reasons: readonly DuplicateReason[];
  readonly judgement: Judgement | null;
  /** two people said two things of this very pair, and nobody has decided */
  readonly isDisputed: boolean;
}
export interface PairSide {
  readonly row: RecordRow;
  readonly endDate: string;
  readonly places: readonly string[];
  readonly authors: readonly AuthorView[];
}
export interface SameEventView {
  readonly others: readonly RecordRow[];
  /** records it was said to be the same as, here or not: what to take back to part it from the others */
  readonly links: readonly RecordId[];
}

export interface FoundingFacts {
  readonly names: Readonly<Record<string, string>>;
  readonly organisation: string;
  readonly device: string;
  readonly suite: 'hybrid' | 'classic';
  readonly letterboxes: readonly { readonly name: string; readonly url: string }[];
  readonly practice: boolean;
}
export interface TrustView {
  readonly profile: MechanismProfile | null;
  readonly device: { readonly kid: KeyId; readonly recipient: string; readonly name: string | null };
  readonly self: Author | null;
  readonly authors: readonly (Author & {
    readonly changesets: number;
    readonly revoked: boolean;
    readonly lastHeard: string | null;
  })[];
  readonly unknown: readonly KeyId[];
  readonly isSecretariat: boolean;
  readonly mechanism: Digest | null;
}
export interface ActivityEntry {
  readonly at: string;
  /** words by type in activity.json */
  readonly type: string;
  readonly facts: Readonly<Record<string, Json>>;
  readonly problem: { readonly type: string } | null;
}
