// The engine's calls about consent.

import { withdrawRecord } from '../flow/withdraw-record.ts';
import type { Engine } from './door.ts';
import type { Done, Session } from './session.ts';

export const consentCalls = (
  flow: <T>(work: (session: Session) => Done<T>) => Done<T>,
): Pick<Engine, 'withdrawRecord'> => ({
  withdrawRecord: (id, cells, reason = '') => flow((session) => withdrawRecord(session, id, { cells, reason })),
});
