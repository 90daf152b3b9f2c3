// Data, the Mechanism about itself, and the fixed words of what it publishes: in five languages side by side, since a
// document can be in another language than the screen.

import about from '#resources/mechanism/about.json' with { type: 'json' };
import bulletin from '#resources/mechanism/bulletin.json' with { type: 'json' };
import paper from '#resources/mechanism/paper.json' with { type: 'json' };
import type { Labels, Language } from './language.ts';

export const mechanism: {
  readonly name: Labels;
  readonly exchangeTopics: readonly Labels[];
  readonly workingTableActions: readonly Labels[];
  readonly contact: string;
} = about.mechanism;

export const liaison: { readonly label: Labels; readonly duties: readonly Labels[] } = about.liaison;

export const audienceLabels: Readonly<Record<keyof typeof bulletin.audiences, Labels>> = bulletin.audiences;

export const months: Readonly<Record<Language, readonly string[]>> = bulletin.months;

/** How a day and a month are written; `{{day}}`, `{{month}}` and `{{year}}` are put in. */
export const dateForms: { readonly day: Labels; readonly month: Labels } = bulletin.dateForms;

const documentWords = { ...bulletin.words, ...paper.words };

export type DocumentWord = keyof typeof documentWords;

/** Says a fixed word of a document with its facts put in. */
export type SayWord = (word: DocumentWord, facts?: Readonly<Record<string, string | number>>) => string;

export const wordsIn =
  (language: Language): SayWord =>
  (word, facts = {}) =>
    documentWords[word][language].replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(facts[name] ?? whole));
