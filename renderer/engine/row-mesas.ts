// The working tables that a row speaks to, by its objectives.

import { mesaOfObjective } from '#shared/mechanism/compact.ts';
import type { RecordRow } from './record-views.ts';

/** Each once. */
export const mesasOf = ({ objectives }: Pick<RecordRow, 'objectives'>): readonly number[] => [
  ...new Set(objectives.flatMap((objective) => mesaOfObjective(objective)?.n ?? [])),
];
