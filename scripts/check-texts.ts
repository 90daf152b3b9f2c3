// `npm run check` (texts): the five languages say the same (texts/compare.ts), and every text asked for is there and
// every text there is asked for (texts/usage.ts), and REVIEW.md names each file to its readers. Prints a sentence for
// each that is not so.

import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { baseOf, compareLanguages, LANGUAGES, type Language, pluralBases, type Texts } from './texts/compare.ts';
import { usageOf } from './texts/usage.ts';

const root = join(import.meta.dirname, '..');
const locales = join(root, 'resources', 'locales');

const texts = Object.fromEntries(LANGUAGES.map((language) => [language, readTexts(language)])) as Record<
  Language,
  Texts
>;
const plurals = pluralBases(texts.es);
const keys = new Set([...texts.es.keys()].map((key) => baseOf(key, plurals)));
const sources = globSync('{shared,renderer,electron,secretariat}/**/*.{ts,tsx}', { cwd: root }).map((file) => ({
  file,
  text: readFileSync(join(root, file), 'utf8'),
}));
const { missing, orphans } = usageOf(sources, keys);
const review = readFileSync(join(locales, 'REVIEW.md'), 'utf8');
const unnamed = readdirSync(join(locales, 'es')).filter((name) => !review.includes(`\`${name}\``));
const problems = [
  ...(keys.size === 0 ? ['there are no texts at all'] : []),
  ...compareLanguages(texts),
  ...missing,
  ...orphans.map((key) => `nothing asks for ${key}`),
  ...unnamed.map((name) => `resources/locales/REVIEW.md has no row for ${name}`),
];
for (const problem of problems) console.log(problem);
console.log(
  problems.length === 0 ? `${keys.size} texts in ${LANGUAGES.length} languages.` : `${problems.length} problems.`,
);
process.exitCode = problems.length === 0 ? 0 : 1;

function readTexts(language: Language): Texts {
  const files = readdirSync(join(locales, language)).filter((name) => name.endsWith('.json'));
  return new Map(
    files.flatMap((name) => {
      const content: unknown = JSON.parse(readFileSync(join(locales, language, name), 'utf8'));
      return flatten(content, `${basename(name, '.json')}:`);
    }),
  );
}

/** Leaves of nested objects, by dotted key. */
function flatten(content: unknown, prefix: string): [string, string][] {
  if (typeof content !== 'object' || content === null) return [[prefix, String(content)]];
  return Object.entries(content).flatMap(([key, inner]) =>
    flatten(inner, /[:.]$/.test(prefix) ? prefix + key : `${prefix}.${key}`),
  );
}
