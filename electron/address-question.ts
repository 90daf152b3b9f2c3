// The questions before anything leaves by an address, and before this laptop listens, in the main process's own dialog and
// words: the page cannot write in it but the addresses, and those are spelled out by URL's rules (foreign letters as
// xn--…). "No" is where Enter and Escape lead.

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
  const { question, detail, allow, refuse } = WORDS[language];
  return questionOf(question, `${addresses.join('\n')}\n\n${detail}`, allow, refuse);
}

/** Before this laptop listens: a page gone wrong would otherwise leave here what others then fetch. */
export function receivingQuestion(language: Language): MessageBoxOptions {
  const { receive, receiveDetail, receiveYes, refuse } = WORDS[language];
  return questionOf(receive, receiveDetail, receiveYes, refuse);
}

/** Before the address that the build knows is asked for a newer version. */
export function updateQuestion(language: Language, address: string): MessageBoxOptions {
  const { look, lookDetail, lookYes, refuse } = WORDS[language];
  return questionOf(look, `${address}\n\n${lookDetail}`, lookYes, refuse);
}

const questionOf = (message: string, detail: string, yes: string, no: string): MessageBoxOptions => ({
  type: 'question',
  title: 'Chasqui',
  message,
  detail,
  buttons: [yes, no],
  defaultId: REFUSE,
  cancelId: REFUSE,
  noLink: true,
});
