// The engine's calls about roots whose keys are on sticks.

import { foundWithRoots } from '../flow/found-with-roots.ts';
import { closeOrganisation, succeedRoots } from '../flow/sign-roster.ts';
import { dropSigning, signWithStick, takeSigning } from '../flow/sign-together.ts';
import type { RootEngine } from './root-door.ts';
import type { Done, Session } from './session.ts';

export const rootCalls = (flow: <T>(work: (session: Session) => Done<T>) => Done<T>): Omit<RootEngine, 'roots'> => ({
  foundWithRoots: (facts) => flow((session) => foundWithRoots(session, facts)),
  signWithStick: (file, passphrase) => flow((session) => signWithStick(session, file, passphrase)),
  takeSigning: (text) => flow((session) => takeSigning(session, text)),
  dropSigning: (id) => flow((session) => dropSigning(session, id)),
  succeedRoots: (keys, threshold) => flow((session) => succeedRoots(session, keys, threshold)),
  closeOrganisation: (kid, reason) => flow((session) => closeOrganisation(session, kid, reason)),
});
