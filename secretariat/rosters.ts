// Who may no longer come in. The newest roster that the mechanism's roots signed is kept, whoever brought it
// (it is its own proof), and a device or an organisation named in it is refused. A version never goes back.

import type { KeyId } from '#shared/base/ids.ts';
import { textToBytes } from '#shared/base/bytes.ts';
import { oneAtATime } from '#shared/base/one-at-a-time.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { judgeRoster } from '#shared/log/judge-trust.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import { NO_TRUST, resolveTrust, type Trust } from '#shared/log/roster.ts';
import { isAfter } from '#shared/log/roster-body.ts';
import { bytesToSigned } from './bundles.ts';
import type { ObjectStore } from './store.ts';

export interface Rosters {
  readonly isRevoked: (kid: KeyId) => boolean;
  /** Takes a roster over if it is newer and the roots signed it; answers whether it did. */
  readonly offer: (signed: Signed) => Promise<boolean>;
  /** Takes over what another node was given meanwhile; puts the newer one back where an older one overwrote it. */
  readonly refresh: () => Promise<void>;
}

const KEY = 'rosters/newest';

export async function openRosters(profile: MechanismProfile, store: ObjectStore): Promise<Rosters> {
  let trust: Trust = NO_TRUST;
  let newest: Signed | undefined;
  const inTurn = oneAtATime(); // so that the kept one is the newest

  const adopt = async (signed: Signed): Promise<boolean> => {
    const judged = await judgeRoster(profile, trust, signed);
    if (!judged.ok || !isAfter(judged.value, trust.roster)) return false;
    trust = await resolveTrust(profile, [], [signed]);
    return true;
  };

  const keep = (signed: Signed): Promise<void> => store.put(KEY, textToBytes(JSON.stringify(signed)));
  const reread = async (): Promise<void> => {
    const kept = bytesToSigned(await store.get(KEY));
    if (kept !== undefined && (await adopt(kept))) newest = kept;
    else if (newest !== undefined && newest.body !== kept?.body) await keep(newest);
  };
  await reread();

  return {
    isRevoked: (kid) => trust.revocations.has(kid),
    offer: (offered) =>
      inTurn(async () => {
        const isNewer = await adopt(offered);
        if (isNewer) {
          newest = offered;
          await keep(offered);
        }
        return isNewer;
      }),
    refresh: () => inTurn(reread),
  };
}
