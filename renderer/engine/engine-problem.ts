// What can keep the engine from answering; words by type in errors.json.

import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { DiskProblem, JournalProblem, RootProblem, VaultProblem } from '#shared/wire/problems.ts';

export type EngineProblem =
  | VaultProblem
  | RootProblem
  | JournalProblem
  | DiskProblem
  | { readonly type: 'engineClosed' }
  | { readonly type: 'noSuchRecord' }
  /** others wrote it, and this device does not speak for them */
  | { readonly type: 'mayNotWithdraw' }
  /** consent to it was taken back: nothing is written in it any more */
  | { readonly type: 'recordWithdrawn' }
  /** consent to this answer was taken back: it is not written again */
  | { readonly type: 'answerWithdrawn' }
  /** the answer that was being translated is not here any more */
  | { readonly type: 'noOriginal' }
  | { readonly type: 'noMechanism' }
  | { readonly type: 'nothingToPack' }
  | { readonly type: 'consentBlocks'; readonly records: readonly RecordId[] }
  | { readonly type: 'storeFailure'; readonly name: string }
  /** a bundle, profile, card or credential that was refused; `reason` is its typed cause, with words in errors.json */
  | { readonly type: 'refused'; readonly reason: { readonly type: string; readonly [fact: string]: Json | undefined } };
