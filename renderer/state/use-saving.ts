// Saving a report or a table, with how far it is and a way to stop.

import { useCallback, useRef, useState } from 'react';
import type { GoOn, MadeReport } from '#renderer/engine/report-views.ts';
import { useToast } from '#renderer/ui/toast.tsx';

export interface Saving {
  /** null: nothing is being saved; `of` null: `done` are the seconds that writing has taken */
  readonly progress: { readonly done: number; readonly of: number | null } | null;
  readonly save: (make: (goOn: GoOn) => Promise<MadeReport>) => Promise<void>;
  readonly stop: () => void;
}

/** @param sayOf what is said of a file that was saved, by its name */
export function useSaving(sayOf: (name: string) => string): Saving {
  const { show, showProblem } = useToast();
  const [progress, setProgress] = useState<Saving['progress']>(null);
  const isWanted = useRef(true);
  const say = useRef(sayOf);
  say.current = sayOf;
  const save = useCallback<Saving['save']>(
    async (make) => {
      isWanted.current = true;
      setProgress({ done: 0, of: 1 });
      const saved = await make((done, of) => {
        setProgress({ done, of });
        return isWanted.current;
      });
      setProgress(null);
      if (!saved.ok) showProblem(saved.error);
      else if (saved.value !== null) show(say.current(saved.value.name));
    },
    [show, showProblem],
  );
  const stop = useCallback(() => {
    isWanted.current = false;
  }, []);
  return { progress, save, stop };
}
