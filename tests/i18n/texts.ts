// The texts as they lie in resources/locales, for the tests of all five languages.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LANGUAGES, type Language } from '#shared/mechanism/language.ts';

export const locales = join(import.meta.dirname, '..', '..', 'resources', 'locales');

export interface Text {
  readonly language: Language;
  readonly namespace: string;
  /** dotted, within its namespace */
  readonly key: string;
  readonly text: string;
}

export const namespaces: readonly string[] = readdirSync(join(locales, 'es')).map((name) => basename(name, '.json'));

export function readTexts(language: Language): readonly Text[] {
  return namespaces.flatMap((namespace) => {
    const content: unknown = JSON.parse(readFileSync(join(locales, language, `${namespace}.json`), 'utf8'));
    return leavesOf(content, '').map(([key, text]) => ({ language, namespace, key, text }));
  });
}

export const allTexts: readonly Text[] = LANGUAGES.flatMap(readTexts);

/** Where a text stands, for the message of a test. */
export const placeOf = ({ language, namespace, key }: Text): string => `${language}/${namespace}.json ${key}`;

function leavesOf(content: unknown, prefix: string): readonly (readonly [string, string])[] {
  if (typeof content === 'string') return [[prefix, content]];
  if (typeof content !== 'object' || content === null) throw new Error(`${prefix} is no text`);
  return Object.entries(content).flatMap(([key, inner]) => leavesOf(inner, prefix === '' ? key : `${prefix}.${key}`));
}
