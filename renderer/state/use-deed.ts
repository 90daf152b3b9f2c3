// Runs a deed of one press: says what was done, with "Undo" beside it where the engine says what to take back, or why
// it was not done. Taking back is a new change like any other.

import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Saved } from '#renderer/engine/door.ts';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { Result } from '#shared/base/result.ts';
import { useToast } from '#renderer/ui/toast.tsx';
import { useEngine } from './engine-context.tsx';

export type Deed = Promise<Result<Saved, EngineProblem>>;

/** Answers whether it was done. */
export function useDeed(): (deed: Deed, done: string) => Promise<boolean> {
  const { showProblem } = useToast();
  const say = useSayDone();
  return useCallback(
    async (deed, done) => {
      const answer = await deed;
      if (answer.ok) say(done, answer.value);
      else showProblem(answer.error);
      return answer.ok;
    },
    [say, showProblem],
  );
}

/** Says what was done, for whoever shows problems in a place of its own. */
export function useSayDone(): (done: string, saved: Saved, whenUndone?: () => void) => void {
  const { t } = useTranslation('app');
  const engine = useEngine();
  const { show, showProblem } = useToast();
  return useCallback(
    (done, { undo }, whenUndone) => {
      if (undo === undefined) return show(done);
      const takeBack = async (): Promise<void> => {
        const answer = await engine.undo(undo);
        if (!answer.ok) return showProblem(answer.error);
        whenUndone?.();
        show(t('undone'));
      };
      show(done, { label: t('undo'), onPress: () => void takeBack() });
    },
    [engine, show, showProblem, t],
  );
}
