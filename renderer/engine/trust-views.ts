// What the engine answers about authors, this device and the mechanism.

import type { Digest, KeyId } from '#shared/base/ids.ts';
import type { MechanismProfile, Reader } from '#shared/log/profile.ts';
import type { EnrolmentView } from './enrolment-views.ts';
import type { Author } from '#shared/log/roster.ts';

export interface AuthorView {
  readonly kid: KeyId;
  readonly name: string;
  readonly organisation: string;
  readonly isThisDevice: boolean;
  /** a lost device of this person, for which this one goes on */
  readonly isLostDevice?: true;
  readonly known: boolean;
}

export interface FoundingFacts {
  readonly names: Readonly<Record<string, string>>;
  readonly organisation: string;
  readonly device: string;
  readonly suite: 'hybrid' | 'classic';
  readonly letterboxes: readonly { readonly name: string; readonly url: string }[];
}

/** `elsewhere`: one root, in the vault of the laptop that founded the mechanism, which is not this one */
export type RootPlace = 'here' | 'sticks' | 'elsewhere';

export interface TrustView {
  readonly profile: MechanismProfile | null;
  /** whom bundles of the mechanism are sealed for, as far as this device has heard */
  readonly readers: readonly Reader[];
  readonly device: { readonly kid: KeyId; readonly recipient: string; readonly name: string | null };
  readonly self: Author | null;
  readonly isSecretariat: boolean;
  /** where the key is that signs for the mechanism; null: no mechanism */
  readonly rootPlace: RootPlace | null;
  /** this mechanism's devices of the secretariat that may sign */
  readonly offices: readonly OfficeView[];
  /** named readers of the secretariat whose signature was taken away: this device's key would take their place */
  readonly leaving: readonly string[];
  readonly mayInvite: EnrolmentView['mayInvite'];
  readonly roster: RosterView | null;
  /** the mechanism's keys are on sticks, or something waits for them here */
  readonly hasKeys: boolean;
  /** some organisations that have one steward and no other, and how many there are */
  readonly stewardsAlone: { readonly names: readonly string[]; readonly total: number };
  readonly mechanism: Digest | null;
}

/** One of the secretariat's laptops; `reads`: what is handed to the secretariat is sealed for it. */
export interface OfficeView {
  readonly kid: KeyId;
  readonly name: string;
  readonly reads: boolean;
}

/** Devices under their organisations; `text`: only those in whose name or organisation it is. */
export interface AuthorsQuery {
  readonly text?: string;
  readonly from?: number;
  readonly count?: number;
}

export interface AuthorsPage {
  readonly total: number;
  /** by organisation, then by name */
  readonly authors: readonly KnownAuthor[];
  /** keys that nobody has vouched for, whose changes wait: some of them */
  readonly unknown: readonly KeyId[];
  readonly unknownTotal: number;
}

export interface KnownAuthor extends Author {
  readonly changesets: number;
  readonly revoked: boolean;
  /** what its clock said in its last changeset that is here */
  readonly lastHeard: string | null;
  /** devices of its organisation, itself among them */
  readonly devices: number;
}

/** The roster that counts here, and what it decides of whom; the newest of them, where they are many. */
export interface RosterView {
  readonly version: number;
  readonly at: string | null;
  readonly decided: readonly {
    readonly kid: KeyId;
    /** null: nobody vouches for it here */
    readonly name: string | null;
    readonly what: 'revoked' | 'readmitted';
    readonly reason: string;
  }[];
}
