// A new version of the app from a file on a stick, as the page and the main process speak of it. The page names no file
// and sees none: it says when to choose, to take, and to hand over to the system.

import type { Release, ReleaseProblem } from '../log/release.ts';
import type { DiskProblem } from './problems.ts';

export type UpdateProblem =
  | DiskProblem
  | ReleaseProblem
  /** it ends before its end */
  | { readonly type: 'updateCut' }
  /** the installer in it is not the one that was signed */
  | { readonly type: 'updateSwapped' }
  | { readonly type: 'updateStopped' }
  /** the system did not open it */
  | { readonly type: 'updateNotOpened' };

/** What a person reads of a version before it is taken. */
export type UpdateFacts = Pick<Release, 'version' | 'name' | 'size' | 'madeAt'>;

export interface UpdateState {
  /** of this app */
  readonly version: string;
  /** false: this build knows no key, and takes no update */
  readonly hasKey: boolean;
  /** verified and on this computer; null: nothing is */
  readonly ready: ReadyUpdate | null;
}

export interface ReadyUpdate extends UpdateFacts {
  /** the system opens it, or a person does, in its folder */
  readonly how: 'open' | 'show';
}
