// Tells the room that this notebook entered how far its exercises are: when something changes, and again every half
// minute, since the trainer's laptop remembers it only while its room is open.

import { type ReactNode, useEffect } from 'react';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { EXERCISES, stepsDone } from './exercises.ts';
import { usePractised } from './use-practised.ts';

const AGAIN_MS = 30_000;

export function TellProgress(): ReactNode {
  const engine = useEngine();
  const practised = usePractised();
  const trust = useRead((now) => now.trust(), ['trust']);
  const isInRoom = trust !== undefined && trust.self !== null && !trust.isSecretariat;
  const told =
    practised && JSON.stringify(EXERCISES.map((one) => ({ name: one.name, steps: stepsDone(one, practised) })));
  useEffect(() => {
    if (told === undefined || !isInRoom) return undefined;
    const tell = (): void => void engine.tellRoom(JSON.parse(told)); // not heard: told again
    tell();
    const timer = setInterval(tell, AGAIN_MS);
    return () => clearInterval(timer);
  }, [engine, told, isInRoom]);
  return null;
}
