// Opens the room of a workshop on this laptop. A notebook that belongs to no workshop founds one: whoever opens a room is
// its trainer, with its root in this vault. From then on this laptop finds its own room like any other letterbox.

import { canonicalText, type Json } from '#shared/base/json.ts';
import { err, ok } from '#shared/base/result.ts';
import type { RoomState } from '#shared/wire/room.ts';
import { rootPlace } from '../engine/offices.ts';
import type { RoomWords } from '../engine/room-door.ts';
import { type Done, isSecretariat, isWorkshop, profileOf, type Session } from '../engine/session.ts';
import { PROFILE } from '../engine/shelf-names.ts';
import { commitTrust } from './commit-trust.ts';
import { foundMechanism } from './found-mechanism.ts';

const refused = (reason: { readonly type: string }) => err({ type: 'refused', reason: { ...reason } } as const);

export async function openRoom(session: Session, { workshop, trainer, participants }: RoomWords): Done<RoomState> {
  if (!isWorkshop(session)) return refused({ type: 'onlyInWorkshop' });
  if (profileOf(session) === null) {
    const names = { es: workshop };
    const founding = { names, organisation: workshop, device: trainer, letterboxes: [], suite: 'hybrid' } as const;
    const founded = await foundMechanism(session, founding);
    if (!founded.ok) return founded;
  }
  const profile = profileOf(session);
  if (profile === null || !isSecretariat(session)) return refused({ type: 'notSecretariat' });
  if (rootPlace(session, profile) !== 'here') return refused({ type: 'rootElsewhere' });
  const bare = { ...profile, letterboxes: [] }; // each participant writes in the address by which it came
  const opened = await session.desktop.roomOpen({ profile: canonicalText(bare as object as Json), participants });
  if (!opened.ok) return refused(opened.error);
  const own = { ...profile, letterboxes: [{ name: workshop, url: opened.value.own }] };
  const done = await session.ledger.exclusive(() => commitTrust(session, new Map([[PROFILE, own as object as Json]])));
  return done.ok ? ok(opened.value) : done;
}
