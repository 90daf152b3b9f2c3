// The inviter's side of enrolling: an invitation, its one answer, what both compare, and the grant. Whoever holds a
// key that may vouch invites: the secretariat anybody, a steward devices of its own organisation. Each step is
// journaled before it is answered, so that an invitation is single-use across locks and power cuts.

import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { Digest, KeyId } from '#shared/base/ids.ts';
import { canonicalText, type Json, parseJson } from '#shared/base/json.ts';
import { err, ok } from '#shared/base/result.ts';
import { decodeSigned } from '#shared/bundle/json-lines.ts';
import { judgeAnswer, readAnswer, type ReadAnswer } from '#shared/log/answer.ts';
import { keyIdOf, signedIdOf, type Signed } from '#shared/log/envelope.ts';
import { GRANT_FORMAT } from '#shared/log/grant.ts';
import { commitmentTo, type Invitation, invitationIdOf, SECRET_BYTES, shortIdOf } from '#shared/log/invitation.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import { signCredential } from '#shared/log/roster.ts';
import { activityChange } from '../engine/activity.ts';
import { type KeptInvitation, invitationChange, keptInvitations } from '../engine/enrolment-shelf.ts';
import { codesToBytes } from '../engine/enrolment-text.ts';
import type { InvitationFacts } from '../engine/enrolment-views.ts';
import { isByOffice, rootPlace } from '../engine/offices.ts';
import { mayInvite } from '../engine/read-enrolment.ts';
import { ownChain } from '../engine/own-chain.ts';
import {
  type Done,
  isSecretariat,
  profileOf,
  rostersIn,
  selfOf,
  type Session,
  vaultSigner,
} from '../engine/session.ts';
import { CREDENTIAL } from '../engine/shelf-names.ts';
import { commitTrust } from './commit-trust.ts';
import { areRootsOnSticks, keptSignings, signingChange } from '../engine/signing-shelf.ts';
import { carriersFor, endorse, mustSignTogether, rootsNow, waitForRoots } from './enrol-device.ts';
import { unsignedOrganisation } from './found-with-roots.ts';
import { ALL_ROLES } from './found-mechanism.ts';
import { nameOfCard } from './make-card.ts';

type InviteRefusal = {
  readonly type: 'mayNotInvite' | 'rootElsewhere' | 'waitsForRoots' | 'noName' | 'invitationUnknown';
};
const refused = (type: InviteRefusal['type']) => err({ type: 'refused', reason: { type } } as const);

/** Answers the invitation's id. */
export async function invite(session: Session, facts: InvitationFacts): Done<Digest> {
  const profile = profileOf(session);
  if (profile === null) return err({ type: 'noMechanism' });
  const may = mayInvite(session);
  const self = selfOf(session);
  const organisation = nameOfCard(facts.organisation);
  if (organisation === undefined) return refused('noName');
  const isOwn = organisation === self?.organisation;
  const isVouchedHere = facts.subject === 'device' && isByOffice(session, organisation);
  if (!isVouchedHere && isSecretariat(session) && rootPlace(session, profile) === 'elsewhere')
    return refused('rootElsewhere');
  if (may === null || (may === 'steward' && (!isOwn || facts.subject === 'organisation')))
    return refused('mayNotInvite');
  const parent = self !== null && isVouchedHere ? self.organisationKid : keyIdOf(profile.roots.keys[0] ?? '');
  const areOnSticks = !isVouchedHere && areRootsOnSticks(profile, session.trust);
  const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const invitation: Invitation = {
    mechanism: shortIdOf(profile.id),
    parent: shortIdOf(areOnSticks ? profile.id : parent), // which root begins is not known yet: grant.ts
    commitment: commitmentTo(secret),
    subject: facts.subject,
    roles: [facts.role],
    mesas: [],
    suite: profile.suite,
    until: facts.until,
  };
  const id = invitationIdOf(invitation);
  const kept: KeptInvitation = {
    invitation,
    state: 'open',
    answer: null,
    secret: bytesToBase64url(secret),
    role: facts.role,
    organisation,
    madeAt: session.clock.now(),
    signed: null,
    grant: null,
  };
  return keep(session, id, kept, ['invited', { organisation, role: facts.role }]);
}

/** The answer that came: from here on the invitation is used up. Answers the invitation's id. */
export async function takeAnswer(session: Session, text: string, evenIfExpired: boolean): Done<Digest> {
  const signed = signedAnswerIn(text);
  if (!signed.ok) return err({ type: 'refused', reason: signed.error as { readonly type: string } });
  const answer = await readAnswer(signed.value);
  if (!answer.ok) return err({ type: 'refused', reason: answer.error });
  const today = session.clock.now().slice(0, 10);
  const ledger = keptInvitations(session.ledger.store);
  const judged = judgeAnswer(answer.value, ledger, today, evenIfExpired);
  if (!judged.ok) return err({ type: 'refused', reason: judged.error });
  const kept = ledger.get(answer.value.invitation) as KeptInvitation;
  const taken: KeptInvitation = { ...kept, state: 'answered', answer: answer.value.id, signed: signed.value };
  const { name } = answer.value.cards.device;
  return keep(session, answer.value.invitation, taken, ['tookAnswer', { name, organisation: kept.organisation }]);
}

