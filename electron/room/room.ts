// The room of a workshop on the trainer's laptop: its hub, in a workshop's notebook and in no other. Its code comes from the notebook's key: after a power cut the room is opened again
// under the code that is written on the blackboard. What is left in it lies in the notebook's folder and goes with it.

import { join } from 'node:path';
import type { Bytes } from '#shared/base/bytes.ts';
import type { KeyId } from '#shared/base/ids.ts';
import { oneAtATime } from '#shared/base/one-at-a-time.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { bytesToTypedCode } from '#shared/base/typed-code.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { decodeProfile, hasOwnKeys, type MechanismProfile } from '#shared/log/profile.ts';
import {
  decodeProgress,
  type Participant,
  ROOM_CODE_BYTES,
  type RoomProblem,
  type RoomState,
  wayToFile,
} from '#shared/wire/room.ts';
import { signAgain, toldToText } from '#shared/wire/room-again.ts';
import type { OpenProfile } from '../key-vault.ts';
import { isWorkshop } from '../profiles.ts';
import type { Random } from '../seal.ts';
import type { Hub, HubLetterbox, OpenHub } from './hub.ts';
import { rootSignerOf, roomKeysOf, SALT_BYTES, sealWelcome } from './welcome.ts';

export interface RoomPorts {
  readonly hub: Hub;
  readonly random: Random;
  readonly opened: () => OpenProfile | null;
  /** as the root of the open vault; undefined: it is locked */
  readonly signAsRoot: (type: string, body: string) => Promise<Bytes | undefined>;
  readonly onChange: () => void;
}

export interface Room {
  readonly open: (request: {
    readonly profile: string;
    readonly participants: string;
  }) => Promise<Result<RoomState, RoomProblem>>;
  readonly state: () => RoomState | null;
  /** Tells all who are in it to begin anew, each when they are heard next. */
  readonly again: () => Promise<Result<RoomState, RoomProblem>>;
  readonly close: () => Promise<void>;
}

interface OpenRoom {
  readonly hub: OpenHub;
  readonly code: string;
  readonly file: string;
  readonly people: Map<string, Participant>;
  /** by device: what it is told when it is heard next, and again should that be lost */
  readonly words: Map<string, Signed>;
  readonly profile: MechanismProfile;
}

const MOST_PEOPLE = 200;

export function createRoom({ hub, random, opened, signAsRoot, onChange }: RoomPorts): Room {
  const inTurn = oneAtATime();
  let room: OpenRoom | undefined;

  /** The hub may have been closed without asking here. */
  const roomNow = (): OpenRoom | undefined => (room?.hub === hub.now() ? room : undefined);

  const state = (): RoomState | null => {
    const now = roomNow();
    if (now === undefined) return null;
    const { code, file, people, words } = now;
    const { url, port } = now.hub.running;
    const toHear = [...people.keys()].filter((kid) => words.has(kid)).length;
    return { addresses: hub.addresses(), own: url, port, code, file, people: [...people.values()], toHear };
  };
  const told = (): Result<RoomState, RoomProblem> => {
    onChange();
    const now = state();
    return now === null ? err({ type: 'vaultLocked' }) : ok(now);
  };

  const open: Room['open'] = async ({ profile: text, participants }) => {
    const already = state();
    if (already !== null) return ok(already);
    const notebook = opened();
    if (notebook === null) return err({ type: 'vaultLocked' });
    const profile = decodeProfile(text);
    if (!isWorkshop(notebook.profile)) return err({ type: 'onlyInWorkshop' });
    if (!profile.ok || !profile.value.practice || !hasOwnKeys(profile.value)) return err({ type: 'practiceMixed' });
    const code = notebook.keyFor('room code').subarray(0, ROOM_CODE_BYTES);
    const salt = notebook.keyFor('room salt').subarray(0, SALT_BYTES);
    const root = rootSignerOf(profile.value, signAsRoot);
    const welcome = await sealWelcome(await roomKeysOf(code, salt), salt, profile.value, participants, root, random);
    const people = new Map<string, Participant>();
    const words = new Map<string, Signed>();
    const letterbox: HubLetterbox = {
      folder: join(notebook.folder, 'room'),
      profile: profile.value,
      room: {
        welcome,
        hear: ({ kid, name }, told) => {
          const progress = decodeProgress(told);
          if (progress === undefined || (people.size >= MOST_PEOPLE && !people.has(kid))) return undefined;
          const again = words.get(kid) ?? null;
          if (again === null) people.set(kid, { kid, name, progress });
          else people.delete(kid); // it comes again as somebody else
          onChange();
          return toldToText({ again });
        },
      },
    };
    const open = await hub.open(letterbox);
    if (!open.ok) return open;
    const typed = bytesToTypedCode(code);
    room = { hub: open.value, code: typed, file: wayToFile(welcome, typed), people, words, profile: profile.value };
    return told();
  };

  const again = async (): Promise<Result<RoomState, RoomProblem>> => {
    const asked = roomNow();
    if (asked === undefined || opened() === null) return err({ type: 'vaultLocked' });
    const root = rootSignerOf(asked.profile, signAsRoot);
    for (const kid of asked.people.keys()) asked.words.set(kid, await signAgain(asked.profile.id, kid as KeyId, root));
    return told();
  };

  return {
    open: (request) => inTurn(() => open(request)),
    again: () => inTurn(again),
    state,
    async close() {
      await hub.close();
      await inTurn(hub.close); // what was being opened
    },
  };
}
