// The engine's calls about roots whose keys are on sticks.

import { foundWithRoots } from '../flow/found-with-roots.ts';
import { closeOrganisation, succeedRoots } from '../flow/sign-roster.ts';
import { dropSigning, signWithStick, takeSigning } from '../flow/sign-together.ts';
import { thenSettling } from '../flow/settle-erasures.ts';
import { letRead, turnReadingKey } from '../flow/turn-reading-key.ts';
import type { RootEngine } from './root-door.ts';
import type { Done, Session } from './session.ts';

export const rootCalls = (flow: <T>(work: (session: Session) => Done<T>) => Done<T>): Omit<RootEngine, 'roots'> => {
  const trusting = thenSettling(flow);
  return {
    foundWithRoots: (facts) => trusting((session) => foundWithRoots(session, facts)),
    signWithStick: (file, passphrase) => trusting((session) => signWithStick(session, file, passphrase)),
    takeSigning: (text) => trusting((session) => takeSigning(session, text)),
    dropSigning: (id) => trusting((session) => dropSigning(session, id)),
    succeedRoots: (keys, threshold) => trusting((session) => succeedRoots(session, keys, threshold)),
    turnReadingKey: () => trusting((session) => turnReadingKey(session)),
    letRead: (kid) => trusting((session) => letRead(session, kid)),
    closeOrganisation: (kid, reason) => trusting((session) => closeOrganisation(session, kid, reason)),
  };
};
