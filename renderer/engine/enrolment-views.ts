// What the engine answers while a device is being enrolled, on both sides.

import type { Digest, KeyId } from '#shared/base/ids.ts';
import type { OpenInvitation } from '#shared/log/answer.ts';
import type { Emoji } from '#shared/log/compare.ts';
import type { Invitation } from '#shared/log/invitation.ts';
import type { Role } from '#shared/log/roster.ts';
import type { Twin } from '#shared/log/twins.ts';

export interface InvitationFacts {
  readonly subject: Invitation['subject'];
  readonly organisation: string;
  readonly role: Role;
  /** ISO date */
  readonly until: string | null;
}

export interface InvitationView {
  readonly id: Digest;
  readonly state: OpenInvitation['state'];
  readonly subject: Invitation['subject'];
  readonly organisation: string;
  readonly role: Role;
  readonly until: string | null;
  /** by this device's clock, which may be wrong */
  readonly isPast: boolean;
  readonly madeAt: string;
  readonly codes: readonly string[];
  /** once it was answered: its key and name, what to compare, and the code that lets the other side see it */
  readonly answered: {
    readonly kid: KeyId;
    readonly name: string;
    readonly emoji: readonly Emoji[];
    readonly codes: readonly string[];
  } | null;
  readonly grant: string | null;
}

export interface JoiningView {
  readonly subject: Invitation['subject'];
  readonly role: Role | null;
  readonly until: string | null;
  readonly isPast: boolean;
  /** the answer, to be given: as text, and as codes where they are not too many */
  readonly answer: string;
  readonly codes: readonly string[];
  /** null: the inviter's code has not come yet */
  readonly emoji: readonly Emoji[] | null;
  readonly isSame: boolean;
}

export interface EnrolmentView {
  readonly mayInvite: 'secretariat' | 'steward' | null;
  readonly invitations: readonly InvitationView[];
  readonly joining: JoiningView | null;
}

/** Whom a name to be signed for would be taken for. */
export interface TwinView extends Pick<Twin, 'what' | 'isSame'> {
  readonly kid: KeyId;
  readonly name: string;
  readonly organisation: string;
}
