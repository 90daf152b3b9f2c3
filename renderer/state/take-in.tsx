// Taking in, as a state of the open notebook: files one after another, whatever door they come through (chosen,
// dropped, given by a double click, fetched from a letterbox), each with its report. It goes on wherever the person is,
// and whoever comes back finds it as it stands. The newest reports are here; all of them are in the inbox.

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { Engine } from '#renderer/engine/door.ts';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { TakeInReport } from '#renderer/engine/carry-views.ts';
import { oneAhead } from '#shared/base/one-ahead.ts';
import type { NamedFile } from '#shared/wire/files.ts';
import type { Desktop } from '#shared/wire/ipc.ts';
import type { CourierProblem, DiskProblem } from '#shared/wire/problems.ts';
import { useDesktop, useEngine } from './engine-context.tsx';

export interface Taken {
  readonly key: number;
  readonly report: TakeInReport;
  /** the file, where it is for somebody else and can be carried to them */
  readonly sealed?: Uint8Array;
}

export interface TakeInDesk {
  /** the newest first, and not all where they are many */
  readonly taken: readonly Taken[];
  /** reports that are in the inbox alone */
  readonly earlier: number;
  /** name of what is being looked at */
  readonly current: string | null;
  /** of several files that were given together */
  readonly progress: { readonly done: number; readonly of: number } | null;
  /** files that were given and not begun when the person stopped */
  readonly left: readonly NamedFile[];
  readonly problem: EngineProblem | CourierProblem | DiskProblem | null;
  /** a letterbox had nothing new */
  readonly isNothingNew: boolean;
  /** begins no further file */
  readonly stop: () => void;
  readonly pick: () => Promise<void>;
  readonly takeFiles: (files: readonly NamedFile[]) => Promise<void>;
  /** What was given by a double click. */
  readonly takeWaiting: () => Promise<void>;
  readonly fetchFrom: (letterbox: { readonly name: string; readonly url: string }) => Promise<void>;
  /** What other laptops left on this one; `name`: what it is called meanwhile. */
  readonly takeFromHub: (name: string) => Promise<void>;
}

const SHOWN = 20;

function createTakeInStore(engine: Engine, desktop: Desktop): StoreApi<TakeInDesk> {
  return createStore<TakeInDesk>((set, get) => {
    let isStopped = false;
    let line = Promise.resolve();
    let count = 0;

    const add = (report: TakeInReport, bytes?: Uint8Array): void => {
      count++;
      const isForOther = bytes !== undefined && report.problem?.type === 'notForMe';
      const taken = [{ key: count, report, ...(isForOther ? { sealed: bytes } : {}) }, ...get().taken];
      set({ taken: taken.slice(0, SHOWN), earlier: Math.max(0, count - SHOWN) });
    };

    const takeAll = async (files: readonly NamedFile[]): Promise<void> => {
      set({ problem: null, isNothingNew: false, left: [] });
      isStopped = false;
      const take = async (file: NamedFile): Promise<Awaited<ReturnType<typeof engine.takeIn>> | 'left'> => {
        if (isStopped) return 'left';
        set({ current: file.name });
        return engine.takeIn(file.name, file.bytes);
      };
      let done = 0;
      const tell = (): void => set({ progress: files.length > 1 ? { done, of: files.length } : null });
      tell();
      for await (const answer of oneAhead(files, take)) {
        if (answer === 'left') break;
        if (answer.ok) add(answer.value, files[done]?.bytes);
        else set({ problem: answer.error });
        done++;
        tell();
      }
      set({ left: files.slice(done), progress: null, current: null });
    };

    const fetchAs = async (name: string, fetch: () => ReturnType<Engine['fetchFrom']>): Promise<void> => {
      set({ problem: null, isNothingNew: false, current: name });
      const answer = await fetch();
      set({ current: null });
      if (!answer.ok) set({ problem: answer.error });
      else if (answer.value.length === 0) set({ isNothingNew: true });
      else for (const report of answer.value) add(report);
    };

    const takeFiles = (files: readonly NamedFile[]): Promise<void> => {
      line = line.then(() => takeAll(files));
      return line;
    };

    return {
      taken: [],
      earlier: 0,
      current: null,
      progress: null,
      left: [],
      problem: null,
      isNothingNew: false,
      stop: () => {
        isStopped = true;
      },
      takeFiles,
      pick: async () => {
        const picked = await desktop.bundlePick();
        if (!picked.ok) set({ problem: picked.error });
        else if (picked.value !== null) await takeFiles([picked.value]);
      },
      takeWaiting: async () => {
        const files = await desktop.bundlesWaiting();
        if (files.length > 0) await takeFiles(files);
      },
      fetchFrom: ({ name, url }) => fetchAs(name, () => engine.fetchFrom(url)),
      takeFromHub: (name) => fetchAs(name, () => engine.takeFromHub()),
    };
  });
}

const TakeInContext = createContext<StoreApi<TakeInDesk> | null>(null);

export function TakeInProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const engine = useEngine();
  const desktop = useDesktop();
  const [store] = useState(() => createTakeInStore(engine, desktop));
  useEffect(() => () => store.getState().stop(), [store]); // locked: what is not begun stays where it was
  return <TakeInContext value={store}>{children}</TakeInContext>;
}

export function useTakeIn(): TakeInDesk {
  const store = useContext(TakeInContext);
  if (store === null) throw new Error('no desk to take in at around this view');
  return useStore(store);
}
