// Files as the page and the main process speak of them: by id or by name, never by where they are.

import type { Bytes } from '../base/bytes.ts';
import type { BundleId } from '../base/ids.ts';
import type { DiskProblem } from './problems.ts';

/** `cargo`: carried for somebody else, and named by the digest of its file */
export type BundleOrigin = 'packed' | 'takenIn' | 'cargo';

export interface SavedBundles {
  /** of the folder */
  readonly name: string;
  /** those that are there now */
  readonly saved: readonly BundleId[];
  /** what kept the others from it */
  readonly problem: DiskProblem | null;
}

export interface NamedFile {
  readonly name: string;
  readonly bytes: Bytes;
  /** set where the file could not be read; `bytes` is then empty */
  readonly problem?: DiskProblem;
}

/** A report that a person chose, with the manifest that lies beside it, where one does. */
export interface PickedReport {
  readonly name: string;
  readonly bytes: Bytes;
  readonly beside: Bytes | null;
}

/** A file that a person chose to attach, until it is read. */
export interface PickedFile {
  /** names it for `pickedRead`; says nothing of where it is */
  readonly pick: string;
  readonly name: string;
  readonly size: number;
}

/** What follows the name of a report in the name of its manifest, where it lies beside it. */
export const MANIFEST_ENDING = '.manifest.json';
