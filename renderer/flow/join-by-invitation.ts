// The side of whoever joins: an invitation is read and answered, the inviter's secret heard, the two rows compared,
// and the grant taken. What was recorded before stays, and can be handed over from then on.

import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { Json } from '#shared/base/json.ts';
import { err, ok } from '#shared/base/result.ts';
import { signAnswer } from '#shared/log/answer.ts';
import { openComparison } from '#shared/log/compare.ts';
import { keyIdOf, type Signed, signedIdOf } from '#shared/log/envelope.ts';
import { type Grant, readGrant } from '#shared/log/grant.ts';
import { bytesToInvitation, invitationIdOf, shortIdOf } from '#shared/log/invitation.ts';
import { judgeCredential, judgeRoster } from '#shared/log/judge-trust.ts';
import { decodeCredential, signCard, signCredential } from '#shared/log/roster.ts';
import { activityChange } from '../engine/activity.ts';
import { type Joining, joiningIn } from '../engine/enrolment-shelf.ts';
import { codesToBytes } from '../engine/enrolment-text.ts';
import { makeKey } from '../engine/offices.ts';
import { deviceSigner, type Done, profileOf, type Session, trustOf, vaultSigner } from '../engine/session.ts';
import { CREDENTIAL, DEVICE_NAME, JOINING, ROSTER } from '../engine/shelf-names.ts';
import type { ShelfChanges } from '../store/shelf.ts';
import { allowAddresses } from './allow-addresses.ts';
import { commitTrust } from './commit-trust.ts';
import { ALL_ROLES } from './found-mechanism.ts';
import { profileChanges } from './join-mechanism.ts';
import { cardOf, nameOfCard } from './make-card.ts';

const refused = (reason: { readonly type: string }) => err({ type: 'refused', reason: { ...reason } } as const);

type JoinRefusal = { readonly type: 'notCompared' };

/** @param organisation its name, where an organisation was invited */
export async function answerInvitation(session: Session, text: string, name: string, organisation: string): Done<null> {
  const bytes = codesToBytes(text, 'invitation');
  if (!bytes.ok) return refused(bytes.error);
  const read = bytesToInvitation(bytes.value);
  if (!read.ok) return refused(read.error);
  const invitation = read.value;
  const profile = profileOf(session);
  if (profile !== null && shortIdOf(profile.id) !== invitation.mechanism) return refused({ type: 'otherMechanism' });
  const device = nameOfCard(name);
  const house = invitation.subject === 'organisation' ? nameOfCard(organisation) : null;
  if (device === undefined || house === undefined) return refused({ type: 'noName' });
  const { desktop } = session;
  const card = await signCard(cardOf(session, device, invitation.suite), deviceSigner(session));
  const key = house === null ? null : await makeKey(session, 'organisation');
  if (key?.ok === false) return key;
  const office = key === null ? null : vaultSigner(desktop, 'organisation', key.value.kid);
  const houseCard =
    house === null || key === null || office === null
      ? null
      : await signCard({ key: key.value.key, name: house, recipient: null }, office);
  const nonce = bytesToBase64url(crypto.getRandomValues(new Uint8Array(16)));
  const answer = await signAnswer({ invitation: invitationIdOf(invitation), nonce, card, organisation: houseCard }, [
    deviceSigner(session),
    ...(office === null ? [] : [office]),
  ]);
  return keep(
    session,
    { invitation, answer, secret: null, isSame: false },
    [[DEVICE_NAME, device]],
    'answeredInvitation',
  );
}

export async function hearComparison(session: Session, text: string): Done<null> {
  const joining = joiningIn(session.ledger.store);
  if (joining === null) return refused({ type: 'invitationUnknown' });
  const bytes = codesToBytes(text, 'comparison');
  if (!bytes.ok) return refused(bytes.error);
  const secret = openComparison(joining.invitation, bytes.value);
  if (!secret.ok) return refused(secret.error);
  return keep(session, { ...joining, secret: bytesToBase64url(secret.value), isSame: false });
}

/** What people said of the two rows; if they differ, this answer is thrown away. */
export async function settleComparison(session: Session, isSame: boolean): Done<null> {
  const joining = joiningIn(session.ledger.store);
  if (joining === null || joining.secret === null) return refused({ type: 'invitationUnknown' });
  return isSame ? keep(session, { ...joining, isSame }) : keep(session, null, [], 'comparisonDiffered');
}

