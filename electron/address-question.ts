// The question before anything leaves by a new address, in the main process's own dialog and words: the page cannot
// write in it but the addresses, and those are spelled out by URL's rules (foreign letters as xn--…). "No" is where
// Enter and Escape lead.

import type { MessageBoxOptions } from 'electron';
import en from '#resources/locales/en/addresses.json' with { type: 'json' };
import es from '#resources/locales/es/addresses.json' with { type: 'json' };
import fr from '#resources/locales/fr/addresses.json' with { type: 'json' };
import ht from '#resources/locales/ht/addresses.json' with { type: 'json' };
import pt from '#resources/locales/pt/addresses.json' with { type: 'json' };
import type { Language } from '#shared/mechanism/language.ts';

const WORDS: Readonly<Record<Language, typeof es>> = { es, en, pt, fr, ht };

export const ALLOW = 0;
const REFUSE = 1;

export function addressQuestion(language: Language, addresses: readonly string[]): MessageBoxOptions {
  const words = WORDS[language];
  return {
    type: 'question',
    title: 'Chasqui',
    message: words.question,
    detail: `${addresses.join('\n')}\n\n${words.detail}`,
    buttons: [words.allow, words.refuse],
    defaultId: REFUSE,
    cancelId: REFUSE,
    noLink: true,
  };
}
