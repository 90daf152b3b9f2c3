// What is practised in a workshop, and when a step of it is done: read from the records, from what came and from what the
// vault says of itself, never from a press of "next". Whoever does a step in another order, or elsewhere in the app, has
// done it.

import type { Scene } from '#renderer/engine/companions.ts';
import type { PractisedScenes, ScenePart } from '#renderer/engine/practice-door.ts';
import type { RecordRow } from '#renderer/engine/record-views.ts';
import type { RecoveryState } from '#shared/wire/recovery.ts';
import { RECOVERY } from '../recovery/paths.ts';

/** What is in this notebook now. */
export interface Practised extends PractisedScenes {
  /** consultations, drafts too */
  readonly consultations: readonly Pick<RecordRow, 'title' | 'objectives' | 'finished'>[];
  readonly recovery: Pick<RecoveryState, 'sheet' | 'drill'> | null;
}

/** What the step's button does. */
export type StepAct =
  /** to where it is done; null: there is nothing there yet */
  | { readonly type: 'go'; readonly to: (now: Practised) => string | null }
  /** a companion's bundle comes; not before what it answers was written */
  | {
      readonly type: 'receive';
      readonly scene: Scene;
      readonly part: ScenePart;
      readonly mayCome: (now: Practised) => boolean;
    };

export interface Step {
  readonly name: string;
  readonly isDone: (now: Practised) => boolean;
  readonly act?: StepAct;
}

export interface Exercise {
  /** names its texts in `workshop.json` */
  readonly name: ExerciseName;
  /** where it is practised; absent: its steps say so, each for itself */
  readonly to?: string;
  readonly steps: readonly Step[];
}

export type ExerciseName = 'first' | 'conflict' | 'stick' | 'clock' | 'sheet' | 'forged' | 'relatoria';

const isTold = ({ title, objectives }: Practised['consultations'][number]): boolean =>
  title.trim() !== '' && objectives.length > 0;

const go = (to: string | ((now: Practised) => string | null)): StepAct => ({
  type: 'go',
  to: typeof to === 'string' ? () => to : to,
});

const receive = (scene: Scene, part: ScenePart = 'first', mayCome: (now: Practised) => boolean = always): StepAct => ({
  type: 'receive',
  scene,
  part,
  mayCome,
});

const always = (): boolean => true;

const sectionOf = (record: string | null, section: string): string | null =>
  record === null ? null : `/record/${record}/edit/${section}`;

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
    name: 'conflict',
    steps: [
      { name: 'received', isDone: ({ conflict }) => conflict.record !== null, act: receive('conflict') },
      {
        name: 'written',
        isDone: ({ conflict }) => conflict.isWritten,
        act: go(({ conflict }) => sectionOf(conflict.record, 'B')),
      },
      {
        name: 'met',
        isDone: ({ conflict }) => conflict.isMet,
        act: receive('conflict', 'second', ({ conflict }) => conflict.isWritten),
      },
      {
        name: 'decided',
        isDone: ({ conflict }) => conflict.isDecided,
        act: go(({ conflict }) => (conflict.isMet ? `/inbox/conflict/${conflict.record}/total` : null)),
      },
    ],
  },
  {
    name: 'stick',
    steps: [
      { name: 'reader', isDone: ({ stick }) => stick.hasReader, act: go('/workshop/enter') },
      { name: 'saved', isDone: ({ stick }) => stick.saves > 0, act: go('/hand-over') },
      { name: 'again', isDone: ({ stick }) => stick.saves > 1, act: go('/hand-over') },
    ],
  },
  {
    name: 'clock',
    steps: [
      { name: 'received', isDone: ({ clock }) => clock.record !== null, act: receive('clock') },
      {
        name: 'corrected',
        isDone: ({ clock }) => clock.isCorrected,
        act: go(({ clock }) => sectionOf(clock.record, 'A')),
      },
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
  {
    name: 'forged',
    steps: [
      { name: 'refused', isDone: ({ forged }) => forged.isRefused, act: receive('forged') },
      {
        name: 'came',
        isDone: ({ forged }) => forged.isRefused && forged.record !== null,
        act: receive('forged', 'second', ({ forged }) => forged.isRefused),
      },
    ],
  },
  {
    name: 'relatoria',
    steps: [
      { name: 'received', isDone: ({ relatoria }) => relatoria.hasRecords, act: receive('relatoria') },
      { name: 'begun', isDone: ({ relatoria }) => relatoria.isBegun, act: go('/relatoria') },
      { name: 'sourced', isDone: ({ relatoria }) => relatoria.sources > 0, act: go('/relatoria') },
      { name: 'joined', isDone: ({ relatoria }) => relatoria.sources > 1, act: go('/relatoria') },
    ],
  },
];

export const stepsDone = ({ steps }: Pick<Exercise, 'steps'>, now: Practised): readonly boolean[] =>
  steps.map(({ isDone }) => isDone(now));

export const pathOf = ({ name }: Pick<Exercise, 'name'>): string => `/workshop/exercise/${name}`;
