// The same texts in every language: Spanish is written first, and the others must have its keys, its plural keys in
// their own forms (7-libraries), its variables and its marks. Pure: texts in, sentences about what is wrong out.

export const LANGUAGES = ['es', 'en', 'pt', 'fr', 'ht'] as const;
export type Language = (typeof LANGUAGES)[number];

/** `<namespace>:<dotted key>` → text */
export type Texts = ReadonlyMap<string, string>;

/** The plural forms each language has; Intl knows no Creole, which has one. */
const FORMS: Readonly<Record<Language, readonly string[]>> = {
  es: ['one', 'many', 'other'],
  en: ['one', 'other'],
  pt: ['one', 'many', 'other'],
  fr: ['one', 'many', 'other'],
  ht: ['other'],
};
const FORM = /_(zero|one|two|few|many|other)$/;

export function compareLanguages(texts: Readonly<Record<Language, Texts>>): string[] {
  const plurals = pluralBases(texts.es);
  return LANGUAGES.flatMap((language) => [
    ...missingKeys(language, texts, plurals),
    ...emptyTexts(language, texts[language]),
    ...(language === 'es' ? [] : otherVariables(language, texts, plurals)),
  ]);
}

/** Keys that count: those that Spanish has in the forms `_one` and `_other`. */
export function pluralBases(texts: Texts): ReadonlySet<string> {
  const bases = [...texts.keys()].filter((key) => key.endsWith('_one')).map((key) => key.replace(FORM, ''));
  return new Set(bases.filter((base) => texts.has(`${base}_other`)));
}

/** A key without its plural form, where it has one. */
export function baseOf(key: string, plurals: ReadonlySet<string>): string {
  const base = key.replace(FORM, '');
  return plurals.has(base) ? base : key;
}

function missingKeys(
  language: Language,
  texts: Readonly<Record<Language, Texts>>,
  plurals: ReadonlySet<string>,
): string[] {
  const bases = new Set([...texts.es.keys()].map((key) => baseOf(key, plurals)));
  const wanted = new Set(
    [...bases].flatMap((base) => (plurals.has(base) ? FORMS[language].map((form) => `${base}_${form}`) : [base])),
  );
  const there = texts[language];
  return [
    ...[...wanted].filter((key) => !there.has(key)).map((key) => `${language} has no text for ${key}`),
    ...[...there.keys()].filter((key) => !wanted.has(key)).map((key) => `${language} has a text es has not: ${key}`),
  ];
}

const emptyTexts = (language: Language, texts: Texts): string[] =>
  [...texts].filter(([, text]) => text.trim() === '').map(([key]) => `${language} has an empty text for ${key}`);

/** The forms of a plural key are compared together: the one for 1 may say "one" instead of the number. */
function otherVariables(
  language: Language,
  texts: Readonly<Record<Language, Texts>>,
  plurals: ReadonlySet<string>,
): string[] {
  const here = variablesByBase(texts[language], plurals);
  return [...variablesByBase(texts.es, plurals)]
    .filter(([base, variables]) => here.has(base) && here.get(base) !== variables)
    .map(
      ([base, variables]) =>
        `${language} fills ${base} with ${here.get(base) || 'nothing'}, es with ${variables || 'nothing'}`,
    );
}

function variablesByBase(texts: Texts, plurals: ReadonlySet<string>): ReadonlyMap<string, string> {
  const found = new Map<string, Set<string>>();
  for (const [key, text] of texts) {
    const base = baseOf(key, plurals);
    found.set(base, new Set([...(found.get(base) ?? []), ...variablesOf(text)]));
  }
  return new Map([...found].map(([base, variables]) => [base, [...variables].sort().join(' ')]));
}

/** `{{name}}`, `$t(key)` and `<mark>`, without how they are formatted. */
function variablesOf(text: string): ReadonlySet<string> {
  const variables = [...text.matchAll(/\{\{-?\s*([^,}\s]+)[^}]*\}\}/g)].map(([, name = '']) => `{{${name}}}`);
  const marks = [...text.matchAll(/\$t\([^)]*\)|<\/?[a-zA-Z0-9]+\/?>/g)].map(([mark]) => mark);
  return new Set([...variables, ...marks]);
}
