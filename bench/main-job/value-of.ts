// The value of an answer that must be one: a bench has nobody to tell a problem to.

import type { Result } from '#shared/base/result.ts';

export function valueOf<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
