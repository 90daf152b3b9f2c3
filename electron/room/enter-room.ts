// A participant's way into a workshop's room: by its address on the network, or by its welcome from a stick. Only a
// workshop's notebook enters one, and only through an address that the person allowed in this process's own dialog.

import type { Result } from '#shared/base/result.ts';
import { err, ok } from '#shared/base/result.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { type Entered, ROOM_PATH, type RoomProblem, textToWay, type WayIn } from '#shared/wire/room.ts';
import { type After, answerOf, readBody } from '../courier/answers.ts';
import type { AddressBook } from '../courier/addresses.ts';
import type { OpenProfile } from '../key-vault.ts';
import { isWorkshop } from '../profiles.ts';
import { bytesToText, joinBytes } from '#shared/base/bytes.ts';
import { enrolParticipant, openWelcome } from './welcome.ts';

export interface EnterPorts {
  readonly opened: () => OpenProfile | null;
  readonly addresses: Pick<AddressBook, 'allow'>;
  readonly after: After;
}

const MOST_WELCOME = 90_000;
/** the person waits before the screen */
const PATIENCE_MILLISECONDS = 10_000;

export async function enterRoom(ports: EnterPorts, text: string, card: Signed): Promise<Result<Entered, RoomProblem>> {
  const notebook = ports.opened();
  if (notebook === null) return err({ type: 'vaultLocked' });
  if (!isWorkshop(notebook.profile)) return err({ type: 'onlyInWorkshop' });
  const way = textToWay(text);
  if (!way.ok) return way;
  const welcome = await welcomeBy(ports, way.value);
  if (!welcome.ok) return welcome;
  const open = await openWelcome(welcome.value, way.value.code);
  if (!open.ok) return open;
  const { profile, credential } = open.value;
  const own = await enrolParticipant(card, open.value);
  if (own === undefined) return err({ type: 'notARoom' });
  const letterboxes = 'address' in way.value ? [{ name: nameOf(profile.names), url: way.value.address }] : [];
  return ok({ profile: canonicalText({ ...profile, letterboxes } as object as Json), credentials: [credential, own] });
}

async function welcomeBy({ addresses, after }: EnterPorts, way: WayIn): Promise<Result<string, RoomProblem>> {
  if ('welcome' in way) return ok(way.welcome);
  const allowed = await addresses.allow([way.address]);
  if (!allowed.ok) return allowed;
  const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
  const answer = await answerOf(`${way.address}/${ROOM_PATH}`, { signal }, after);
  if (!answer.ok) return err({ type: answer.error.problem.type === 'unreachable' ? 'roomUnreachable' : 'notARoom' });
  const chunks: Uint8Array[] = [];
  const read = await readBody(answer.value, MOST_WELCOME, (chunk) => chunks.push(chunk), after);
  const text = read.ok ? bytesToText(joinBytes(...chunks)) : undefined;
  return text === undefined ? err({ type: 'notARoom' }) : ok(text);
}

const nameOf = (names: { readonly [language: string]: string }): string => Object.values(names)[0] ?? '';
