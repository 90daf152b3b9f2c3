// What the engine answers about bundles: made, given, taken in.

import type { BundleId, ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { SeenCell } from '#shared/bundle/seen.ts';
import type { Level } from '#shared/record/definition.ts';
import type { Delivery } from '#shared/wire/ipc.ts';
import type { WouldHide } from './bin-views.ts';
import type { EngineProblem } from './engine-problem.ts';
import type { RecordRow } from './record-views.ts';
import type { ReceiptView } from './today-views.ts';
import type { AuthorView } from './trust-views.ts';

export interface BundleChoice {
  readonly reader: string; // id of a reader
  readonly records?: readonly RecordId[]; // default: everything not yet delivered to this reader
  readonly withhold?: readonly Level[];
  /** `answers`: receipts and requests alone; `request`: exactly what this reader asked for, and has not confirmed */
  readonly only?: 'answers' | 'request';
  /** bytes that no file may exceed: a stick, an e-mail; default: what a bundle can be */
  readonly maxSize?: number;
}

export interface BundlePreview {
  /** the newest of them */
  readonly records: readonly RecordRow[];
  readonly recordCount: number;
  /** the newest of them, each with what its reader will see and what not: read off what is packed */
  readonly seen: readonly SeenView[];
  /** all of them were given to this reader before, who has not said that they came */
  readonly isAgain: boolean;
  readonly changesets: number;
  readonly withheldCells: number;
  readonly personalCells: number;
  readonly size: number;
  /** set: they are very many, and the size and what stays are counted in some of them */
  readonly isEstimate?: true;
  /** records of this device that are not finished: they stay here, drafts and all */
  readonly unfinished: number;
  /** records that an answer of their own (consent not obtained) keeps on this device */
  readonly keptHere: number;
  /** attachments that go in bundles of their own, and their bytes */
  readonly files: { readonly count: number; readonly size: number };
}

export interface SeenView {
  readonly row: RecordRow;
  readonly goes: readonly SeenCell[];
  readonly stays: readonly SeenCell[];
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
    readonly id: string;
    readonly name: string;
    readonly role: 'secretariat' | 'organisation';
  }[];
  /** the mechanism's, and other laptops' on the local network */
  readonly letterboxes: readonly { readonly name: string; readonly url: string; readonly isNearby?: true }[];
  /** this device may be a letterbox for others on the local network */
  readonly mayReceive: boolean;
  /** the newest of them */
  readonly waiting: readonly RecordRow[];
  readonly waitingCount: number;
  readonly bundles: readonly BundleView[];
  /** sealed bundles that this device carries for others, the oldest first */
  readonly cargo: readonly CargoView[];
}

export interface CargoView {
  /** names the file, as a bundle is named */
  readonly file: BundleId;
  readonly code: string;
  readonly size: number;
  readonly since: string;
  readonly delivery: Delivery | null;
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
  /** set: nothing of it was taken in, for it would hide much; it waits for a person */
  readonly wouldHide?: WouldHide;
}

export interface HeldView {
  readonly changeset: ChangesetId;
  readonly author: AuthorView;
  readonly seq: number;
  readonly reason: { readonly type: string; readonly [fact: string]: Json | undefined };
}

/** What is held of one author for one reason: one thing to do. */
export interface HeldGroup extends Pick<HeldView, 'author' | 'reason'> {
  readonly count: number;
}

/** "changesets 14–17 of this author never arrived" */
export interface MissingView {
  readonly author: AuthorView;
  readonly from: number;
  readonly to: number;
}
