// The extra questions that this notebook knows, for whoever shows answers to them: their words, also of those that are not
// asked any more.

import { useMemo } from 'react';
import type { Field, Kind } from '#shared/record/definition.ts';
import { fieldsOfSheet, withQuestions } from '#shared/record/question-sheet.ts';
import { useRead } from './engine-context.tsx';

export interface Questions {
  /** undefined: the question is not here */
  readonly questionOf: (key: string) => Field | undefined;
  /** a kind with all that is known beside it */
  readonly beside: (kind: Kind) => Kind;
}

export function useQuestions(): Questions {
  const view = useRead((engine) => engine.questions(), ['records', 'trust']);
  return useMemo(() => {
    const sheets = view?.sheets ?? [];
    const fields = new Map(sheets.flatMap(fieldsOfSheet).map((field) => [field.key, field]));
    return { questionOf: (key) => fields.get(key), beside: (kind) => withQuestions(kind, sheets, 'all') };
  }, [view]);
}
