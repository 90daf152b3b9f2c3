// Words as they are asked for: without accents and capitals, and by their stem in each language, since a word that is
// asked for does not say its language. What the stemmers do not see is added: Portuguese plurals in -ões, -ães and -ais,
// English -y beside -ies. Haitian Creole has no stemmer: its words are folded only.

import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemFrench } from '@orama/stemmers/french';
import { stemmer as stemPortuguese } from '@orama/stemmers/portuguese';
import { stemmer as stemSpanish } from '@orama/stemmers/spanish';
import { fold } from '#shared/base/folding.ts';

type Stem = (word: string) => string;

const singularOf: Stem = (word) => word.replace(/(ões|ães)$/, 'ão').replace(/ais$/, 'al');
const portuguese: Stem = (word) => stemPortuguese(singularOf(word));
const STEMS: readonly Stem[] = [stemSpanish, portuguese, stemFrench, stemEnglish];

/** What stands in any text that says the word in another form: its stem in each language, and itself. */
export function stemsOf(word: string): readonly string[] {
  const stems = [word, ...STEMS.map((stem) => stem(word)), singularOf(word), ...pluralsOf(word)].map(fold);
  return [...new Set(stems.flatMap((stem) => (IN_Y.test(stem) ? [stem, stem.slice(0, -1)] : [stem])))];
}

const pluralsOf = (word: string): readonly string[] => [
  ...(word.endsWith('ão') ? [word.replace(/ão$/, 'ões'), word.replace(/ão$/, 'ães')] : []),
  ...(word.endsWith('al') ? [word.replace(/al$/, 'ais')] : []),
];

/** The English stem of "family" is "famili". */
const IN_Y = /^.{4,}i$/;
