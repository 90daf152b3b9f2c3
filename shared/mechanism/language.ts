// Data, the five languages: Spanish first. A text for people that belongs to the domain (an objective, a
// country, a field) is kept in all five side by side, so that a report can be in another language than the
// screen; the words of the screen itself are in resources/locales.

export type Language = 'es' | 'en' | 'pt' | 'fr' | 'ht';

/** The same text in the five languages; none is empty. */
export type Labels = Readonly<Record<Language, string>>;

export const LANGUAGES: readonly Language[] = ['es', 'en', 'pt', 'fr', 'ht'];

export const labelOf = (labels: Labels, language: Language): string => labels[language];
