// The part of the engine's door about the local network: a workshop's room, the trainer's side and a participant's, and
// what a real notebook receives from and hands over to other laptops.

import type { Result } from '#shared/base/result.ts';
import type { HubState } from '#shared/wire/hub.ts';
import type { CourierProblem } from '#shared/wire/problems.ts';
import type { Progress, RoomState } from '#shared/wire/room.ts';
import type { TakeInReport } from './carry-views.ts';
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

  /** This laptop as a letterbox for its mechanism's others on the local network, until `hubClose` or the lock. */
  openHub(): Promise<Result<HubState, EngineProblem>>;
  /** Takes in what came there, open or not. */
  takeFromHub(): Promise<Result<readonly TakeInReport[], EngineProblem | CourierProblem>>;
  /** Keeps another laptop's address, typed or from a picture, once the person allowed it; answers its letterbox. */
  keepPlace(typed: string): Promise<Result<string, EngineProblem>>;
}
