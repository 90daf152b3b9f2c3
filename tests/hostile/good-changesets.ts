// The changesets of the golden files that are accepted.

import type { ChangesetCase } from '#tests/vectors/hostile-changesets.ts';
import { vectorJson } from '#tests/vectors/read.ts';

export const goodChangesets: readonly ChangesetCase[] = vectorJson<readonly ChangesetCase[]>('changesets.json').filter(
  ({ error }) => error === null,
);
