// The part of the engine's door about roots whose keys are on sticks.

import type { KeyId } from '#shared/base/ids.ts';
import type { Result } from '#shared/base/result.ts';
import type { EngineProblem } from './engine-problem.ts';
import type { RootsView, StickAnswer, StickFounding } from './signing-views.ts';

export interface RootEngine {
  roots(): Promise<RootsView>;
  /** Begins a mechanism of roots on sticks; it is founded once enough of them have signed. */
  foundWithRoots(facts: StickFounding): Promise<Result<null, EngineProblem>>;
  /** One stick signs all that waits for it. */
  signWithStick(file: string, passphrase: string): Promise<Result<StickAnswer, EngineProblem>>;
  /** Takes in what was half signed on another laptop. */
  takeSigning(text: string): Promise<Result<StickAnswer, EngineProblem>>;
  dropSigning(id: string): Promise<Result<null, EngineProblem>>;
  /** Begins a change of roots, to be signed by enough of the old and of the new. */
  succeedRoots(keys: readonly string[], threshold: number): Promise<Result<RosterOutcome, EngineProblem>>;
  /** A new key to seal for the secretariat with; where one was made and is not named yet, names it. */
  turnReadingKey(): Promise<Result<RosterOutcome, EngineProblem>>;
  /** Bundles are sealed for this device of the secretariat too. */
  letRead(kid: KeyId): Promise<Result<RosterOutcome, EngineProblem>>;
  /** Its devices stay; it vouches for nobody else. */
  closeOrganisation(kid: KeyId, reason: string): Promise<Result<RosterOutcome, EngineProblem>>;
}

/** `waits`: for the roots' sticks. */
export type RosterOutcome = 'done' | 'waits';
