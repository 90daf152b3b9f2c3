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

export const enrolmentCalls = (flow: <T>(work: (session: Session) => Done<T>) => Done<T>): EnrolmentCalls => ({
  joinMechanism: (text) => flow((session) => joinMechanism(session, text)),
  makeCard: (name) => flow((session) => makeCard(session, name)),
  acceptCredentials: (text) => flow((session) => acceptCredentials(session, text)),
  foundMechanism: (facts) => flow((session) => foundMechanism(session, facts)),
  enrolDevice: (card, role, organisation) => flow((session) => enrolDevice(session, card, role, organisation)),
  revokeDevice: (kid, reason) => flow((session) => revokeDevice(session, kid, reason)),
  readmitDevice: (kid, reason) => flow((session) => readmitDevice(session, kid, reason)),
  invite: (facts) => flow((session) => invite(session, facts)),
  withdrawInvitation: (id) => flow((session) => withdrawInvitation(session, id)),
  takeAnswer: (text, evenIfExpired) => flow((session) => takeAnswer(session, text, evenIfExpired)),
  grantInvitation: (id) => flow((session) => grantInvitation(session, id)),
  answerInvitation: (text, name, organisation) =>
    flow((session) => answerInvitation(session, text, name, organisation)),
  hearComparison: (text) => flow((session) => hearComparison(session, text)),
  settleComparison: (isSame) => flow((session) => settleComparison(session, isSame)),
  dropJoining: () => flow(dropJoining),
  acceptGrant: (text) => flow((session) => acceptGrant(session, text)),
});
