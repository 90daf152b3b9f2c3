// Translating, saved by itself within a second of a pause, one save after the other. What could not be saved stays, and
// is tried again with the next letter and before the dialog closes.

import { useCallback, useEffect, useRef, useState } from 'react';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { PAUSE } from '#renderer/views/record-form/saver.ts';
import type { RecordId } from '#shared/base/ids.ts';
import type { Language } from '#shared/mechanism/language.ts';

export interface Translating {
  /** what was typed since, by path of the answer */
  readonly typed: ReadonlyMap<string, string>;
  readonly problem: EngineProblem | null;
  readonly write: (path: string, text: string) => void;
  /** saves now, and signs what was written; true where nothing is left unsaved */
  readonly end: () => Promise<boolean>;
}

export function useTranslating(id: RecordId, language: Language): Translating {
  const engine = useEngine();
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const unsaved = useRef(new Map<string, string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const turn = useRef<Promise<boolean>>(Promise.resolve(true));

  const flush = useCallback((): Promise<boolean> => {
    clearTimeout(timer.current);
    const saveNow = async (): Promise<boolean> => {
      const texts = new Map(unsaved.current);
      if (texts.size === 0) return true;
      const saved = await engine.translateRecord(id, language, Object.fromEntries(texts));
      setProblem(saved.ok ? null : saved.error);
      if (!saved.ok) return false;
      for (const [path, text] of texts) if (unsaved.current.get(path) === text) unsaved.current.delete(path);
      return unsaved.current.size === 0;
    };
    turn.current = turn.current.then(saveNow);
    return turn.current;
  }, [engine, id, language]);

  useEffect(() => {
    const onHide = (): void => void flush();
    addEventListener('pagehide', onHide);
    return () => {
      removeEventListener('pagehide', onHide);
      void flush();
    };
  }, [flush]);

  return {
    typed,
    problem,
    write: (path, text) => {
      setTyped((all) => new Map(all).set(path, text));
      unsaved.current.set(path, text);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), PAUSE);
    },
    end: async () => {
      if (!(await flush())) return false;
      const left = await engine.leaveRecord(id);
      setProblem(left.ok ? null : left.error);
      return left.ok;
    },
  };
}
