// "Copiar resumen": counts only, in plain text for a message; no titles, names or places.

import type { TFunction } from 'i18next';
import type { BoardView } from '#renderer/engine/board-views.ts';
import type { Formats } from '#renderer/i18n/format.ts';
import { mesas } from '#shared/mechanism/compact.ts';
import type { Language } from '#shared/mechanism/language.ts';
import type { CordWords } from './cord-words.ts';

export interface SummaryInput {
  readonly view: BoardView;
  readonly year: number | null;
  readonly t: TFunction<'board'>;
  readonly formats: Formats;
  readonly language: Language;
  readonly words: CordWords;
}

export function boardSummary({ view, year, t, formats, language, words }: SummaryInput): string {
  const lines = [year === null ? t('summary.title') : t('summary.titleIn', { year }), totalWords(view, t).join(' · ')];
  const byObjective = new Map(view.objectives.map((cord) => [cord.objective, cord]));
  for (const mesa of mesas) {
    lines.push('', `${t('app:mesaNumber' as never, { mesa: mesa.n })} · ${mesa.label[language]}`);
    for (const objective of mesa.objectives) {
      const total = Object.values(byObjective.get(objective)?.byKind ?? {}).reduce((sum, count) => sum + count, 0);
      const { name, counts } = words.facts(objective);
      lines.push(`${objective} ${name}: ${total === 0 ? t('noRecords') : counts}`);
    }
  }
  const silent = [...view.silent].sort((a, b) => a - b).map(String);
  if (silent.length > 0 && view.totals.records > 0)
    lines.push('', t('lede.silent', { count: silent.length, list: formats.list(silent) }));
  return lines.join('\n');
}

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
