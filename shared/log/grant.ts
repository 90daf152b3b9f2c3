// Stage 2, the last step of enrolling: what the inviter gives once both have seen the same emoji. The credentials, and
// the mechanism's profile, so that who never joined joins by it. It must be what was invited to and answered: the cut
// ids of the invitation are checked against the whole ones here. That the signatures hold is asked of resolveTrust.

import { type Digest, isId, type KeyId } from '../base/ids.ts';
import { hasOnlyKeys, isJsonObject, type Json, parseJson } from '../base/json.ts';
import { err, ok, type Result } from '../base/result.ts';
import { isSigned, keyIdOf, type Signed } from './envelope.ts';
import { type Invitation, invitationIdOf, shortIdOf } from './invitation.ts';
import { decodeProfile, type MechanismProfile } from './profile.ts';
import { type Credential, decodeCredential } from './roster.ts';

export const GRANT_FORMAT = 'chasqui-grant/1';
const CAPS = { size: 4 * 1024 * 1024, depth: 10 };
const MOST = 2_000;

export interface Grant {
  readonly format: typeof GRANT_FORMAT;
  readonly invitation: Digest;
  readonly answer: Digest;
  readonly profile: MechanismProfile;
  readonly signed: readonly Signed[];
}

export interface Expected {
  readonly invitation: Invitation;
  /** id of the answer that was given */
  readonly answer: Digest;
  /** of the device, or of the organisation where that joins */
  readonly kid: KeyId;
}

export type GrantProblem =
  | { readonly type: 'notAGrant' }
  /** of another invitation or answer, another mechanism, another key, by another, or for more than was said */
  | { readonly type: 'grantSwapped' };

export function readGrant(text: string, expected: Expected): Result<Grant, GrantProblem> {
  const parsed = parseJson(text.trim(), CAPS);
  const grant = parsed.ok ? decodeGrant(parsed.value) : undefined;
  if (grant === undefined) return err({ type: 'notAGrant' });
  const { invitation, answer, kid } = expected;
  const isForThis = grant.invitation === invitationIdOf(invitation) && grant.answer === answer;
  if (!isForThis || shortIdOf(grant.profile.id) !== invitation.mechanism) return err({ type: 'grantSwapped' });
  const credentials = grant.signed.flatMap((signed) => decodeCredential(signed) ?? []);
  const own = credentials.find(({ card, subject }) => keyIdOf(card.key) === kid && subject === invitation.subject);
  if (own === undefined || !isByInviter(own, credentials, invitation)) return err({ type: 'grantSwapped' });
  const isAsInvited =
    invitation.subject === 'organisation' || own.scope.roles.every((role) => invitation.roles.includes(role));
  return isAsInvited ? ok(grant) : err({ type: 'grantSwapped' });
}

/**
 * Its parent, or its parent's, is whom the invitation named. Roots on sticks are named by their mechanism: which of them
 * begins is not known yet, and that they are roots is asked where the grant is taken in.
 */
function isByInviter(own: Credential, credentials: readonly Credential[], { parent, mechanism }: Invitation): boolean {
  if (parent === mechanism) return true;
  if (shortIdOf(own.parent) === parent) return true;
  const above = credentials.find(({ card, subject }) => subject === 'organisation' && keyIdOf(card.key) === own.parent);
  return above !== undefined && shortIdOf(above.parent) === parent;
}

function decodeGrant(value: Json): Grant | undefined {
  const keys = ['format', 'invitation', 'answer', 'profile', 'signed'];
  if (!isJsonObject(value) || !hasOnlyKeys(value, keys) || value['format'] !== GRANT_FORMAT) return undefined;
  const { invitation, answer, profile, signed } = value;
  if (!isId(invitation) || !isId(answer) || !Array.isArray(signed) || signed.length > MOST) return undefined;
  if (!(signed as readonly Json[]).every(isSigned)) return undefined;
  const decoded = decodeProfile(JSON.stringify(profile));
  return decoded.ok ? ({ ...value, profile: decoded.value } as object as Grant) : undefined;
}