/** Once people have said that both rows are the same. Answers the text to give. */
export async function grantInvitation(session: Session, id: Digest): Done<string> {
  const profile = profileOf(session);
  const kept = keptInvitations(session.ledger.store).get(id);
  if (profile === null) return err({ type: 'noMechanism' });
  if (kept === undefined) return refused('invitationUnknown');
  if (kept.grant !== null) return ok(kept.grant);
  const answer = kept.signed === null ? undefined : await readAnswer(kept.signed);
  if (kept.state !== 'answered' || answer?.ok !== true) return refused('invitationUnknown');
  const signed = signedTogether(session, id);
  if (signed === undefined && isByRootsOnSticks(session, profile, kept)) {
    const isBegun = [...keptSignings(session.ledger.store).values()].some(({ invitation }) => invitation === id);
    if (!isBegun) return waitForRoots(session, await credentialsFor(session, profile, kept, answer.value), id);
    return refused('waitsForRoots');
  }
  const chain = signed?.chain ?? (await credentialsFor(session, profile, kept, answer.value));
  const given = [...ownChain(session), ...chain, ...carriersFor(session, kept.role, kept.organisation)];
  const grant = canonicalText({
    format: GRANT_FORMAT,
    invitation: id,
    answer: answer.value.id,
    profile,
    signed: [...new Set([...given, ...rostersIn(session.ledger.store)])],
  } as object as Json);
  const { name } = answer.value.cards.device;
  const shelf = new Map<string, Json | null>([
    ...chain.map((signed): [string, Json] => [nameOf(signed), signed as object as Json]),
    ...(signed === undefined ? [] : [signingChange(signed.id, null)]),
    invitationChange(id, { ...kept, state: 'granted', grant }),
    ...activityChange(session, 'enrolledDevice', { name, organisation: kept.organisation, role: kept.role }),
  ]);
  const done = await session.ledger.exclusive(() => commitTrust(session, shelf));
  return done.ok ? ok(grant) : done;
}

/** Not needed any more, or the emoji differ: nobody can answer it again. */
export async function withdrawInvitation(session: Session, id: Digest): Done<Digest> {
  const kept = keptInvitations(session.ledger.store).get(id);
  if (kept === undefined || kept.state === 'granted') return refused('invitationUnknown');
  return keep(session, id, { ...kept, state: 'withdrawn' }, [
    'withdrewInvitation',
    { organisation: kept.organisation },
  ]);
}

async function keep(
  session: Session,
  id: Digest,
  kept: KeptInvitation,
  [activity, facts]: readonly [string, { readonly [fact: string]: string }],
): Done<Digest> {
  const shelf = new Map([invitationChange(id, kept), ...activityChange(session, activity, facts)]);
  const done = await session.ledger.exclusive(() => session.ledger.commit({ shelf }));
  if (!done.ok) return err(done.error);
  session.tell(['trust', 'activity']);
  return ok(id);
}

async function credentialsFor(
  session: Session,
  profile: MechanismProfile,
  { invitation, role, organisation }: KeptInvitation,
  answer: ReadAnswer,
): Promise<readonly Signed[]> {
  if (invitation.subject === 'device') return endorse(session, profile, answer.card, role, organisation);
  const scope = { roles: ALL_ROLES.filter((each) => each !== 'secretariat'), mesas: [], countries: [] };
  const facts = { mechanism: profile.id, subject: 'organisation', scope, from: null, until: null } as const;
  if (answer.organisation === undefined || answer.organisation === null) return [];
  if (areRootsOnSticks(profile, session.trust)) {
    const thing = await unsignedOrganisation(answer.organisation, rootsNow(session, profile), facts);
    return thing === undefined ? [] : [thing];
  }
  const root: KeyId = keyIdOf(profile.roots.keys[0] ?? '');
  const signed = await signCredential(answer.organisation, facts, vaultSigner(session.desktop, 'root', root));
  return signed ? [signed] : [];
}

/** Roots on sticks endorse whoever is not of this laptop's own organisation. */
const isByRootsOnSticks = (session: Session, profile: MechanismProfile, kept: KeptInvitation): boolean =>
  kept.invitation.subject === 'organisation'
    ? areRootsOnSticks(profile, session.trust)
    : mustSignTogether(session, profile, kept.organisation);

/** What the roots have signed for an invitation by now. */
function signedTogether(session: Session, invitation: Digest) {
  const found = [...keptSignings(session.ledger.store)].find(([, kept]) => kept.invitation === invitation);
  if (found?.[1].state !== 'done') return undefined;
  return { id: found[0], chain: [found[1].thing, ...found[1].along] };
}

/** As codes, or as the text of a file. */
function signedAnswerIn(text: string) {
  const isText = text.trimStart().startsWith('{');
  const bytes = isText ? ok(new TextEncoder().encode(text.trim())) : codesToBytes(text, 'answer');
  if (!bytes.ok) return bytes;
  const parsed = parseJson(new TextDecoder().decode(bytes.value), { size: 64 * 1024, depth: 8 });
  const signed = parsed.ok ? decodeSigned(parsed.value) : undefined;
  return signed === undefined ? err({ type: 'notAnAnswer' } as const) : ok(signed);
}

const nameOf = (signed: Signed): string => `${CREDENTIAL}${signedIdOf(signed.type, signed.body)}`;
