// Stage 5, coverage and progress as a document of charts, each with its table: where people would rather look. Over all
// years, of records that may be named to its readers; how many are left out is said.

import { audienceLabels, mechanism, wordsIn } from '../mechanism/about.ts';
import type { Language } from '../mechanism/language.ts';
import type { Audience } from './admission.ts';
import { coverageMatrix, onePerEvent, placesMap, progressChart, yearsChart } from './charts.ts';
import type { ReportDocument } from './document.ts';
import { inOrder, knownTo, type ReportSource } from './report-source.ts';

export interface CoverageSettings {
  readonly report: 'coverage';
  readonly language: Language;
  readonly audience: Audience;
}

export function coverageOf({ language, audience }: CoverageSettings, all: readonly ReportSource[]): ReportDocument {
  const say = wordsIn(language);
  const words = { language, say };
  const named = inOrder(knownTo(audience, all));
  const events = onePerEvent(named);
  const left = all.length - named.length;
  const lines = [mechanism.name[language], say('forWhom', { audience: audienceLabels[audience][language] })];
  return {
    title: say('coverage'),
    language,
    footer: say('coverage'),
    sources: [],
    blocks: [
      { type: 'heading', level: 1, text: say('coverage') },
      { type: 'paragraph', role: 'lead', runs: [{ text: lines.join(' · ') }] },
      ...(left > 0
        ? [{ type: 'paragraph', role: 'note', runs: [{ text: say('leftOut', { count: left }) }] } as const]
        : []),
      ...(events.length === 0
        ? [{ type: 'paragraph', runs: [{ text: say('noMilestones') }] } as const]
        : [
            coverageMatrix(events, words),
            ...progressChart(events, words),
            yearsChart(events, words),
            ...placesMap(events, words),
          ]),
    ],
  };
}
