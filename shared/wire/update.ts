// A new version of the app from a stick or the internet, as the page and the main process speak of it. The page names no
// file and no address: it says when to choose, to look, to take, and to hand over to the system.

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
  /** this build knows no address to look at */
  | { readonly type: 'noReleaseAddress' }
  /** no answer, or it was cut: what came stays here */
  | { readonly type: 'updateUnreachable' }
  /** a page of the network answers: it wants to be entered first */
  | { readonly type: 'updateBehindPortal' }
  /** the address answers, and has none for this computer */
  | { readonly type: 'noUpdateThere' }
  /** the system did not open it */
  | { readonly type: 'updateNotOpened' };

/** What a person reads of a version before it is taken. */
export interface UpdateFacts extends Pick<Release, 'version' | 'name' | 'size' | 'madeAt'> {
  readonly from: 'file' | 'internet';
}

export interface UpdateState {
  /** of this app */
  readonly version: string;
  /** false: this build knows no key, and takes no update */
  readonly hasKey: boolean;
  /** where the newest version is asked for; null: this build knows no address */
  readonly address: string | null;
  /** verified and on this computer; null: nothing is */
  readonly ready: ReadyUpdate | null;
}

export interface ReadyUpdate extends UpdateFacts {
  /** the system opens it, or a person does, in its folder */
  readonly how: 'open' | 'show';
}
