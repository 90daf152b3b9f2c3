// The totals of the board, in words.

import type { TFunction } from 'i18next';
import type { BoardView } from '#renderer/engine/board-views.ts';

/** The totals, each in words; where records of one event count once, that too. */
export function totalWords({ totals, linked }: BoardView, t: TFunction<'board'>): readonly string[] {
  const { records, organisations, countries } = totals;
  const facts = { count: linked.records, events: linked.events };
  const once = linked.events === 1 ? t('totals.linked', { count: linked.records }) : t('totals.linkedSeveral', facts);
  return [
    t('totals.records', { count: records }),
    t('totals.organisations', { count: organisations }),
    t('totals.countries', { count: countries }),
    ...(linked.events === 0 ? [] : [once]),
  ];
}
