// The room of a workshop on the trainer's laptop: a letterbox on its networks, for as long as the room is open, in a
// workshop's notebook and in no other. Its code comes from the notebook's key: after a power cut the room is opened again
// under the code that is written on the blackboard. What is left in it lies in the notebook's folder and goes with it.
// Why this process may listen: docs/decisions/a-room-listens.md.

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
  ROOM_PORT,
  type RoomProblem,
  type RoomState,
  wayToFile,
} from '#shared/wire/room.ts';
import { signAgain, toldToText } from '#shared/wire/room-again.ts';
import { codeOf } from '#secretariat/disk/disk.ts';
import { DEFAULT_LIMITS, type Limits } from '#secretariat/limits.ts';
import { type LetterboxOptions, type RunningLetterbox, startLetterbox } from '#secretariat/server.ts';
import type { OpenProfile } from '../key-vault.ts';
import { isWorkshop } from '../profiles.ts';
import type { Random } from '../seal.ts';
import { type Place } from './network.ts';
import { rootSignerOf, roomKeysOf, SALT_BYTES, sealWelcome } from './welcome.ts';

export interface HubPorts {
  readonly random: Random;
  readonly opened: () => OpenProfile | null;
  /** as the root of the open vault; undefined: it is locked */
  readonly signAsRoot: (type: string, body: string) => Promise<Bytes | undefined>;
  readonly places: () => readonly Place[];
  readonly onChange: (state: RoomState | null) => void;
  /** where it listens; default: on every network of this laptop */
  readonly host?: string;
  readonly port?: number;
}

export interface Hub {
  readonly open: (request: {
    readonly profile: string;
    readonly participants: string;
  }) => Promise<Result<RoomState, RoomProblem>>;
  readonly state: () => RoomState | null;
  /** Tells all who are in it to begin anew, each when they are heard next. */
  readonly again: () => Promise<Result<RoomState, RoomProblem>>;
  /** Takes nobody any more, lets end what is under way, and stops listening. */
  readonly close: () => Promise<void>;
  /** Whether this is where this laptop finds its own room. */
  readonly isOwn: (letterbox: string) => boolean;
  /** the addresses that it had when it was opened */
  readonly openedAt: () => readonly string[];
}

interface OpenRoom {
  readonly running: RunningLetterbox;
  readonly code: string;
  readonly file: string;
  readonly places: readonly string[];
  readonly people: Map<string, Participant>;
  /** by device: what it is told when it is heard next, and again should that be lost */
  readonly words: Map<string, Signed>;
  readonly profile: MechanismProfile;
}

const MIB = 1024 * 1024;
/** Thirty laptops and a trainer who tries from a telephone. */
const LIMITS: Partial<Limits> = {
  device: { ...DEFAULT_LIMITS.device, bytes: 256 * MIB },
  connections: 200,
  uploads: 200,
  drainSeconds: 3,
};
const MOST_PEOPLE = 200;

export function createHub(ports: HubPorts): Hub {
  const { random, opened, places, onChange, host = '0.0.0.0', port = ROOM_PORT } = ports;
  const inTurn = oneAtATime();
  let room: OpenRoom | undefined;

  const state = (): RoomState | null => {
    if (room === undefined) return null;
    const { running, code, file, people, words } = room;
    const addresses = places().map(({ address }) =>
      running.port === ROOM_PORT ? address : `${address}:${running.port}`,
    );
    const toHear = [...people.keys()].filter((kid) => words.has(kid)).length;
    return { addresses, own: running.url, port: running.port, code, file, people: [...people.values()], toHear };
  };

  const open: Hub['open'] = async ({ profile: text, participants }) => {
    const already = state();
    if (already !== null) return ok(already);
    const notebook = opened();
    if (notebook === null) return err({ type: 'vaultLocked' });
    const profile = decodeProfile(text);
    if (!isWorkshop(notebook.profile)) return err({ type: 'onlyInWorkshop' });
    if (!profile.ok || !profile.value.practice || !hasOwnKeys(profile.value)) return err({ type: 'practiceMixed' });
    const code = notebook.keyFor('room code').subarray(0, ROOM_CODE_BYTES);
    const salt = notebook.keyFor('room salt').subarray(0, SALT_BYTES);
    const root = rootSignerOf(profile.value, ports.signAsRoot);
    const welcome = await sealWelcome(await roomKeysOf(code, salt), salt, profile.value, participants, root, random);
    const people = new Map<string, Participant>();
    const words = new Map<string, Signed>();
    const options: LetterboxOptions = {
      folder: join(notebook.folder, 'room'),
      profile: profile.value,
      host,
      port,
      limits: LIMITS,
      room: {
        welcome,
        hear: ({ kid, name }, told) => {
          const progress = decodeProgress(told);
          if (progress === undefined || (people.size >= MOST_PEOPLE && !people.has(kid))) return undefined;
          const again = words.get(kid) ?? null;
          if (again === null) people.set(kid, { kid, name, progress });
          else people.delete(kid); // it comes again as somebody else
          onChange(state());
          return toldToText({ again });
        },
      },
    };
    const running = await start(options);
    if (!running.ok) return running;
    if (opened()?.profile !== notebook.profile) {
      await running.value.stop(); // locked meanwhile
      return err({ type: 'vaultLocked' });
    }
    const typed = bytesToTypedCode(code);
    room = {
      running: running.value,
      code: typed,
      file: wayToFile(welcome, typed),
      places: places().map(({ address }) => address),
      people,
      words,
      profile: profile.value,
    };
    const now = state();
    onChange(now);
    return now === null ? err({ type: 'vaultLocked' }) : ok(now);
  };

  const again = async (): Promise<Result<RoomState, RoomProblem>> => {
    const asked = room;
    const notebook = opened();
    if (asked === undefined || notebook === null) return err({ type: 'vaultLocked' });
    const root = rootSignerOf(asked.profile, ports.signAsRoot);
    for (const kid of asked.people.keys()) asked.words.set(kid, await signAgain(asked.profile.id, kid as KeyId, root));
    const now = state();
    onChange(now);
    return now === null ? err({ type: 'vaultLocked' }) : ok(now);
  };

  const close = async (): Promise<void> => {
    const closing = room;
    room = undefined;
    if (closing === undefined) return;
    onChange(null);
    await closing.running.stop();
  };

  return {
    open: (request) => inTurn(() => open(request)),
    again: () => inTurn(again),
    state,
    async close() {
      await close();
      await inTurn(close); // what was being opened
    },
    isOwn: (letterbox) => room?.running.url === letterbox,
    openedAt: () => room?.places ?? [],
  };
}

/** On its own port, or on any that is free where another program has it. */
async function start(options: LetterboxOptions): Promise<Result<RunningLetterbox, RoomProblem>> {
  for (const port of [options.port, 0]) {
    try {
      return ok(await startLetterbox({ ...options, port }));
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined) throw error;
      if (code !== 'EADDRINUSE') return err({ type: 'roomNotOpened', code });
    }
  }
  return err({ type: 'roomNotOpened', code: 'EADDRINUSE' });
}
