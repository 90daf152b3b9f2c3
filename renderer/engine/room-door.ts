// The part of the engine's door about a workshop's room: the trainer's side and a participant's.

import type { Result } from '#shared/base/result.ts';
import type { CourierProblem } from '#shared/wire/problems.ts';
import type { Progress, RoomState } from '#shared/wire/room.ts';
import type { EngineProblem } from './engine-problem.ts';

/** What a workshop founded here is called, and who is in it. */
export interface RoomWords {
  readonly workshop: string;
  readonly trainer: string;
  readonly participants: string;
}

/** What a room answers. */
export interface RoomWord {
  /** its trainer says, under the workshop's root, that this notebook begins anew */
  readonly isAgain: boolean;
}

export interface RoomEngine {
  /** Opens this laptop's room; founds the workshop first where this notebook has none. */
  openRoom(words: RoomWords): Promise<Result<RoomState, EngineProblem>>;
  /** Enters another laptop's room by what was typed, a picture's text or a file; again, with another address. */
  enterRoom(way: string, name: string): Promise<Result<null, EngineProblem>>;
  /** Tells the room that this device entered how far it is; nothing where it entered none. */
  tellRoom(progress: readonly Progress[]): Promise<Result<RoomWord, EngineProblem | CourierProblem>>;
}