/** Begun by mistake. */
export const dropJoining = (session: Session): Done<null> => keep(session, null);

export async function acceptGrant(session: Session, text: string): Done<null> {
  const joining = joiningIn(session.ledger.store);
  if (joining === null) return refused({ type: 'invitationUnknown' });
  if (!joining.isSame) return refused({ type: 'notCompared' } satisfies JoinRefusal);
  const office = await officeOf(session, joining);
  const kid = office?.kid ?? session.device.kid;
  const answer = signedIdOf<never>(joining.answer.type, joining.answer.body);
  const grant = readGrant(text, { invitation: joining.invitation, answer, kid });
  if (!grant.ok) return refused(grant.error);
  const joined = profileOf(session);
  if (joined !== null && joined.id !== grant.value.profile.id) return refused({ type: 'otherMechanism' });
  const allowed = joined === null ? await allowAddresses(session, grant.value.profile) : ok(null);
  if (!allowed.ok) return allowed;
  return session.ledger.exclusive(async () => {
    const shelf = await shelfOf(session, joining, grant.value, office?.kid ?? null);
    const trust = await trustOf(session.ledger.store, shelf);
    if (!trust.authors.has(session.device.kid)) return refused(await causeIn(grant.value, kid));
    return commitTrust(session, shelf);
  });
}

async function shelfOf(
  session: Session,
  { answer }: Joining,
  { profile, signed }: Grant,
  office: string | null,
): Promise<ShelfChanges> {
  const own = office === null ? undefined : await ownCredential(session, profile.id, answer);
  const credentials = [...signed, ...(own === undefined ? [] : [own])].filter(
    (each) => decodeCredential(each) !== undefined,
  );
  const rosters = await Promise.all(
    signed.map(async (each) => ((await judgeRoster(profile, session.trust, each)).ok ? [each] : [])),
  );
  const named = (prefix: string, list: readonly Signed[]): readonly [string, Json][] =>
    list.map((each) => [`${prefix}${signedIdOf(each.type, each.body)}`, each as object as Json]);
  return new Map<string, Json | null>([
    ...(profileOf(session) === null ? profileChanges(session, profile) : []),
    ...named(CREDENTIAL, credentials),
    ...named(ROSTER, rosters.flat()),
    [JOINING, null],
    ...activityChange(session, 'wasEnrolled', {}),
  ]);
}

/** A steward signs its own device under its organisation. */
async function ownCredential(
  session: Session,
  mechanism: Grant['profile']['id'],
  answer: Signed,
): Promise<Signed | undefined> {
  const body = JSON.parse(answer.body) as { readonly card: Signed; readonly organisation: Signed };
  const key = (JSON.parse(body.organisation.body) as { readonly key: string }).key;
  const roles = ALL_ROLES.filter((role) => role !== 'secretariat' && role !== 'trainer');
  const scope = { roles, mesas: [], countries: [] };
  const facts = { mechanism, subject: 'device', scope, from: null, until: null } as const;
  return signCredential(body.card, facts, vaultSigner(session.desktop, 'organisation', keyIdOf(key)));
}

async function officeOf(session: Session, { invitation }: Joining) {
  if (invitation.subject === 'device') return null;
  const key = await makeKey(session, 'organisation'); // the one that was made for the answer
  return key.ok ? key.value : null;
}

/** Why the credential in a grant makes nobody of this device. */
async function causeIn({ profile, signed }: Grant, kid: string): Promise<{ readonly type: string }> {
  const own = signed.find((each) => keyIdOf(decodeCredential(each)?.card.key ?? '') === kid);
  const judged = own && (await judgeCredential(profile, signed, signed, own));
  return judged?.ok === false ? judged.error : { type: 'grantSwapped' };
}

async function keep(
  session: Session,
  joining: Joining | null,
  more: readonly (readonly [string, Json])[] = [],
  activity?: string,
): Done<null> {
  const shelf = new Map<string, Json | null>([
    [JOINING, joining as object | null as Json],
    ...more,
    ...(activity === undefined ? [] : activityChange(session, activity)),
  ]);
  const done = await session.ledger.exclusive(() => session.ledger.commit({ shelf }));
  if (!done.ok) return err(done.error);
  session.tell(['trust', 'activity']);
  return ok(null);
}
