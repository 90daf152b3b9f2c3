// Who may no longer come in. The newest roster that the mechanism's roots signed is kept, whoever brought it
// (it is its own proof), and a device or an organisation named in it is refused. A version never goes back.

import type { KeyId } from '#shared/base/ids.ts';
import { bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { parseJson } from '#shared/base/json.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { judgeRoster } from '#shared/log/judge-trust.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import { NO_TRUST, resolveTrust, type Trust } from '#shared/log/roster.ts';
import { isAfter } from '#shared/log/roster-body.ts';
import { decodeSigned } from '#shared/wire/letterbox.ts';
import type { ObjectStore } from './store.ts';

export interface Rosters {
  readonly isRevoked: (kid: KeyId) => boolean;
  /** Takes a roster over if it is newer and the roots signed it; answers whether it did. */
  readonly offer: (signed: Signed) => Promise<boolean>;
}

const KEY = 'rosters/newest';

export async function openRosters(profile: MechanismProfile, store: ObjectStore): Promise<Rosters> {
  let trust: Trust = NO_TRUST;
  let turn: Promise<unknown> = Promise.resolve();

  const adopt = async (signed: Signed): Promise<boolean> => {
    const judged = await judgeRoster(profile, trust, signed);
    if (!judged.ok || !isAfter(judged.value, trust.roster)) return false;
    trust = await resolveTrust(profile, [], [signed]);
    return true;
  };

  const kept = bytesToText((await store.get(KEY)) ?? textToBytes('null')) ?? 'null';
  const parsed = parseJson(kept, { size: 4 * 1024 * 1024, depth: 6 });
  const signed = parsed.ok ? decodeSigned(parsed.value) : undefined;
  if (signed !== undefined) await adopt(signed);

  return {
    isRevoked: (kid) => trust.revocations.has(kid),
    offer: (offered) => {
      const done = turn.then(async () => {
        const isNewer = await adopt(offered);
        if (isNewer) await store.put(KEY, textToBytes(JSON.stringify(offered)));
        return isNewer;
      });
      turn = done.catch(() => undefined); // one after the other, so that the kept one is the newest
      return done;
    },
  };
}
