// Whether somebody whom others vouch for signed a thing.

import type { KeyId } from '#shared/base/ids.ts';
import { isSignedBy, type Signed } from '#shared/log/envelope.ts';
import type { Trust } from '#shared/log/roster.ts';

/** Things of one signature; false too where nobody vouches for that device. */
export async function isBy(signed: Signed, kid: KeyId, trust: Trust): Promise<boolean> {
  const signature = signed.signatures[0];
  const key = trust.authors.get(kid)?.key;
  return key !== undefined && signature !== undefined && isSignedBy(signed, signature, key);
}
