// The language this person reads: as chosen, else as the machine speaks, else Spanish.

import type { Language } from '#shared/mechanism/language.ts';
import type { Session } from './session.ts';

const LANGUAGES: readonly Language[] = ['es', 'en', 'pt', 'fr', 'ht'];

export async function languageOf({ desktop, app }: Pick<Session, 'desktop' | 'app'>): Promise<Language> {
  const { language } = await desktop.settingsRead();
  return language ?? LANGUAGES.find((each) => app.locale.toLowerCase().startsWith(each)) ?? 'es';
}
