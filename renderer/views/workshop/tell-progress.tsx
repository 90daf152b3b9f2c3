// Tells the room that this notebook entered how far its exercises are: when something changes, and again every half
// minute, since the trainer's laptop remembers it only while its room is open. Where the trainer begins the workshop anew,
// this notebook does, and says so where the room is entered again.

import { type ReactNode, useEffect } from 'react';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { lastRoom } from '#renderer/state/last-room.ts';
import { go } from '#renderer/state/route.ts';
import { EXERCISES, stepsDone } from './exercises.ts';
import { usePractised } from './use-practised.ts';

const AGAIN_MS = 30_000;

export interface TellProgressProps {
  readonly onStartAgain: () => Promise<unknown>;
}

export function TellProgress({ onStartAgain }: TellProgressProps): ReactNode {
  const engine = useEngine();
  const practised = usePractised();
  const trust = useRead((now) => now.trust(), ['trust']);
  const isInRoom = trust !== undefined && trust.self !== null && !trust.isSecretariat;
  const told =
    practised && JSON.stringify(EXERCISES.map((one) => ({ name: one.name, steps: stepsDone(one, practised) })));
  useEffect(() => {
    if (told === undefined || !isInRoom) return undefined;
    let isGone = false;
    const tell = async (): Promise<void> => {
      const heard = await engine.tellRoom(JSON.parse(told)); // not heard: told again
      if (isGone || !heard.ok || !heard.value.isAgain) return;
      isGone = true;
      lastRoom.setState({ isAgain: true });
      go('/workshop/enter');
      void onStartAgain();
    };
    void tell();
    const timer = setInterval(() => void tell(), AGAIN_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [engine, told, isInRoom, onStartAgain]);
  return null;
}
