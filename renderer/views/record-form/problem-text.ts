// What is to be looked at in a record, in words (record.json). Dates are written for people.

import type { TFunction } from 'i18next';
import type { Formats } from '#renderer/i18n/format.ts';
import type { Problem } from '#shared/record/validate.ts';

export function problemText(t: TFunction<readonly ['form', 'record']>, formats: Formats, problem: Problem): string {
  const { path: _, severity: __, type, ...facts } = problem;
  const written = Object.entries(facts).map(([name, fact]) => {
    if (typeof fact === 'string') return [name, name === 'start' || name === 'end' ? formats.date(fact) : fact];
    if (typeof fact !== 'number') return [name, JSON.stringify(fact)];
    return [name, type === 'fileTooLarge' ? formats.size(fact) : formats.number(fact)];
  });
  return t(`record:problem.${type}` as never, Object.fromEntries(written)) as string;
}
