// The sheets of a workshop in the words of the screen, of whichever language is asked for: one for each exercise, or the
// guide of the trainer.

import type { TFunction } from 'i18next';
import type { Language } from '#shared/mechanism/language.ts';
import type { Handout, HandoutSheet } from '#shared/report/handout.ts';
import type { Paper } from '#shared/report/printed-page.ts';
import { type Exercise, EXERCISES } from './exercises.ts';
import { GUIDE } from './guide-parts.ts';

export type HandoutKind = 'sheets' | 'guide';

interface Asked {
  readonly kind: HandoutKind;
  readonly language: Language;
  readonly paper: Paper;
}

/** Of which a full exercise leaves room on either paper (tests/ui/handouts.test.ts). */
const NOTES = 12;
const GUIDE_NOTES = 8;

/** @param t says the words of that language */
export function handoutOf({ kind, language, paper }: Asked, t: TFunction): Handout {
  const isGuide = kind === 'guide';
  return {
    language,
    paper,
    title: t(isGuide ? 'guide:title' : 'guide:paper.sheets'),
    isExercise: !isGuide,
    sheets: isGuide ? guideSheets(t) : EXERCISES.map((exercise, at) => exerciseSheet(exercise, at, t)),
  };
}

function exerciseSheet({ name, steps }: Exercise, at: number, t: TFunction): HandoutSheet {
  return {
    title: `${at + 1}. ${t(`workshop:${name}.title`)}`,
    lead: t(`workshop:${name}.why`),
    parts: [
      {
        heading: null,
        items: steps.map((step) => ({
          words: t(`workshop:${name}.${step.name}`),
          hint: t(`workshop:${name}.${step.name}Hint`),
        })),
      },
    ],
    blanks: [
      { label: t('guide:paper.name'), lines: 1 },
      { label: t('guide:paper.notes'), lines: NOTES },
    ],
  };
}

/** Two parts on each. */
const guideSheets = (t: TFunction): readonly HandoutSheet[] =>
  [GUIDE.slice(0, 2), GUIDE.slice(2)].map((parts, at) => ({
    title: t('guide:title'),
    lead: t('guide:lede'),
    parts: parts.map(({ part, items }) => ({
      heading: t(`guide:${part}.title`),
      items: items.map((item) => ({ words: t(`guide:${part}.${item}`), hint: null })),
    })),
    blanks: at === 0 ? [] : [{ label: t('guide:paper.notes'), lines: GUIDE_NOTES }],
  }));
