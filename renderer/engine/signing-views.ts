// What the engine answers about what waits for the roots.

import type { SigningFacts } from '#shared/log/root-signing.ts';
import type { FoundingFacts } from './trust-views.ts';

/** A laptop's founding by roots on sticks: their public keys, and how many must sign. */
export interface StickFounding extends FoundingFacts {
  readonly keys: readonly string[];
  readonly threshold: number;
}

export interface StickAnswer {
  /** the number of the root that signed; 0: signatures came from elsewhere */
  readonly root: number;
  readonly signed: number;
  /** of these, how many took effect */
  readonly finished: number;
}

export interface SigningView {
  readonly id: string;
  readonly facts: SigningFacts;
  /** names of the devices that a roster decides about, where they are known */
  readonly names: Readonly<Record<string, string>>;
  readonly isFounding: boolean;
  readonly state: 'open' | 'done';
  /** numbers of the roots that have signed, set by set, and how many must */
  readonly sets: readonly { readonly signed: readonly number[]; readonly need: number; readonly of: number }[];
  /** half signed, to be taken to another laptop; null: nobody has signed yet */
  readonly text: string | null;
  /** for whom it was signed, once it is done */
  readonly given: string | null;
  /** it can never take effect any more: another roster came before it */
  readonly isPast: boolean;
}

export interface RootsView {
  readonly areOnSticks: boolean;
  /** fingerprints of the roots of now */
  readonly roots: readonly string[];
  readonly threshold: number;
  readonly signings: readonly SigningView[];
  /** the rosters until now, the newest first */
  readonly past: readonly RosterStep[];
}

/** What one roster decided beside the one before it, and the numbers of the roots that signed it. */
export interface RosterStep {
  readonly version: number;
  readonly at: string | null;
  readonly facts: Extract<SigningFacts, { readonly type: 'roster' }>;
  readonly names: SigningView['names'];
  readonly signed: readonly number[];
}
