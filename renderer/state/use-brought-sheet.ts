// A spreadsheet that somebody brings: chosen or dropped, looked at before anything is written, then taken in. Where the
// notebook moved on meanwhile it is looked at again.

import { useState } from 'react';
import type { Saved } from '#renderer/engine/saved.ts';
import type { Result } from '#shared/base/result.ts';
import type { NamedFile } from '#shared/wire/files.ts';
import { useDesktop } from './engine-context.tsx';

interface Problem {
  readonly type: string;
}

export interface Brought<Plan> {
  readonly file: NamedFile;
  readonly plan: Plan;
}

export interface BroughtSheet<Plan> {
  readonly brought: Brought<Plan> | undefined;
  readonly problem: Problem | undefined;
  readonly isBusy: boolean;
  readonly look: (file: NamedFile) => Promise<void>;
  /** Lets the person choose one. */
  readonly pick: () => Promise<void>;
  readonly take: () => Promise<void>;
  readonly leave: () => void;
}

interface Deeds<Plan> {
  /** Changes nothing. */
  readonly plan: (file: NamedFile) => Promise<Result<Plan, Problem>>;
  readonly take: (brought: Brought<Plan>) => Promise<Result<Saved, Problem>>;
  readonly onTaken: (brought: Brought<Plan>, saved: Saved) => void;
}

export function useBroughtSheet<Plan>(deeds: Deeds<Plan>): BroughtSheet<Plan> {
  const desktop = useDesktop();
  const [brought, setBrought] = useState<Brought<Plan>>();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);

  const busy = async <T>(work: Promise<T>): Promise<T> => {
    setProblem(undefined);
    setBusy(true);
    return work.finally(() => setBusy(false));
  };
  const look = async (file: NamedFile): Promise<void> => {
    const plan = await busy(deeds.plan(file));
    if (plan.ok) setBrought({ file, plan: plan.value });
    else setProblem(plan.error);
  };
  return {
    brought,
    problem,
    isBusy,
    look,
    async pick() {
      const picked = await desktop.filePick({ kind: 'xlsx' });
      if (!picked.ok) setProblem(picked.error);
      else if (picked.value !== null) await look(picked.value);
    },
    async take() {
      if (brought === undefined) return;
      const taken = await busy(deeds.take(brought));
      if (taken.ok) {
        setBrought(undefined);
        deeds.onTaken(brought, taken.value);
        return;
      }
      if (taken.error.type === 'spreadsheetMoved') await look(brought.file);
      setProblem(taken.error);
    },
    leave: () => setBrought(undefined),
  };
}
