// The one IPC schema. Channel names, argument checks, the preload bridge and the types of both sides are
// derived from `calls` and `events`; nothing else crosses between the page and the main process. No path
// ever comes from the page: files are chosen in the main process's own dialogs and named here by id.
// Expected failures come back as Result; only bugs reject.

import * as z from 'zod/mini';
import type { Bytes } from '../base/bytes.ts';
import type { BundleId, Digest, KeyId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { Signed } from '../log/envelope.ts';
import type { BundleOrigin, NamedFile, PickedFile, PickedReport, SavedBundles } from './files.ts';
import {
  type KeySharesState,
  shareArgs,
  type ShareProblem,
  type SharesBegun,
  type ShareSaved,
  type SharesPicked,
  type TurnedKey,
} from './key-shares.ts';
import { type PrintAnswer, printArgs } from './printing.ts';
import type { BackupMade, Practised, RecoveryState, ShownSheet } from './recovery.ts';
import type {
  AddressProblem,
  BackupProblem,
  BlobProblem,
  CourierProblem,
  DiskProblem,
  JournalProblem,
  RecoverProblem,
  RestoreProblem,
  RootProblem,
  SheetProblem,
  VaultProblem,
} from './problems.ts';
import { hubArgs, type HubProblem, type HubState } from './hub.ts';
import type { JournalMark } from './journal-mark.ts';
import { type Sending, sendingArgs } from './sending.ts';
import { signedArgs } from './signed-args.ts';
import { type Entered, roomArgs, type RoomFinding, type RoomProblem, type RoomState } from './room.ts';
import type { ReadyUpdate, UpdateFacts, UpdateProblem, UpdateState } from './update.ts';
import type { Told } from './room-again.ts';
import type { NewRoot, OpenVault, RootSignatures, VaultStatus } from './vault.ts';
import { MEDIA_TYPES } from '../record/media-type.ts';

z.config({ jitless: true });

// ---- what the calls carry

export interface Delivery {
  readonly id: string;
  readonly bundle: BundleId;
  readonly letterbox: string;
  /** of another laptop: it goes by itself only in the network where the person asked for it */
  readonly isNearby?: true | undefined;
  readonly state: 'waiting' | 'sending' | 'stored' | 'failed' | 'cancelled';
  readonly sent: number;
  readonly size: number;
  /** ISO time of the next try, while waiting */
  readonly nextTry: string | null;
  readonly problem: CourierProblem | null;
  /** the letterbox's signed *stored* receipt */
  readonly receipt: Signed | null;
}

export interface Settings {
  readonly language: 'es' | 'en' | 'pt' | 'fr' | 'ht' | null;
  readonly textSize: 100 | 115 | 130 | 150;
  readonly theme: 'system' | 'light' | 'dark';
  /** absent: automatic */
  readonly sending?: Sending | undefined;
}

export interface AppInfo {
  readonly version: string;
  readonly platform: string;
  readonly locale: string;
  /** false where the stand-in for Electron runs: no native menus, keychain or installers there */
  readonly isRealElectron: boolean;
  readonly builtAt: string;
  /** on the disk of the notebooks; null: not known */
  readonly freeBytes: number | null;
}

export type MenuCommand =
  | 'newConsultation'
  | 'newPractice'
  | 'find'
  | 'print'
  | 'undo'
  | 'lock'
  | 'leave'
  | 'help'
  | 'today'
  | 'board'
  | 'records'
  | 'handOver'
  | 'inbox'
  | 'profile'
  | 'activity';

// ---- the calls: arguments as a checked tuple, answers as a type

const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
const bytes = z.instanceof(Uint8Array);
const text = (limit: number) => z.string().check(z.maxLength(limit));
/** `sha256`: what the sealed file was when it was packed */
const keptFile = z.object({ id, suggestedName: text(120), sha256: z.optional(id) });
const extension = z.enum([...MEDIA_TYPES.flatMap(({ extensions }) => extensions), 'bin']);
const signedList = z.array(signedArgs).check(z.maxLength(2_000));

interface Call<Args extends z.core.$ZodType, Answer> {
  readonly args: Args;
  readonly answer?: Answer;
}
const call =
  <Answer>() =>
  <const Args extends readonly [] | readonly [z.core.$ZodType, ...z.core.$ZodType[]]>(
    ...args: Args
  ): Call<z.core.$ZodTuple<Args, null>, Answer> => ({
    args: z.tuple(args as never) as never,
  });

export const calls = {
  vaultStatus: call<VaultStatus>()(),
  vaultCreate: call<Result<OpenVault, VaultProblem>>()(z.object({ passphrase: text(1000) })),
  /** this computer's workshop notebook, apart from every other: opened, or begun; nobody's passphrase is asked for */
  vaultPractise: call<Result<OpenVault, VaultProblem>>()(),
  vaultUnlock: call<Result<OpenVault, VaultProblem>>()(z.object({ passphrase: text(1000) })),
  /** the open vault again, for a page that was reloaded */
  vaultSession: call<Result<OpenVault, VaultProblem>>()(),
  vaultLock: call<void>()(),
  /** destroys the open profile's keys, then its files; goes on at the next start where the power went meanwhile */
  vaultErase: call<Result<null, VaultProblem>>()(),
  /** the random ids of the profiles of this computer: a store of any other is left over */
  vaultProfiles: call<Result<readonly string[], DiskProblem>>()(),
  vaultChangePassphrase: call<Result<null, VaultProblem>>()(z.object({ old: text(1000), next: text(1000) })),
  /** with the words of the profile's sheet, where the passphrase is forgotten: new signing key, new passphrase */
  vaultRecover: call<Result<OpenVault, RecoverProblem>>()(z.object({ words: text(1000), passphrase: text(1000) })),
  recoveryState: call<Result<RecoveryState, VaultProblem>>()(),
  /** a new sheet, shown once and kept nowhere; it counts, and voids the one before, once `sheetKeep` has answered */
  sheetBegin: call<Result<ShownSheet, VaultProblem>>()(z.object({ language: z.enum(['es', 'en', 'pt', 'fr', 'ht']) })),
  sheetKeep: call<Result<null, SheetProblem>>()(z.object({ words: z.array(text(40)).check(z.maxLength(3)) })),
  /** asks for a folder and puts a copy of all there, sealed for the sheet; null: the person changed their mind */
  backupMake: call<Result<BackupMade | null, BackupProblem>>()(),
  /** ends the copying, restoring or practice that is under way; nothing of it stays */
  backupStop: call<null>()(),
  /** asks which copy; `pick` names it for the next call */
  backupPick: call<Result<PickedFile | null, DiskProblem>>()(),
  /** on a computer without this notebook: all or nothing */
  backupRestore: call<Result<OpenVault, RestoreProblem>>()(
    z.object({ pick: text(40), words: text(1000), passphrase: text(1000) }),
  ),
  /** tries the words on this vault and, with a copy, restores it into a place of its own, compares, and takes it away */
  recoveryPractise: call<Result<Practised, RestoreProblem>>()(
    z.object({ words: text(1000), pick: z.nullable(text(40)) }),
  ),
  /** the person wants no sheet: they are not reminded again */
  sheetDecline: call<Result<null, VaultProblem>>()(),
  /** Ed25519 over DSSE PAE(type, body); types are allow-listed per key; 64 bytes */
  vaultSign: call<Result<Bytes, VaultProblem>>()(
    z.object({ as: z.enum(['device', 'organisation', 'root']), type: text(200), body: text(8_000_000) }),
  ),
  /** makes the root or organisation key of a secretariat, once; the same answer afterwards */
  vaultNewKey: call<Result<{ kid: KeyId; key: string }, VaultProblem>>()(
    z.object({ as: z.enum(['organisation', 'root']) }),
  ),
  /** makes a root's key for a stick; nothing of it stays here */
  rootMake: call<Result<NewRoot, RootProblem>>()(z.object({ passphrase: text(1000) })),
  /** Ed25519 over DSSE PAE(type, body) of each, by the root in this file; its key is forgotten afterwards */
  rootSign: call<Result<RootSignatures, RootProblem>>()(
    z.object({
      file: text(10_000),
      passphrase: text(1000),
      texts: z.array(z.object({ type: text(200), body: text(300_000) })).check(z.maxLength(100)),
    }),
  ),
  /** shares of this vault's reading key, of the mechanism's suite: they and their files never come to the page */
  keySharesState: call<Result<KeySharesState, VaultProblem>>()(shareArgs.suite),
  keySharesBegin: call<Result<SharesBegun, ShareProblem>>()(shareArgs.begin),
  /** asks where to save one of those begun; null: the person changed their mind */
  keyShareSave: call<Result<ShareSaved | null, ShareProblem>>()(shareArgs.save),
  /** asks for one share more; held until it is used, dropped, or the vault is locked */
  keySharePick: call<Result<SharesPicked | null, ShareProblem>>()(shareArgs.mechanism),
  /** the key of the shares picked joins those that this vault reads with; never those it signs with */
  keySharesRecover: call<Result<{ readonly keys: number }, ShareProblem>>()(),
  /** combines the shares picked, and compares with the key in this vault */
  keySharesPractise: call<Result<{ readonly at: string }, ShareProblem>>()(shareArgs.suite),
  keySharesDrop: call<null>()(),
  /** a new reading key; the one before is kept for reading. The same answer where it is not `from` any more */
  readingKeyTurn: call<Result<TurnedKey, VaultProblem>>()(shareArgs.turn),
  /** age file key (16 bytes) from the stanzas of a bundle's header, or null: not for this device */
  vaultUnwrap: call<Result<Bytes | null, VaultProblem>>()(
    z.object({
      stanzas: z
        .array(z.object({ args: z.array(text(4000)).check(z.maxLength(20)), body: bytes }))
        .check(z.maxLength(50)),
    }),
  ),

  /** appends sealed, fsynced entries; answered only when they are on disk */
  journalAppend: call<Result<JournalMark, JournalProblem>>()(
    z.object({ entries: z.array(bytes).check(z.maxLength(1000)) }),
  ),
  journalRead: call<Result<{ entries: readonly Bytes[]; next: number | null }, JournalProblem>>()(
    z.object({ from: z.int() }),
  ),
  journalMark: call<Result<JournalMark, JournalProblem>>()(),
  /** writes the whole journal anew with other entries in these places, and puts it in the place of the old one at once */
  journalRewrite: call<Result<JournalMark, JournalProblem>>()(
    z.object({ edits: z.array(z.object({ index: z.int(), entry: bytes })).check(z.maxLength(1_000_000)) }),
  ),

  /** keeps a bundle's sealed bytes (taken in or packed here): temp → fsync → re-read → rename; idempotent */
  bundleKeep: call<Result<null, DiskProblem>>()(
    z.object({ id, origin: z.enum(['packed', 'takenIn', 'cargo']), bytes }),
  ),
  bundlesKept: call<Result<readonly { id: BundleId; origin: BundleOrigin; size: number }[], DiskProblem>>()(),
  bundleRead: call<Result<Bytes, DiskProblem>>()(z.object({ id })),
  /** asks where, copies there safely; null: the person changed their mind */
  bundleSaveAs: call<Result<{ name: string } | null, DiskProblem>>()(keptFile),
  /** asks for a folder once, copies all there, writes over nothing; null: the person changed their mind */
  bundlesSaveAs: call<Result<SavedBundles | null, DiskProblem>>()(
    z.object({ files: z.array(keptFile).check(z.maxLength(200)) }),
  ),
  /** forgets a bundle that is carried for somebody else; never one that was packed here or taken in */
  bundleDrop: call<Result<null, DiskProblem>>()(z.object({ id })),
  /** erases a bundle that was packed here: it holds what consent was taken back to. The store is not made from it */
  bundleErase: call<Result<null, DiskProblem>>()(z.object({ id })),
  bundlePick: call<Result<NamedFile | null, DiskProblem>>()(),
  /** files given by double click or on the command line since the last call */
  bundlesWaiting: call<readonly NamedFile[]>()(),
  fileSave: call<Result<{ name: string } | null, DiskProblem>>()(
    z.object({
      kind: z.enum(['json', 'csv', 'xlsx', 'txt', 'pdf', 'docx', 'geojson', 'ics', 'png', 'age']),
      suggestedName: text(120),
      bytes,
      /** a report's manifest, saved under the same name with MANIFEST_ENDING */
      beside: z.optional(bytes),
    }),
  ),
  filePick: call<Result<NamedFile | null, DiskProblem>>()(z.object({ kind: z.enum(['json', 'xlsx', 'any']) })),
  reportPick: call<Result<PickedReport | null, DiskProblem>>()(),
  /** tagged, with page numbers; shown to nobody */
  documentPrint: call<PrintAnswer>()(printArgs),
  documentPrintStop: call<null>()(),
  /** asks which files to attach; each is then read by its name here, one at a time, once */
  filesPick: call<Result<readonly PickedFile[], DiskProblem>>()(),
  pickedRead: call<Result<Bytes, DiskProblem>>()(z.object({ pick: text(40) })),

  /** keeps an attachment sealed under its digest: temp → fsync → re-read → rename; idempotent */
  blobKeep: call<Result<null, BlobProblem>>()(z.object({ id, bytes })),
  blobsKept: call<Result<readonly Digest[], BlobProblem>>()(),
  blobRead: call<Result<Bytes, BlobProblem>>()(z.object({ id })),
  blobErase: call<Result<null, BlobProblem>>()(z.object({ id })),
  /** asks where, and saves the file there as it is, no longer sealed; null: the person changed their mind */
  blobSaveAs: call<Result<{ name: string } | null, BlobProblem>>()(
    z.object({ id, suggestedName: text(300), extension }),
  ),

  /**
   * Asks the person, in the main process's own dialog, whether the courier may use these addresses, and from then on
   * no others; not asked where all are allowed already.
   */
  courierAllow: call<Result<null, AddressProblem>>()(
    z.object({ letterboxes: z.array(text(2000)).check(z.maxLength(100)) }),
  ),
  /** queues a kept bundle; survives restarts. `credentials`: this device's chain, for the letterbox's token */
  courierSend: call<Result<Delivery, CourierProblem>>()(
    z.object({
      bundle: id,
      sha256: z.optional(id),
      letterbox: text(2000),
      isNearby: z.optional(z.literal(true)),
      mechanism: id,
      credentials: signedList,
    }),
  ),
  courierDeliveries: call<readonly Delivery[]>()(),
  courierRetry: call<null>()(z.object({ id: text(60) })),
  courierCancel: call<null>()(z.object({ id: text(60) })),
  /** what the page's platform says of the network, whenever it changes */
  courierLink: call<null>()(sendingArgs.link),
  /** fetches what waits for this device (bundles for readers, its out-tray); bytes come with `bundleRead` */
  courierFetch: call<Result<{ bundles: readonly BundleId[]; signed: readonly Signed[] }, CourierProblem>>()(
    z.object({ letterbox: text(2000), mechanism: id, credentials: signedList }),
  ),
  /** leaves signed things (receipts, credentials, rosters) in another device's out-tray */
  courierPost: call<Result<null, CourierProblem>>()(
    z.object({ letterbox: text(2000), mechanism: id, credentials: signedList, to: id, signed: signedList }),
  ),

  /** a workshop's room on this laptop, open until it is closed or the notebook locks; none is opened in a real notebook */
  roomOpen: call<Result<RoomState, RoomProblem>>()(roomArgs.open),
  roomState: call<RoomState | null>()(),
  roomClose: call<null>()(),
  /** asks the person about the address, then there for the welcome; this device vouches for itself by the code */
  roomJoin: call<Result<Entered, RoomProblem>>()(roomArgs.join),
  /** what may keep participants from this laptop's room, or this one from another's */
  roomLook: call<readonly RoomFinding[]>()(roomArgs.look),
  roomTell: call<Result<Told, CourierProblem>>()(roomArgs.tell),
  /** tells all who are in this laptop's room to begin anew, each when their laptop is heard next */
  roomAgain: call<Result<RoomState, RoomProblem>>()(),

  /** a real notebook's letterbox on its networks, open until it is closed or the notebook locks: docs/decisions/a-room-listens.md */
  hubOpen: call<Result<HubState, HubProblem>>()(hubArgs.open),
  hubState: call<HubState>()(),
  hubClose: call<null>()(),
  /** what may keep others from this laptop, or this one from another: only where the person allowed to go */
  hubLook: call<readonly RoomFinding[]>()(hubArgs.look),

  /** copies, until the notebook is locked */
  clipboardCopy: call<null>()(z.object({ text: text(2_000_000) })),
  /** the person copied this from the page */
  clipboardNote: call<null>()(z.object({ text: text(2_000_000) })),
  /** the person pressed for the camera, or is done with it: until then it is refused */
  cameraWanted: call<void>()(z.object({ wanted: z.boolean() })),
  /** as the camera */
  microphoneWanted: call<void>()(z.object({ wanted: z.boolean() })),

  updateState: call<UpdateState>()(),
  /** asks which file, and says what it is, once its signature holds; null: the person changed their mind */
  updatePick: call<Result<UpdateFacts | null, UpdateProblem>>()(),
  /** asks the person, then the address that the build knows, and says what is there; null: the person said no */
  updateLook: call<Result<UpdateFacts | null, UpdateProblem>>()(),
  /** brings the installer of what was chosen to this computer, compared with what was signed */
  updateTake: call<Result<ReadyUpdate, UpdateProblem>>()(),
  updateStop: call<null>()(),
  /** compares once more, and hands it to the system: opened, or shown in its folder */
  updateOpen: call<Result<null, UpdateProblem>>()(),

  appInfo: call<AppInfo>()(),
  settingsRead: call<Settings>()(),
  settingsWrite: call<Result<null, DiskProblem>>()(
    z.object({
      language: z.nullable(z.enum(['es', 'en', 'pt', 'fr', 'ht'])),
      textSize: z.union([z.literal(100), z.literal(115), z.literal(130), z.literal(150)]),
      theme: z.enum(['system', 'light', 'dark']),
      sending: z.optional(sendingArgs.choice),
    }),
  ),
  /** what the store held when it last wrote, kept outside IndexedDB so that an emptied store is noticed */
  highWaterRead: call<{ changesets: number; records: number } | null>()(),
  highWaterWrite: call<Result<null, DiskProblem>>()(z.object({ changesets: z.int(), records: z.int() })),
  /** takes away every database of the page, where Chromium cannot open them any more: each is made again from its journal */
  databasesClear: call<null>()(),
  printPage: call<null>()(),
} as const;

/** What the main process tells the page unasked. */
export interface Events {
  menu: MenuCommand;
  /** lock now: idle, suspend, lid, the menu */
  lock: null;
  bundlesArrived: null;
  courier: readonly Delivery[];
  room: RoomState | null;
  hub: HubState;
  /** how far copying, restoring or practising is, in bytes */
  backup: { readonly done: number; readonly of: number };
  /** how far copying an installer is, in bytes */
  update: { readonly done: number; readonly of: number };
}
export const events = [
  'menu',
  'lock',
  'bundlesArrived',
  'courier',
  'room',
  'hub',
  'backup',
  'update',
] as const satisfies readonly (keyof Events)[];

export type CallName = keyof typeof calls;
export type ArgsOf<Name extends CallName> = Given<z.infer<(typeof calls)[Name]['args']>>;
/** What is given may be readonly all through. */
type Given<T> = T extends Uint8Array ? Uint8Array : { readonly [Key in keyof T]: Given<T[Key]> };
export type AnswerOf<Name extends CallName> =
  (typeof calls)[Name] extends Call<infer _Args, infer Answer> ? Answer : never;

/** `window.chasqui`: the whole bridge. */
export type Desktop = {
  readonly [Name in CallName]: (
    ...args: ArgsOf<Name> extends readonly unknown[] ? ArgsOf<Name> : never
  ) => Promise<AnswerOf<Name>>;
} & {
  /** listens; answers a function that stops listening */
  readonly on: <Name extends keyof Events>(name: Name, listener: (payload: Events[Name]) => void) => () => void;
};

export const channelOf = (name: CallName): string => `chasqui:${name}`;
export const eventChannelOf = (name: keyof Events): string => `chasqui:on:${name}`;
