// What the pages of inviting and joining read.

import { base64urlToBytes, textToBytes } from '#shared/base/bytes.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import { readAnswer } from '#shared/log/answer.ts';
import { emojiOf } from '#shared/log/compare.ts';
import { bytesToCodes } from '#shared/log/enrolment-code.ts';
import { keyIdOf, signedIdOf } from '#shared/log/envelope.ts';
import { invitationToBytes } from '#shared/log/invitation.ts';
import { type NamesAsked, twinsOf } from '#shared/log/twins.ts';
import type { Digest } from '#shared/base/ids.ts';
import { joiningIn, keptInvitations, type KeptInvitation } from './enrolment-shelf.ts';
import type { EnrolmentView, InvitationView, JoiningView, TwinView } from './enrolment-views.ts';
import { holdsOffice, rootPlace } from './offices.ts';
import { isSecretariat, profileOf, type Session } from './session.ts';

export async function readEnrolment(session: Session): Promise<EnrolmentView> {
  const kept = [...keptInvitations(session.ledger.store)].sort(([, a], [, b]) => (a.madeAt < b.madeAt ? 1 : -1));
  const invitations = kept.slice(0, MOST_SHOWN).map(([id, each]) => invitationView(session, id, each));
  return {
    mayInvite: mayInvite(session),
    invitations: await Promise.all(invitations),
    joining: joiningView(session),
  };
}

const MOST_SHOWN = 100;

/** Who has a key at hand that vouches: the roots', or an organisation's of one's own. */
export function mayInvite(session: Session): EnrolmentView['mayInvite'] {
  const profile = profileOf(session);
  if (profile !== null && isSecretariat(session) && rootPlace(session, profile) !== 'elsewhere') return 'secretariat';
  return holdsOffice(session) ? 'steward' : null;
}

/** The first few whom these names would be taken for. */
export const readTwins = ({ trust }: Session, asked: NamesAsked): readonly TwinView[] =>
  twinsOf(trust.authors, asked)
    .slice(0, MOST_TWINS)
    .map(({ what, isSame, author: { kid, name, organisation } }) => ({ what, isSame, kid, name, organisation }));

const MOST_TWINS = 3;

async function invitationView(session: Session, id: Digest, kept: KeptInvitation): Promise<InvitationView> {
  const { invitation, state, organisation, role, madeAt, grant, signed } = kept;
  const secret = base64urlToBytes(kept.secret) ?? new Uint8Array();
  const answer = signed === null ? undefined : await readAnswer(signed);
  return {
    id,
    state,
    subject: invitation.subject,
    organisation,
    role,
    until: invitation.until,
    isPast: isPast(session, invitation.until),
    madeAt,
    codes: bytesToCodes('invitation', invitationToBytes(invitation)) ?? [],
    answered:
      answer?.ok === true
        ? {
            kid: keyIdOf(answer.value.cards.device.key),
            name: answer.value.cards.organisation?.name ?? answer.value.cards.device.name,
            emoji: emojiOf(invitation, answer.value.id, secret),
            codes: bytesToCodes('comparison', secret) ?? [],
          }
        : null,
    grant,
  };
}

function joiningView(session: Session): JoiningView | null {
  const joining = joiningIn(session.ledger.store);
  if (joining === null) return null;
  const { invitation, answer, secret, isSame } = joining;
  const text = canonicalText(answer as object as Json);
  const heard = secret === null ? undefined : base64urlToBytes(secret);
  return {
    subject: invitation.subject,
    role: invitation.roles[0] ?? null,
    until: invitation.until,
    isPast: isPast(session, invitation.until),
    answer: text,
    codes: bytesToCodes('answer', textToBytes(text)) ?? [],
    emoji: heard === undefined ? null : emojiOf(invitation, signedIdOf(answer.type, answer.body), heard),
    isSame,
  };
}

const isPast = ({ clock }: Session, until: string | null): boolean =>
  until !== null && until < clock.now().slice(0, 10);
