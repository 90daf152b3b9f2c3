// Why two records may tell of one event, in words.

import type { TFunction } from 'i18next';
import type { Formats } from '#renderer/i18n/format.ts';
import type { DuplicateReason } from '#shared/merge/likeness.ts';

export const reasonWords = (
  reasons: readonly DuplicateReason[],
  t: TFunction<'duplicates'>,
  formats: Formats,
): string => formats.list(reasons.map((reason) => wordsFor(reason, t)));

function wordsFor(reason: DuplicateReason, t: TFunction<'duplicates'>): string {
  switch (reason.type) {
    case 'nearDates':
      return t('reason.nearDates', { count: reason.days });
    case 'sharedObjectives':
      return t('reason.sharedObjectives', { count: reason.objectives.length });
    default:
      return t(`reason.${reason.type}`);
  }
}
