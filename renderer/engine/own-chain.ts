// The credentials that vouch for this device: its organisation's, then its own; empty before it was enrolled.

import { keyIdOf, type Signed } from '#shared/log/envelope.ts';
import { decodeCredential } from '#shared/log/roster.ts';
import { credentialsIn, selfOf, type Session } from './session.ts';

export function ownChain(session: Session): readonly Signed[] {
  const self = selfOf(session);
  return self === null ? [] : chainOf(credentialsIn(session.ledger.store), self.kid, self.organisationKid);
}

/** Of all credentials, those of one device under one organisation, the organisation's first. */
export function chainOf(credentials: readonly Signed[], device: string, organisation: string): readonly Signed[] {
  const decoded = credentials.flatMap((signed) => {
    const credential = decodeCredential(signed);
    return credential === undefined ? [] : [{ signed, credential, kid: keyIdOf(credential.card.key) }];
  });
  const organisations = decoded.filter(
    ({ credential, kid }) => credential.subject === 'organisation' && kid === organisation,
  );
  const devices = decoded.filter(
    ({ credential, kid }) => credential.subject === 'device' && kid === device && credential.parent === organisation,
  );
  return [...organisations, ...devices].map(({ signed }) => signed);
}
