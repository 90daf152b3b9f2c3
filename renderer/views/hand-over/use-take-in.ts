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
  /** of several files that were given together */
  readonly progress: { readonly done: number; readonly of: number } | null;
  /** begins no further file */
  readonly stop: () => void;
  /** files that were given and not begun when the person stopped */
  readonly left: readonly NamedFile[];
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
  const [progress, setProgress] = useState<TakeInDesk['progress']>(null);
  const [left, setLeft] = useState<readonly NamedFile[]>([]);
  const isStopped = useRef(false);
  const line = useRef(Promise.resolve());
  const count = useRef(0);

  const add = useCallback((report: TakeInReport, bytes?: Uint8Array) => {
    count.current++;
    const key = count.current;
    const isForOther = bytes !== undefined && report.problem?.type === 'notForMe';
    setTaken((before) => [{ key, report, ...(isForOther ? { sealed: bytes } : {}) }, ...before]);
  }, []);

  const takeAll = useCallback(
    async (files: readonly NamedFile[]): Promise<void> => {
      setProblem(null);
      setNothingNew(false);
      setLeft([]);
      isStopped.current = false;
      const take = async (file: NamedFile): Promise<Awaited<ReturnType<typeof engine.takeIn>> | 'left'> => {
        if (isStopped.current) return 'left';
        setCurrent(file.name);
        return engine.takeIn(file.name, file.bytes);
      };
      let done = 0;
      const tell = (): void => setProgress(files.length > 1 ? { done, of: files.length } : null);
      tell();
      for await (const answer of oneAhead(files, take)) {
        if (answer === 'left') break;
        if (answer.ok) add(answer.value, files[done]?.bytes);
        else setProblem(answer.error);
        done++;
        tell();
      }
      setLeft(files.slice(done));
      setProgress(null);
      setCurrent(null);
    },
    [engine, add],
  );

  const takeFiles = useCallback(
    (files: readonly NamedFile[]): Promise<void> => {
      line.current = line.current.then(() => takeAll(files));
      return line.current;
    },
    [takeAll],
  );

  const stop = useCallback(() => {
    isStopped.current = true;
  }, []);

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

  return { taken, current, progress, stop, left, problem, isNothingNew, pick, takeFiles, fetchFrom };
}
