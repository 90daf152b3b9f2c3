// This device's card: what it says of itself, signed with its own key, to be given to whoever enrols it. The
// recipient is of the mechanism's suite, so that bundles can be sealed for this device too.

import { canonicalText, type Json } from '#shared/base/json.ts';
import { err, ok } from '#shared/base/result.ts';
import type { Suite } from '#shared/log/profile.ts';
import { type Card, signCard } from '#shared/log/roster.ts';
import { activityChange } from '../engine/activity.ts';
import { deviceSigner, type Done, profileOf, type Session } from '../engine/session.ts';
import { DEVICE_NAME } from '../engine/shelf-names.ts';

const LONGEST_NAME = 200;

export async function makeCard(session: Session, name: string): Done<string> {
  const clean = nameOfCard(name);
  if (clean === undefined) return err({ type: 'refused', reason: { type: 'noName' } });
  const card = await signCard(cardOf(session, clean, profileOf(session)?.suite ?? 'hybrid'), deviceSigner(session));
  const noted = await session.ledger.exclusive(() =>
    session.ledger.commit({
      shelf: new Map([[DEVICE_NAME, clean], ...activityChange(session, 'madeCard', { name: clean })]),
    }),
  );
  if (!noted.ok) return err(noted.error);
  session.tell(['trust', 'activity']);
  return ok(canonicalText(card as object as Json));
}

export const cardOf = ({ device }: Session, name: string, suite: Suite): Card => ({
  key: device.key,
  name,
  recipient: suite === 'hybrid' ? device.recipient : device.classicRecipient,
});

export function nameOfCard(name: string): string | undefined {
  const clean = name.trim().toWellFormed().slice(0, LONGEST_NAME).toWellFormed();
  return clean === '' ? undefined : clean;
}
