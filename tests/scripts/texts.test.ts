import { expect, test } from 'vitest';
import { compareLanguages, LANGUAGES, type Language, type Texts } from '#scripts/texts/compare.ts';
import { type Source, usageOf } from '#scripts/texts/usage.ts';

const whole: Readonly<Record<string, string>> = {
  'app:title': 'Chasqui',
  'app:found_one': '{{count}} registro',
  'app:found_many': '{{count}} registros',
  'app:found_other': '{{count}} registros de {{place}}',
};
const enough: Readonly<Record<Language, readonly string[]>> = {
  es: ['app:title', 'app:found_one', 'app:found_many', 'app:found_other'],
  en: ['app:title', 'app:found_one', 'app:found_other'],
  pt: ['app:title', 'app:found_one', 'app:found_many', 'app:found_other'],
  fr: ['app:title', 'app:found_one', 'app:found_many', 'app:found_other'],
  ht: ['app:title', 'app:found_other'],
};
const textsWith = (language: Language, change: (texts: Map<string, string>) => void): Record<Language, Texts> => {
  const texts = Object.fromEntries(
    LANGUAGES.map((each) => [each, new Map(enough[each].map((key) => [key, whole[key] ?? '']))]),
  ) as Record<Language, Map<string, string>>;
  change(texts[language]);
  return texts;
};

test('languages that say the same, each in its own plural forms, are right', () => {
  expect(compareLanguages(textsWith('es', () => undefined))).toEqual([]);
});

test.each<[string, Language, (texts: Map<string, string>) => void, string]>([
  ['a text that one language lacks', 'fr', (t) => t.delete('app:title'), 'fr has no text for app:title'],
  ['a plural form that French needs', 'fr', (t) => t.delete('app:found_many'), 'fr has no text for app:found_many'],
  [
    'a plural form that Creole has not',
    'ht',
    (t) => t.set('app:found_one', 'x {{count}}'),
    'ht has a text es has not: app:found_one',
  ],
  ['a text that Spanish lacks', 'en', (t) => t.set('app:new', 'New'), 'en has a text es has not: app:new'],
  ['an empty text', 'pt', (t) => t.set('app:title', ' '), 'pt has an empty text for app:title'],
  [
    'another variable',
    'en',
    (t) => t.set('app:found_other', '{{count}} records of {{site}}'),
    'en fills app:found with {{count}} {{site}}, es with {{count}} {{place}}',
  ],
  [
    'a mark that is not closed',
    'fr',
    (t) => t.set('app:title', '<b>Chasqui'),
    'fr fills app:title with <b>, es with nothing',
  ],
])('%s is named', (_name, language, change, sentence) => {
  expect(compareLanguages(textsWith(language, change))).toEqual([sentence]);
});

const usage = (text: string, ...keys: string[]): ReturnType<typeof usageOf> =>
  usageOf([{ file: 'view.tsx', text } satisfies Source], new Set(keys));

test('a text is used by its key, with its namespace or in one of its file’s', () => {
  const view = `const { t } = useTranslation(['form', 'app']); t('save'); t('record:title', { count }); t('app:bye');`;
  expect(usage(view, 'form:save', 'record:title', 'app:bye')).toEqual({ missing: [], orphans: [] });
});

test('a text asked for in a namespace that has it not is missing, and the one elsewhere an orphan', () => {
  const view = "const { t } = useTranslation('form');\nt('save');";
  expect(usage(view, 'app:save')).toEqual({ missing: ['view.tsx:2 asks for save'], orphans: ['app:save'] });
});

test('a key composed at run time uses all that fit and must fit one', () => {
  const view = "const { t } = useTranslation('app'); t(`state.${state}`); t(`place.${place}`);";
  expect(usage(view, 'app:state.saved', 'app:state.sent', 'app:other')).toEqual({
    missing: ['view.tsx:1 asks for place.…'],
    orphans: ['app:other'],
  });
});

test('a whole namespace asked for by a type uses the types that the sources know', () => {
  const view = "const errorKey = (type: string) => `errors:${type}`; const problem = { type: 'diskFull' };";
  expect(usage(view, 'errors:diskFull.what', 'errors:forgotten.what').orphans).toEqual(['errors:forgotten.what']);
});

test('a namespace read as a file uses the keys whose word stands in the sources', () => {
  const view = "import words from '#resources/locales/es/menu.json'; const label = words.find;";
  expect(usage(view, 'menu:find', 'menu:gone').orphans).toEqual(['menu:gone']);
});
