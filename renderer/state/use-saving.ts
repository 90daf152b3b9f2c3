// Saving a report, a table or a paper, with how far it is and a way to stop.

import { useCallback, useRef, useState } from 'react';
import type { GoOn } from '#renderer/engine/report-views.ts';
import { useToast } from '#renderer/ui/toast.tsx';
import type { Result } from '#shared/base/result.ts';

type Problem = { readonly type: string };
/** null: the person changed their mind about where */
type Saved = Result<{ readonly name: string } | null, Problem>;

export interface Saving {
  /** null: nothing is being saved; `of` null: `done` are the seconds that writing has taken */
  readonly progress: { readonly done: number; readonly of: number | null } | null;
  /**
   * @param refused where it is said why it was not saved; without it, below the place
   * @returns whether it was saved
   */
  readonly save: (make: (goOn: GoOn) => Promise<Saved>, refused?: (problem: Problem) => void) => Promise<boolean>;
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
    async (make, refused = showProblem) => {
      isWanted.current = true;
      setProgress({ done: 0, of: null });
      const saved = await make((done, of) => {
        setProgress({ done, of });
        return isWanted.current;
      });
      setProgress(null);
      if (!saved.ok) refused(saved.error);
      else if (saved.value !== null) show(say.current(saved.value.name));
      return saved.ok && saved.value !== null;
    },
    [show, showProblem],
  );
  const stop = useCallback(() => {
    isWanted.current = false;
  }, []);
  return { progress, save, stop };
}
