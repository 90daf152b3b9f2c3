// The sentences of a typed problem. errors.json has, by type, either one text or `{ what, kept, next }`: what
// happened, what was kept, what to do. The problem's facts fill in the words; sizes are written for people.
// A refusal speaks by its cause; a type without words (a newer engine) says so, and names itself.

import type { i18n as I18n, TFunction } from 'i18next';
import { errorKey } from './error-key.ts';
import { formatsFor } from './format.ts';
import { languageOf } from './language.ts';

export interface Problem {
  readonly type: string;
}

const PARTS = ['what', 'kept', 'next'] as const;

export function problemWords(i18n: I18n, t: TFunction<'errors'>, problem: Problem): readonly string[] {
  const cause = causeOf(problem);
  const key = errorKey(cause.type);
  const facts = factsOf(cause, languageOf(i18n.language));
  const parts = PARTS.map((part) => `${key}.${part}`).filter((part) => i18n.exists(part, facts));
  if (parts.length > 0) return parts.map((part) => t(part as never, facts));
  if (i18n.exists(key, facts)) return [t(key as never, facts)];
  return [t('app:problem.unknown' as never, { type: cause.type })];
}

/** A refusal wraps its cause: `{ type: 'refused', reason: { type, … } }`. */
function causeOf(problem: Problem): Problem {
  const reason = 'reason' in problem ? problem.reason : undefined;
  return isProblem(reason) ? reason : problem;
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function factsOf(problem: Problem, language: Parameters<typeof formatsFor>[0]): Record<string, unknown> {
  const formats = formatsFor(language);
  return Object.fromEntries(
    Object.entries(problem).map(([name, fact]) => {
      if (name === 'limit' && typeof fact === 'number') return [name, formats.size(fact)];
      if (name === 'waitSeconds' && typeof fact === 'number') return ['count', fact];
      if (Array.isArray(fact)) return ['count', fact.length];
      return [name, fact];
    }),
  );
}
