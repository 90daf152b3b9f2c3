// Taking in, as a state: files one after another, whatever door they come through (chosen, dropped, given by a
// double click, fetched from a letterbox), each with its report. Nothing is lost if the person leaves meanwhile:
// the reports of what was taken in are in the inbox.

import { useCallback, useEffect, useRef, useState } from 'react';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { TakeInReport } from '#renderer/engine/carry-views.ts';
import { useDesktop, useEngine } from '#renderer/state/engine-context.tsx';
import { oneAhead } from '#shared/base/one-ahead.ts';
import type { CourierProblem, DiskProblem, NamedFile } from '#shared/wire/ipc.ts';

export interface Taken {
  readonly key: number;
  readonly report: TakeInReport;
  /** the file, where it is for somebody else and can be carried to them */
  readonly sealed?: Uint8Array;
}

export interface TakeInDesk {
  /** newest first */
  readonly taken: readonly Taken[];
  /** name of what is being looked at */
  readonly current: string | null;
  readonly problem: EngineProblem | CourierProblem | DiskProblem | null;
  /** a letterbox had nothing new */
  readonly isNothingNew: boolean;
  readonly pick: () => Promise<void>;
  readonly takeFiles: (files: readonly NamedFile[]) => Promise<void>;
  readonly fetchFrom: (letterbox: { readonly name: string; readonly url: string }) => Promise<void>;
}

export function useTakeIn(): TakeInDesk {
  const engine = useEngine();
  const desktop = useDesktop();
  const [taken, setTaken] = useState<readonly Taken[]>([]);
  const [current, setCurrent] = useState<string | null>(null);
  const [problem, setProblem] = useState<TakeInDesk['problem']>(null);
  const [isNothingNew, setNothingNew] = useState(false);
  const line = useRef(Promise.resolve());
  const count = useRef(0);

  const add = useCallback((report: TakeInReport, bytes?: Uint8Array) => {
    count.current++;
    const key = count.current;
    const isForOther = bytes !== undefined && report.problem?.type === 'notForMe';
    setTaken((before) => [{ key, report, ...(isForOther ? { sealed: bytes } : {}) }, ...before]);
  }, []);

  const takeFiles = useCallback(
    (files: readonly NamedFile[]): Promise<void> => {
      line.current = line.current.then(async () => {
        setProblem(null);
        setNothingNew(false);
        const take = ({ name, bytes }: NamedFile): ReturnType<typeof engine.takeIn> => {
          setCurrent(name);
          return engine.takeIn(name, bytes);
        };
        let at = 0;
        for await (const answer of oneAhead(files, take)) {
          const bytes = files[at++]?.bytes;
          if (answer.ok) add(answer.value, bytes);
          else setProblem(answer.error);
        }
        setCurrent(null);
      });
      return line.current;
    },
    [engine, add],
  );

  const pick = useCallback(async () => {
    const picked = await desktop.bundlePick();
    if (!picked.ok) setProblem(picked.error);
    else if (picked.value !== null) await takeFiles([picked.value]);
  }, [desktop, takeFiles]);

  const fetchFrom = useCallback(
    async ({ name, url }: { readonly name: string; readonly url: string }) => {
      setProblem(null);
      setNothingNew(false);
      setCurrent(name);
      const answer = await engine.fetchFrom(url);
      setCurrent(null);
      if (!answer.ok) setProblem(answer.error);
      else if (answer.value.length === 0) setNothingNew(true);
      else for (const report of answer.value) add(report);
    },
    [engine, add],
  );

  useEffect(() => {
    const takeWaiting = async (): Promise<void> => {
      const files = await desktop.bundlesWaiting();
      if (files.length > 0) await takeFiles(files);
    };
    void takeWaiting();
    return desktop.on('bundlesArrived', () => void takeWaiting());
  }, [desktop, takeFiles]);

  return { taken, current, problem, isNothingNew, pick, takeFiles, fetchFrom };
}
