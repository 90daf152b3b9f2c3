// The engine's calls about the local network.

import type { Result } from '#shared/base/result.ts';
import { enterRoom } from '../flow/enter-room.ts';
import { keepPlace } from '../flow/keep-place.ts';
import { openHub, takeFromHub } from '../flow/open-hub.ts';
import { openRoom } from '../flow/open-room.ts';
import { thenSettling } from '../flow/settle-erasures.ts';
import { tellRoom } from '../flow/tell-room.ts';
import type { EngineProblem } from './engine-problem.ts';
import type { RoomEngine } from './room-door.ts';
import type { Session } from './session.ts';

type Flow = <T, E>(work: (session: Session) => Promise<Result<T, E>>) => Promise<Result<T, E | EngineProblem>>;

export const roomCalls = (flow: Flow): RoomEngine => {
  const trusting = thenSettling(flow);
  return {
    openRoom: (words) => trusting((session) => openRoom(session, words)),
    enterRoom: (way, name) => trusting((session) => enterRoom(session, way, name)),
    tellRoom: (progress) => flow((session) => tellRoom(session, progress)),
    openHub: () => flow(openHub),
    takeFromHub: () => flow(takeFromHub),
    keepPlace: (typed) => flow((session) => keepPlace(session, typed)),
  };
};
