// Where an enrolment stands, on both sides, kept as everything else: a lock, a power cut or a week between two steps
// loses none of it.

import type { Digest } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { OpenInvitation } from '#shared/log/answer.ts';
import type { Signed } from '#shared/log/envelope.ts';
import type { Invitation } from '#shared/log/invitation.ts';
import type { Role } from '#shared/log/roster.ts';
import type { Store } from '../store/store.ts';
import { INVITATION, JOINING } from './shelf-names.ts';

/** The inviter's: the ledger by which an invitation is single-use. */
export interface KeptInvitation extends OpenInvitation {
  /** 10 bytes, base64url; told only once the answer is here */
  readonly secret: string;
  readonly role: Role;
  /** under which the device will stand, or which joins; null: as its card says */
  readonly organisation: string;
  readonly madeAt: string;
  /** the answer whole, once it is here */
  readonly signed: Signed | null;
  /** what was given in the end, to be given again */
  readonly grant: string | null;
}

/** Of whoever joins. */
export interface Joining {
  readonly invitation: Invitation;
  readonly answer: Signed;
  /** heard from the inviter, and fits its commitment; null: not yet */
  readonly secret: string | null;
  /** people have said that both rows of emoji are the same */
  readonly isSame: boolean;
}

export const keptInvitations = (store: Store): ReadonlyMap<Digest, KeptInvitation> =>
  new Map(
    store.shelf
      .under(INVITATION)
      .map(([name, value]) => [name.slice(INVITATION.length) as Digest, value as object as KeptInvitation]),
  );

export const joiningIn = (store: Store): Joining | null =>
  (store.shelf.get(JOINING) as object as Joining | undefined) ?? null;

export const invitationChange = (id: Digest, kept: KeptInvitation): readonly [string, Json] => [
  `${INVITATION}${id}`,
  kept as object as Json,
];
