// Begins a record of a kind and goes to its form: the same from Today, the board, the menu and the keyboard. What the
// place already knows (which mesa, which meeting it follows from) is written in it; else what is usual here is, and the
// form says so.

import { useCallback } from 'react';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useToast } from '#renderer/ui/toast.tsx';
import type { Json } from '#shared/base/json.ts';
import { kindOf } from '#shared/record/kinds.ts';
import { useEngine } from './engine-context.tsx';
import { go } from './route.ts';

/** In the address of a form: it began with what is usual, and says so. */
export const USUAL = 'usual';

/** The page of a form on which a sheet of paper is typed. */
export const PAPER = 'paper';

/** A kind, what the place knows of it, and the page of its form that opens: the first where nothing is said. */
export type BeginRecord = (kind: string, cells?: Readonly<Record<string, Json>>, page?: string) => Promise<void>;

export function useNewRecord(): BeginRecord {
  const engine = useEngine();
  const language = useLanguage();
  const { showProblem } = useToast();
  return useCallback(
    async (kind, cells = {}, page) => {
      // What is typed from paper stands on the paper.
      const isUsual = page !== PAPER && Object.keys(cells).length === 0 && (kindOf(kind)?.usual ?? []).length > 0;
      const begun = await engine.beginRecord(kind, language, isUsual ? 'last' : undefined);
      if (!begun.ok) return showProblem(begun.error);
      const written = Object.keys(cells).length === 0 ? begun : await engine.editRecord(begun.value, cells);
      const path = `/record/${begun.value}/edit${page === undefined ? '' : `/${page}`}`;
      if (written.ok) go(isUsual ? `${path}?${USUAL}=yes` : path);
      else showProblem(written.error);
    },
    [engine, language, showProblem],
  );
}
