// Words as they are found by: without accents and capitals, then by their stem in the language of the text.
// Portuguese plurals in -ões, -ães and -ais are brought to the singular first, which its stemmer does not do.
// Haitian Creole has no stemmer: its words are folded only.

import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemFrench } from '@orama/stemmers/french';
import { stemmer as stemPortuguese } from '@orama/stemmers/portuguese';
import { stemmer as stemSpanish } from '@orama/stemmers/spanish';
import { fold } from '#shared/base/folding.ts';

type Stem = (word: string) => string;

const portuguese: Stem = (word) => stemPortuguese(word.replace(/(ões|ães)$/, 'ão').replace(/ais$/, 'al'));

const STEMS: Readonly<Record<string, Stem>> = { es: stemSpanish, pt: portuguese, fr: stemFrench, en: stemEnglish };

/** What a word of a text is indexed by; a text in no known language by the word itself. */
export const stemOf = (word: string, language: string): string => fold(STEMS[language]?.(word) ?? word);

/** What a word asked for may be indexed by: its stem in each language, and itself. */
export const stemsOf = (word: string): readonly string[] => [
  ...new Set([fold(word), ...Object.values(STEMS).map((stem) => fold(stem(word)))]),
];
