// Begins a record of a kind and goes to its form: the same from Today, the board, the menu and the keyboard. What the
// place already knows (which mesa, which meeting it follows from) is written in it.

import { useCallback } from 'react';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useToast } from '#renderer/ui/toast.tsx';
import type { Json } from '#shared/base/json.ts';
import { useEngine } from './engine-context.tsx';
import { go } from './route.ts';

export function useNewRecord(): (kind: string, cells?: Readonly<Record<string, Json>>) => Promise<void> {
  const engine = useEngine();
  const language = useLanguage();
  const { showProblem } = useToast();
  return useCallback(
    async (kind, cells = {}) => {
      const begun = await engine.beginRecord(kind, language);
      if (!begun.ok) return showProblem(begun.error);
      const written = Object.keys(cells).length === 0 ? begun : await engine.editRecord(begun.value, cells);
      if (written.ok) go(`/record/${begun.value}/edit`);
      else showProblem(written.error);
    },
    [engine, language, showProblem],
  );
}
