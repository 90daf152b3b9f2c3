// Takes in what came back as text or file from whoever enrols: a JSON list of signed credentials, rosters and
// receipts. What is not well formed refuses the whole text; what proves nothing is left out and not counted.

import { type Json, parseJson } from '#shared/base/json.ts';
import { err, ok } from '#shared/base/result.ts';
import { decodeSigned } from '#shared/bundle/json-lines.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { activityChange } from '../engine/activity.ts';
import { type Done, profileOf, type Session } from '../engine/session.ts';
import { commitTrust } from './commit-trust.ts';
import { takeSigned } from './take-signed.ts';

const CAPS = { size: 4 * 1024 * 1024, depth: 8 };
const MOST = 2_000;

export async function acceptCredentials(session: Session, text: string): Done<{ readonly accepted: number }> {
  const list = decodeSignedList(text);
  if (list === undefined) return err({ type: 'refused', reason: { type: 'notCredentials' } });
  const profile = profileOf(session);
  if (profile === null) return err({ type: 'noMechanism' });
  return session.ledger.exclusive(async () => {
    const taken = await takeSigned(session, list, null);
    const accepted = taken.changes.size;
    if (accepted === 0) return ok({ accepted });
    const shelf = new Map([...taken.changes, ...activityChange(session, 'acceptedCredentials', { accepted })]);
    const done = await commitTrust(session, shelf);
    return done.ok ? ok({ accepted }) : done;
  });
}

function decodeSignedList(text: string): readonly Signed[] | undefined {
  const parsed = parseJson(text.trim(), CAPS);
  if (!parsed.ok || !Array.isArray(parsed.value) || parsed.value.length > MOST) return undefined;
  const list = (parsed.value as readonly Json[]).map(decodeSigned);
  return list.every((signed) => signed !== undefined) ? list : undefined;
}
