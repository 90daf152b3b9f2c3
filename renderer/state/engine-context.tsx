// How a view reaches the engine and the desktop: through these contexts, so that a test can hand in its own.
// `useRead` is the read hook of every view: it reads once, and again whenever a topic it names changes; a
// change that comes while reading leads to one more reading, never to two at a time.

import {
  createContext,
  type ReactNode,
  startTransition,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Engine, Topic } from '#renderer/engine/door.ts';
import type { Desktop } from '#shared/wire/ipc.ts';

interface Doors {
  readonly engine: Engine;
  readonly desktop: Desktop;
  /** listens to the engine's topics; answers a function that stops */
  readonly onTopics: (listener: (topics: readonly Topic[]) => void) => () => void;
}

const DoorsContext = createContext<Doors | null>(null);

export interface EngineProviderProps {
  readonly engine: Engine;
  readonly desktop: Desktop;
  readonly children: ReactNode;
}

export function EngineProvider({ engine, desktop, children }: EngineProviderProps): ReactNode {
  const listeners = useRef(new Set<(topics: readonly Topic[]) => void>());
  useEffect(() => {
    let isMounted = true;
    void engine.subscribe((topics) => {
      if (isMounted) for (const listener of listeners.current) listener(topics);
    });
    return () => {
      isMounted = false;
    };
  }, [engine]);
  const onTopics = useCallback((listener: (topics: readonly Topic[]) => void) => {
    listeners.current.add(listener);
    return () => {
      listeners.current.delete(listener);
    };
  }, []);
  const doors = useMemo(() => ({ engine, desktop, onTopics }), [engine, desktop, onTopics]);
  return <DoorsContext value={doors}>{children}</DoorsContext>;
}

export const useEngine = (): Engine => useDoors().engine;

export const useDesktop = (): Desktop => useDoors().desktop;

/**
 * What a read of the engine answers, kept up to date; undefined until the first answer. `deps`: the plain values
 * the read depends on; while a new answer is on its way, the last one stays on the screen.
 */
export function useRead<T>(
  read: (engine: Engine) => Promise<T>,
  topics: readonly Topic[],
  deps: readonly unknown[] = [],
): T | undefined {
  const { engine, onTopics } = useDoors();
  const [value, setValue] = useState<T>();
  const [bug, setBug] = useState<Error>();
  const key = JSON.stringify(deps);
  const current = useRef(read);
  current.current = read;
  const wanted = useRef(topics);
  wanted.current = topics;

  useEffect(() => {
    let isCurrent = true;
    let isReading = false;
    let isStale = false;
    const readNow = async (): Promise<void> => {
      if (isReading) {
        isStale = true;
        return;
      }
      isReading = true;
      do {
        isStale = false;
        try {
          const answer = await current.current(engine);
          if (isCurrent) startTransition(() => setValue(() => answer)); // drawn in slices: whoever types goes first
        } catch (thrown) {
          if (isCurrent) setBug(thrown instanceof Error ? thrown : new Error('a read failed'));
        }
      } while (isStale && isCurrent);
      isReading = false;
    };
    void readNow();
    const stop = onTopics((changed) => {
      if (changed.some((topic) => wanted.current.includes(topic))) void readNow();
    });
    return () => {
      isCurrent = false;
      stop();
    };
  }, [engine, onTopics, key]);

  if (bug !== undefined) throw bug; // to the error boundary: a read that rejects is a bug
  return value;
}

function useDoors(): Doors {
  const doors = useContext(DoorsContext);
  if (doors === null) throw new Error('no engine around this view');
  return doors;
}
