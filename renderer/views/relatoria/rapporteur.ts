// The hand that writes a relatoría: every act is given to the engine at once and saved as a draft; leaving the place
// signs what was written. Acts follow one another, so that none is made over a text that is not there yet.

import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { RelatoriaDeed, RelatoriaProblem } from '#shared/report/relatoria-deed.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { useSave } from '#renderer/state/save.tsx';
import type { RecordId } from '#shared/base/ids.ts';

export type ActProblem = EngineProblem | RelatoriaProblem;

/** Answers why it was not done; null: it was. */
export type Act = (deed: RelatoriaDeed) => Promise<ActProblem | null>;

/** What is refused for what it would put into the text, and what could not be saved. */
const REFUSALS: ReadonlySet<string> = new Set(['forbiddenWords', 'sourceDenied', 'quoteWithoutSource', 'sentenceGone']);

export function useRapporteur(id: RecordId): { readonly act: Act; readonly settled: () => Promise<unknown> } {
  const engine = useEngine();
  const { saved, failed } = useSave();
  const last = useRef<Promise<unknown>>(Promise.resolve());

  const act = useCallback<Act>(
    (deed) => {
      const own = last.current.then(async () => {
        const answer = await engine.writeRelatoria(id, deed);
        if (answer.ok) saved(answer.value);
        else if (!REFUSALS.has(answer.error.type)) failed(answer.error);
        return answer.ok ? null : answer.error;
      });
      last.current = own;
      return own;
    },
    [engine, id, saved, failed],
  );

  useEffect(
    () => () => {
      // after this moment: what is open in the text is written as it closes
      queueMicrotask(() => {
        void last.current.then(async () => {
          const finished = await engine.finishRecord(id);
          if (!finished.ok) await engine.leaveRecord(id);
        });
      });
    },
    [engine, id],
  );
  return useMemo(() => ({ act, settled: () => last.current }), [act]);
}
