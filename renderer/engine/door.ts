// The engine's one door. The engine is a worker that owns the open vault session, the store and the search
// index; views call these and nothing else. Reads answer plain values ready to show (no keys, no
// ciphertext); flows answer a Result. `subscribe` tells which topics changed; a view then reads again.

import type { Bytes } from '#shared/base/bytes.ts';
import type { BundleId, Digest, KeyId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { Result } from '#shared/base/result.ts';
import type { ClaimedTime } from '#shared/log/changeset.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import type { Role } from '#shared/log/roster.ts';
import type { NamesAsked } from '#shared/log/twins.ts';
import type { Language } from '#shared/mechanism/language.ts';
import type { Attachment } from '#shared/record/attachment.ts';
import type { Level } from '#shared/record/definition.ts';
import type { Problem } from '#shared/record/validate.ts';
import type { PackageWords } from '#shared/report/dialogue-package.ts';
import type { Delivery, Desktop } from '#shared/wire/ipc.ts';
import type { OpenVault } from '#shared/wire/vault.ts';
import type { CourierProblem } from '#shared/wire/problems.ts';
import type { ActivityPage } from './activity-views.ts';
import type { FileProblem } from './blobs.ts';
import type { BinView } from './bin-views.ts';
import type { BoardQuery, BoardView, CoverageBy, CoverageView } from './board-views.ts';
import type { BundleChoice, BundlePreview, BundleTicket, HandOverView, TakeInReport } from './carry-views.ts';
import type { CountsEngine } from './counts-door.ts';
import type { EngineProblem } from './engine-problem.ts';
import type { EnrolmentView, InvitationFacts, TwinView } from './enrolment-views.ts';
import type { AttachProblem, FileLimits, FileSource } from './file-door.ts';
import type {
  ConflictDecision,
  ConflictGroup,
  ConflictPlace,
  ConflictView,
  DuplicatesView,
  InboxPage,
  InboxPart,
  InboxView,
  Judgement,
  PairView,
  RecordPair,
  SameEventView,
} from './inbox-views.ts';
import type { LeavingView } from './leaving-views.ts';
import type { PaperEngine } from './paper-door.ts';
import type { PracticeEngine } from './practice-door.ts';
import type { QuestionsEngine } from './questions-door.ts';
import type { RelatoriaDeed, RelatoriaProblem } from '#shared/report/relatoria-deed.ts';
import type { ReportSettings } from '#shared/report/reports.ts';
import type { GoOn, MadeReport, ReportCheck, ReportFormat, ReportPreview } from './report-views.ts';
import type { CalendarWords } from '#shared/report/meeting-events.ts';
import type { MechanismNow } from '#shared/report/mechanism-records.ts';
import type { FilterChoices, HistoryEntry, ListPage, ListQuery, RecordView } from './record-views.ts';
import type { RelatoriaQuery, RelatoriaView, SavedRelatoria } from './relatoria-views.ts';
import type { NoteToWrite, QueueQuery, QueueView, ReviewView } from './review-views.ts';
import type { RoomEngine } from './room-door.ts';
import type { RootEngine, RosterOutcome } from './root-door.ts';
import type { Saved, Undo } from './saved.ts';
import type { SpreadsheetEngine } from './spreadsheet-door.ts';
import type { RequestView, TodayView } from './today-views.ts';
import type { AuthorsPage, AuthorsQuery, FoundingFacts, TrustView } from './trust-views.ts';

export type { Saved, Undo };

export type Topic = 'records' | 'drafts' | 'deliveries' | 'inbox' | 'duplicates' | 'trust' | 'activity';

export interface Engine
  extends RootEngine,
    PaperEngine,
    PracticeEngine,
    QuestionsEngine,
    RoomEngine,
    SpreadsheetEngine,
    CountsEngine {
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
  filters(): Promise<FilterChoices>;
  record(id: RecordId): Promise<RecordView | null>;
  history(id: RecordId): Promise<readonly HistoryEntry[]>;
  board(query: BoardQuery): Promise<BoardView>;
  coverage(query: BoardQuery, by: CoverageBy): Promise<CoverageView>;
  handOver(): Promise<HandOverView>;
  /** What would be lost if this notebook were erased now. */
  leaving(): Promise<LeavingView>;
  /** What others ask of this device; looks for everything they name. */
  requests(): Promise<readonly RequestView[]>;
  inbox(): Promise<InboxView>;
  /** More of a part of the inbox. */
  inboxPage<Part extends InboxPart>(part: Part, from: number): Promise<InboxPage<Part>>;
  /** A conflict, or the newest one of the cell that was decided; null where there was none. */
  conflict(record: RecordId, cell: string): Promise<ConflictView | null>;
  /** null where that cell is not in conflict */
  conflictPlace(record: RecordId, cell: string): Promise<ConflictPlace | null>;
  /** The conflicts between these very authors; at most `count` of them. */
  conflictGroup(authors: readonly string[], count: number): Promise<ConflictGroup>;
  /** Answers what has been compared so far; the first call begins to compare. */
  duplicates(): Promise<DuplicatesView>;
  /** null where one of the two is not here */
  pair(a: RecordId, b: RecordId): Promise<PairView | null>;
  sameEvent(id: RecordId): Promise<SameEventView>;
  /** What was deleted, as long as it is in the bin. */
  bin(count?: number): Promise<BinView>;
  reviewQueue(query: QueueQuery): Promise<QueueView>;
  /** null where the record is not here */
  review(id: RecordId): Promise<ReviewView | null>;
  mechanism(): Promise<MechanismNow>;
  trust(): Promise<TrustView>;
  enrolment(): Promise<EnrolmentView>;
  authors(query: AuthorsQuery): Promise<AuthorsPage>;
  /** Some of those in whose name the text is. */
  organisations(text: string): Promise<readonly string[]>;
  /** Whom names that are to be signed for would be taken for: some of them. */
  twins(asked: NamesAsked): Promise<readonly TwinView[]>;
  /** The newest first. */
  activity(from: number, count: number): Promise<ActivityPage>;
  /** null where there is no relatoría of that id */
  relatoria(id: RecordId, query: RelatoriaQuery): Promise<RelatoriaView | null>;

  // ---- flows: writing
  /** Like another record, or with what is usual here, as the last record of its kind has it. */
  beginRecord(kind: string, language: string, like?: RecordId | 'last'): Promise<Result<RecordId, EngineProblem>>;
  /** Autosaves a draft of some cells to the journal (value null clears); acknowledged when fsynced. */
  editRecord(
    id: RecordId,
    cells: Readonly<Record<string, Json>>,
    raise?: Readonly<Record<string, Level>>,
  ): Promise<Result<Saved, EngineProblem>>;
  /** Autosaves what answers say in another language, by path; blanks take a translation back. The answers stay. */
  translateRecord(
    id: RecordId,
    language: Language,
    texts: Readonly<Record<string, string>>,
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
  /** Takes consent back to a record, or to some of its cells: for ever, here and wherever it went. */
  withdrawRecord(id: RecordId, cells: readonly string[] | null, reason?: string): Promise<Result<Saved, EngineProblem>>;
  /** Writes earlier values of cells again, over what stands there. */
  restoreValues(id: RecordId, cells: Readonly<Record<string, Json>>): Promise<Result<Saved, EngineProblem>>;
  /** Writes again what was there before, where nobody has written since. */
  undo(undo: Undo): Promise<Result<Saved, EngineProblem>>;

  // ---- flows: reviewing
  /** Of several records in one changeset. */
  approveRecords(records: readonly RecordId[]): Promise<Result<Saved, EngineProblem>>;
  /** Asks the author for a correction; travels back as every other change. */
  returnRecord(id: RecordId, notes: readonly NoteToWrite[]): Promise<Result<Saved, EngineProblem>>;
  /** What anybody may say; it decides nothing. */
  commentOn(id: RecordId, note: NoteToWrite): Promise<Result<Saved, EngineProblem>>;
  answerReview(
    id: RecordId,
    answers: readonly { readonly note: string; readonly words: string }[],
  ): Promise<Result<Saved, EngineProblem>>;

  // ---- flows: attachments
  /** Keeps a file sealed and answers the value for a cell; a picture is drawn anew, without its place and device. */
  attachFile(source: FileSource, limits: FileLimits): Promise<Result<Attachment, EngineProblem | AttachProblem>>;
  openFile(attachment: Attachment): Promise<Result<Bytes, EngineProblem | FileProblem>>;
  saveFile(attachment: Attachment): Promise<Result<{ readonly name: string } | null, EngineProblem | FileProblem>>;

  // ---- flows: carrying
  /** What a bundle for this reader would hold; changes nothing. */
  previewBundle(choice: BundleChoice): Promise<Result<BundlePreview, EngineProblem>>;
  makeBundle(choice: BundleChoice): Promise<Result<BundleTicket, EngineProblem>>;
  /** The request for a device, as a bundle that holds nothing else but answers. */
  askAgain(device: KeyId): Promise<Result<BundleTicket, EngineProblem>>;
  /** Exactly what a device asked for, for exactly that device. */
  answerRequest(device: KeyId): Promise<Result<BundleTicket, EngineProblem>>;
  sendBundle(bundle: BundleId, letterbox: string): Promise<Result<Delivery, EngineProblem | CourierProblem>>;
  saveBundle(bundle: BundleId): Promise<Result<{ readonly name: string } | null, EngineProblem>>;
  /** Asks for a folder once; null: the person changed their mind. */
  saveBundles(bundles: readonly BundleId[]): Promise<Result<{ readonly name: string } | null, EngineProblem>>;
  /** Keeps a bundle that is for somebody else, sealed, to be given on. */
  carrySealed(bytes: Uint8Array): Promise<Result<{ readonly code: string }, EngineProblem>>;
  /** Carries it no longer. */
  putDown(file: BundleId): Promise<Result<null, EngineProblem>>;
  /** Where it would hide much, nothing is taken in: the report says so, and it waits for `confirmTakeIn`. */
  takeIn(name: string, bytes: Uint8Array): Promise<Result<TakeInReport, EngineProblem>>;
  /** Takes in a bundle that waits. */
  confirmTakeIn(bundle: BundleId): Promise<Result<TakeInReport, EngineProblem>>;
  /** Fetches from a letterbox and takes everything in. */
  fetchFrom(letterbox: string): Promise<Result<readonly TakeInReport[], EngineProblem | CourierProblem>>;
  /** All of them in one signed changeset, or none. */
  decideConflicts(decisions: readonly ConflictDecision[]): Promise<Result<Saved, EngineProblem>>;
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
  revokeDevice(kid: KeyId, reason: string): Promise<Result<RosterOutcome, EngineProblem>>;
  /** All that a revoked device signed counts again. */
  readmitDevice(kid: KeyId, reason: string): Promise<Result<RosterOutcome, EngineProblem>>;
  /** Enrolling, the inviter's four steps: each answers the invitation's id, the last the text to give. */
  invite(facts: InvitationFacts): Promise<Result<Digest, EngineProblem>>;
  withdrawInvitation(id: Digest): Promise<Result<Digest, EngineProblem>>;
  takeAnswer(text: string, evenIfExpired: boolean): Promise<Result<Digest, EngineProblem>>;
  grantInvitation(id: Digest): Promise<Result<string, EngineProblem>>;
  /** Enrolling, the side of whoever joins. */
  answerInvitation(text: string, name: string, organisation: string): Promise<Result<null, EngineProblem>>;
  hearComparison(text: string): Promise<Result<null, EngineProblem>>;
  settleComparison(isSame: boolean): Promise<Result<null, EngineProblem>>;
  dropJoining(): Promise<Result<null, EngineProblem>>;
  acceptGrant(text: string): Promise<Result<null, EngineProblem>>;

  /** Names a filter on this device; the same name again replaces it. */
  keepFilter(name: string, search: string): Promise<Result<Saved, EngineProblem>>;
  dropFilter(id: string): Promise<Result<Saved, EngineProblem>>;

  // ---- flows: the Mechanism
  /** Says of an agreement of a meeting that it is done, or not after all. */
  settleAgreement(meeting: RecordId, agreement: string, isDone: boolean): Promise<Result<Saved, EngineProblem>>;
  /** Meetings, and what was agreed and is not done, for a calendar; null: the person changed their mind. */
  saveCalendar(words: CalendarWords): Promise<Result<{ readonly name: string } | null, EngineProblem>>;
  /** What is handed to Governments before this dialogue. */
  savePackage(dialogue: RecordId, format: 'docx' | 'pdf', words: PackageWords, goOn?: GoOn): Promise<MadeReport>;

  /** An application to join, on paper: as it stands, with all that is written in it. */
  saveApplication(application: RecordId, format: 'docx' | 'pdf', goOn?: GoOn): Promise<MadeReport>;

  // ---- flows: reports
  /** What it would say now; changes nothing. */
  previewReport(settings: ReportSettings): Promise<ReportPreview>;
  /** Here and wherever a file is made: `goOn` hears how far it is and answers whether to go on; absent: it is not asked. */
  makeReport(settings: ReportSettings, format: ReportFormat, goOn: GoOn): Promise<MadeReport>;
  /** Asks for a file and says what became of it; null: the person chose none. */
  checkReport(): Promise<Result<ReportCheck | null, EngineProblem>>;
  /** One act of a rapporteur, saved as a draft; `leaveRecord` signs what was written. */
  writeRelatoria(id: RecordId, deed: RelatoriaDeed): Promise<Result<Saved, EngineProblem | RelatoriaProblem>>;
  /** Signs what was written, and saves it as a document with its manifest. */
  saveRelatoria(id: RecordId, format: 'docx' | 'pdf', goOn?: GoOn): Promise<SavedRelatoria>;
  exportTable(query: ListQuery, format: 'csv' | 'xlsx', goOn?: GoOn): Promise<MadeReport>;
}

export interface OpenReport {
  readonly records: number;
  /** set when the store or the journal had lost something and it was put back, with what could not be found again */
  readonly rebuilt: null | {
    /** `rolledBack`: it was the journal that had fallen behind the store */
    readonly cause: 'emptied' | 'damaged' | 'behind' | 'rolledBack';
    readonly changesets: number;
    readonly missing: number;
  };
  readonly clock: ClockDoubt;
}

export type ClockDoubt = ClaimedTime['doubt'];
