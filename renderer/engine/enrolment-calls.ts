// The engine's calls about belonging: founding and joining a mechanism, enrolling by card or by invitation, both sides,
// and taking a signature away and giving it back.

import { acceptCredentials } from '../flow/accept-credentials.ts';
import { enrolDevice } from '../flow/enrol-device.ts';
import { foundMechanism } from '../flow/found-mechanism.ts';
import { grantInvitation, invite, takeAnswer, withdrawInvitation } from '../flow/invite.ts';
import {
  acceptGrant,
  answerInvitation,
  dropJoining,
  hearComparison,
  settleComparison,
} from '../flow/join-by-invitation.ts';
import { joinMechanism } from '../flow/join-mechanism.ts';
import { makeCard } from '../flow/make-card.ts';
import { readmitDevice, revokeDevice } from '../flow/sign-roster.ts';
import { thenSettling } from '../flow/settle-erasures.ts';
import type { Engine } from './door.ts';
import type { Done, Session } from './session.ts';

type EnrolmentCalls = Pick<
  Engine,
  | 'joinMechanism'
  | 'makeCard'
  | 'acceptCredentials'
  | 'foundMechanism'
  | 'enrolDevice'
  | 'revokeDevice'
  | 'readmitDevice'
  | 'invite'
  | 'withdrawInvitation'
  | 'takeAnswer'
  | 'grantInvitation'
  | 'answerInvitation'
  | 'hearComparison'
  | 'settleComparison'
  | 'dropJoining'
  | 'acceptGrant'
>;

export const enrolmentCalls = (flow: <T>(work: (session: Session) => Done<T>) => Done<T>): EnrolmentCalls => {
  const trusting = thenSettling(flow);
  return {
    joinMechanism: (text) => trusting((session) => joinMechanism(session, text)),
    makeCard: (name) => trusting((session) => makeCard(session, name)),
    acceptCredentials: (text) => trusting((session) => acceptCredentials(session, text)),
    foundMechanism: (facts) => trusting((session) => foundMechanism(session, facts)),
    enrolDevice: (card, role, organisation) => trusting((session) => enrolDevice(session, card, role, organisation)),
    revokeDevice: (kid, reason) => trusting((session) => revokeDevice(session, kid, reason)),
    readmitDevice: (kid, reason) => trusting((session) => readmitDevice(session, kid, reason)),
    invite: (facts) => trusting((session) => invite(session, facts)),
    withdrawInvitation: (id) => trusting((session) => withdrawInvitation(session, id)),
    takeAnswer: (text, evenIfExpired) => trusting((session) => takeAnswer(session, text, evenIfExpired)),
    grantInvitation: (id) => trusting((session) => grantInvitation(session, id)),
    answerInvitation: (text, name, organisation) =>
      trusting((session) => answerInvitation(session, text, name, organisation)),
    hearComparison: (text) => trusting((session) => hearComparison(session, text)),
    settleComparison: (isSame) => trusting((session) => settleComparison(session, isSame)),
    dropJoining: () => trusting(dropJoining),
    acceptGrant: (text) => trusting((session) => acceptGrant(session, text)),
  };
};
