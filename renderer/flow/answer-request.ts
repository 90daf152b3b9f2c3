// One press each: the request for a device as a bundle that holds nothing else but answers, to be put on a stick; and
// what a device asked for, exactly that, for exactly that device.

import type { KeyId } from '#shared/base/ids.ts';
import { err } from '#shared/base/result.ts';
import type { BundleChoice, BundleTicket } from '../engine/carry-views.ts';
import { readersOf } from '../engine/readers.ts';
import type { Done, Session } from '../engine/session.ts';
import { makeBundle } from './make-bundle.ts';

export const askAgain = (session: Session, device: KeyId): Done<BundleTicket> => makeFor(session, device, 'answers');

export const answerRequest = (session: Session, device: KeyId): Done<BundleTicket> =>
  makeFor(session, device, 'request');

async function makeFor(session: Session, device: KeyId, only: NonNullable<BundleChoice['only']>): Done<BundleTicket> {
  const reader = readersOf(session).find(({ kid }) => kid === device);
  if (reader === undefined) return err({ type: 'refused', reason: { type: 'unknownReader' } });
  return makeBundle(session, { reader: reader.id, only });
}
