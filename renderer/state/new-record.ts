// Begins a record of a kind and goes to its form: the same from Today, the board, the menu and the keyboard.

import { useCallback } from 'react';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useToast } from '#renderer/ui/toast.tsx';
import { useEngine } from './engine-context.tsx';
import { go } from './route.ts';

export function useNewRecord(): (kind: string) => Promise<void> {
  const engine = useEngine();
  const language = useLanguage();
  const { showProblem } = useToast();
  return useCallback(
    async (kind) => {
      const begun = await engine.beginRecord(kind, language);
      if (begun.ok) go(`/record/${begun.value}/edit`);
      else showProblem(begun.error);
    },
    [engine, language, showProblem],
  );
}
