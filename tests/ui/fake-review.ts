// Reviewing, taking back and the bin, as the fake engine of the app's places answers them.

import type { BinView } from '#renderer/engine/bin-views.ts';
import type { TakeInReport } from '#renderer/engine/carry-views.ts';
import type { Engine, Saved } from '#renderer/engine/door.ts';
import type { QueueQuery, QueueView, ReviewView } from '#renderer/engine/review-views.ts';
import type { RecordId } from '#shared/base/ids.ts';
import type { Result } from '#shared/base/result.ts';
import { recordId } from './fake-samples.ts';

export interface ReviewWorld {
  review: ReviewView | null;
  queue: QueueView;
  /** of the review queue */
  readonly asked: QueueQuery[];
  bin: BinView;
  takeIn: TakeInReport;
}

const NO_QUEUE: QueueView = {
  isReviewer: false,
  entries: [],
  total: 0,
  mesas: [],
  countries: [],
  returned: 0,
  approved: 0,
};

/** Nothing to review, nothing said, nothing in the bin. */
export const noReviews = (): Omit<ReviewWorld, 'takeIn'> => ({
  review: null,
  queue: NO_QUEUE,
  asked: [],
  bin: { total: 0, entries: [] },
});

type Flow = <T>(name: string, args: readonly unknown[], done: () => T) => Promise<Result<T, never>>;

export function fakeReview(
  world: ReviewWorld,
  flow: Flow,
  done: (record: RecordId, cell: string) => Saved,
  bringBack: (record: RecordId) => void,
): Partial<Engine> {
  return {
    judgeSame: async (pairs, judgement) =>
      flow('judgeSame', [pairs, judgement], () => done(pairs[0]?.[0] ?? recordId(0), '$same.x')),
    decideConflicts: async (decisions) =>
      flow('decideConflicts', [decisions], () => done(decisions[0]?.record ?? recordId(0), decisions[0]?.cell ?? '')),
    undo: async (undo) =>
      flow('undo', [undo], () => {
        for (const { record: id, cell } of undo) if (cell === '$deleted') bringBack(id);
        return { at: '2026-11-22T10:42:00' };
      }),
    review: async () => world.review,
    reviewQueue: async (query) => {
      world.asked.push(query);
      return world.queue;
    },
    approveRecords: async (ids) => flow('approveRecords', [ids], () => done(ids[0] ?? recordId(0), 'decision')),
    returnRecord: async (id, notes) => flow('returnRecord', [id, notes], () => done(id, 'decision')),
    commentOn: async (id, note) => flow('commentOn', [id, note], () => done(id, 'notes')),
    answerReview: async (id, answers) => flow('answerReview', [id, answers], () => done(id, 'notes')),
    restoreValues: async (id, cells) => flow('restoreValues', [id, cells], () => done(id, Object.keys(cells)[0] ?? '')),
    bin: async () => world.bin,
    confirmTakeIn: async (bundle) => flow('confirmTakeIn', [bundle], () => world.takeIn),
  };
}
