// The screen's language, one of five. `useLanguage` is for what is kept in all five side by side (objectives,
// countries, fields): `labels[language]`.

import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '#shared/mechanism/language.ts';

/** As each language calls itself: this list must be readable by whoever cannot read the screen yet. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  es: 'Español',
  en: 'English',
  pt: 'Português',
  fr: 'Français',
  ht: 'Kreyòl',
};

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return languageOf(i18n.language);
}

/** The nearest of the five to a locale such as `pt-BR`; Spanish where there is none. */
export function languageOf(locale: string | null | undefined): Language {
  const code = (locale ?? '').toLowerCase().split(/[-_]/)[0] ?? '';
  return LANGUAGES.find((language) => language === code) ?? 'es';
}
