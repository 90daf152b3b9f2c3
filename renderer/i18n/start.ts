// Starts the words: i18next with the texts of resources/locales, loaded by language and namespace when first
// needed, from the app's own files. Intl has no plural rules for Haitian Creole and uses the machine's; Creole has
// one form, `_other`, and i18next takes it for whatever form it was told (tests/i18n/plurals.test.ts).

import i18next, { type BackendModule, type i18n as I18n, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '#shared/mechanism/language.ts';
import { withBoundSpaces } from './french.ts';

const texts = import.meta.glob<ResourceKey>('../../resources/locales/*/*.json', { import: 'default' });

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: readTexts as object as BackendModule['read'], // without a callback i18next takes the promise
};

async function readTexts(language: string, namespace: string): Promise<ResourceKey> {
  const load = texts[`../../resources/locales/${language}/${namespace}.json`];
  if (load === undefined) throw new Error(`no texts ${language}/${namespace}`);
  const read = await load();
  return language === 'fr' ? withBoundSpaces(read) : read;
}

export async function startWords(language: Language): Promise<I18n> {
  const words = i18next.createInstance();
  await words
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: 'es',
      supportedLngs: ['es', 'en', 'pt', 'fr', 'ht'],
      ns: ['app', 'errors'],
      defaultNS: 'app',
      interpolation: { escapeValue: false }, // React escapes
      returnNull: false,
      react: { useSuspense: true },
    });
  markPage(words.language);
  words.on('languageChanged', markPage);
  return words;
}

const markPage = (language: string): void => {
  document.documentElement.lang = language;
};
