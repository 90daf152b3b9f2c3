// Stage 5, what leaves a workshop's notebook says that it is an exercise: in its file's name and in the first thing that
// a person sees of it, since a file outlives the room in which it was made. Columns, types and places stay as they are.

import type { Language } from '../mechanism/language.ts';
import type { CalendarEvent } from './ics.ts';
import type { Block, ReportDocument } from './document.ts';
import type { Table } from './table.ts';

const WORKSHOP: Readonly<Record<Language, string>> = {
  es: 'TALLER',
  en: 'WORKSHOP',
  pt: 'OFICINA',
  fr: 'ATELIER',
  ht: 'ATELYE',
};

const NOTHING_REAL: Readonly<Record<Language, string>> = {
  es: 'TALLER DE PRÁCTICA: NADA DE ESTO ES REAL',
  en: 'PRACTICE WORKSHOP: NOTHING HERE IS REAL',
  pt: 'OFICINA DE PRÁTICA: NADA DISTO É REAL',
  fr: 'ATELIER D’EXERCICE : RIEN ICI N’EST RÉEL',
  ht: 'ATELYE PRATIK: ANYEN ISIT LA PA VRE',
};

/** What every exercise says of itself. */
export const practiceWords = (language: Language): string => NOTHING_REAL[language];

/** A file, a sheet or an event, by a name that begins with the workshop: in lists, names are cut at their end. */
export const practiceName = (name: string, language: Language): string => `${WORKSHOP[language]} ${name}`;

/** On the cover, or above everything, and at the foot of each page. */
export function asPracticeDocument(document: ReportDocument): ReportDocument {
  const words = practiceWords(document.language);
  const [first, ...rest] = document.blocks;
  const blocks: readonly Block[] =
    first?.type === 'cover'
      ? [{ ...first, lines: [words, ...first.lines] }, ...rest]
      : [{ type: 'paragraph', role: 'note', runs: [{ text: words, bold: true }] }, ...document.blocks];
  return { ...document, footer: `${words} · ${document.footer}`, blocks };
}

/** In the heading of the first column: as many columns, in as many lines. */
export const asPracticeTable = ({ columns, rows }: Table, language: Language): Table => ({
  columns: columns.map(({ key, label }, at) => ({
    key,
    label: at === 0 ? `${practiceWords(language)} · ${label}` : label,
  })),
  rows,
});

/** In each event: a calendar program that takes the file in mixes them with those that are real. */
export const asPracticeEvents = (events: readonly CalendarEvent[], language: Language): readonly CalendarEvent[] =>
  events.map((event) => ({ ...event, summary: practiceName(event.summary, language) }));
