// What is practised in a workshop, and when a step of it is done: read from the records and from what the vault says of
// itself, never from a press of "next". Whoever does a step in another order, or elsewhere in the app, has done it.

import type { RecordRow } from '#renderer/engine/record-views.ts';
import type { RecoveryState } from '#shared/wire/recovery.ts';
import { RECOVERY } from '../recovery/paths.ts';

/** What is in this notebook now. */
export interface Practised {
  /** consultations, drafts too */
  readonly consultations: readonly Pick<RecordRow, 'title' | 'objectives' | 'finished'>[];
  readonly recovery: Pick<RecoveryState, 'sheet' | 'drill'> | null;
}

export interface Exercise {
  /** names its texts in `workshop.json` */
  readonly name: 'first' | 'sheet';
  /** where it is practised */
  readonly to: string;
  readonly steps: readonly { readonly name: string; readonly isDone: (now: Practised) => boolean }[];
}

const isTold = ({ title, objectives }: Practised['consultations'][number]): boolean =>
  title.trim() !== '' && objectives.length > 0;

export const EXERCISES: readonly Exercise[] = [
  {
    name: 'first',
    to: '/today',
    steps: [
      { name: 'begun', isDone: ({ consultations }) => consultations.length > 0 },
      { name: 'told', isDone: ({ consultations }) => consultations.some(isTold) },
      { name: 'finished', isDone: ({ consultations }) => consultations.some((one) => one.finished && isTold(one)) },
    ],
  },
  {
    name: 'sheet',
    to: RECOVERY,
    steps: [
      { name: 'made', isDone: ({ recovery }) => recovery !== null && recovery.sheet !== null },
      { name: 'tried', isDone: ({ recovery }) => recovery !== null && recovery.drill !== null },
    ],
  },
];

export const stepsDone = ({ steps }: Pick<Exercise, 'steps'>, now: Practised): readonly boolean[] =>
  steps.map(({ isDone }) => isDone(now));
