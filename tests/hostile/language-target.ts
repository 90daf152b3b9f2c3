// A file of texts in one language, as a translator gives it back. Law: what says the same as the Spanish one, by its
// keys, its variables and its marks, can be shown, and whatever a person or a record fills in is filled in as it is.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance } from 'i18next';
import { bytesToText } from '#shared/base/bytes.ts';
import { compareLanguages, type Texts } from '#scripts/texts/compare.ts';
import { type Target } from './target.ts';

const NAMESPACES = ['unlock', 'handover', 'conflicts', 'inbox'];
/** Each is markup, a variable or a call to somebody. */
const FILLED = '$t(unlock:title) {{name}} <b>&amp;</b> \u202e';
const locales = join(import.meta.dirname, '..', '..', 'resources', 'locales');
const fileOf = (language: string, namespace: string): Uint8Array =>
  readFileSync(join(locales, language, `${namespace}.json`));

export async function languageTarget(): Promise<Target> {
  const words = createInstance();
  await words.init({
    lng: 'fr',
    fallbackLng: 'es',
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  const spanish = NAMESPACES.map(
    (namespace) => textsOf(namespace, fileOf('es', namespace)) ?? new Map<string, string>(),
  );
  return {
    name: 'language',
    good: NAMESPACES.map((namespace) => fileOf('fr', namespace)),
    async enter(input) {
      const read = NAMESPACES.map((namespace) => textsOf(namespace, input));
      const at = read.findIndex((texts, place) => texts !== undefined && isSame(spanish[place] ?? new Map(), texts));
      const [namespace = '', texts] = [NAMESPACES[at], read[at]];
      if (texts === undefined) return read[0] === undefined ? 'notTexts' : 'otherTexts';
      words.addResourceBundle('fr', namespace, JSON.parse(bytesToText(input) ?? ''), false, true);
      for (const [key, text] of texts) {
        const names = [...text.matchAll(/\{\{-?\s*([\w.]+)[^}]*\}\}/g)].map(([, name = '']) => name);
        const shown: unknown = words.t(key, Object.fromEntries(names.map((name) => [name, FILLED])));
        assert.equal(typeof shown, 'string');
        const isPlain = names.length > 0 && /^[^{}$]*\{\{\w+\}\}[^{}$]*$/.test(text);
        if (isPlain)
          assert.equal(
            shown,
            text.replace(/\{\{\w+\}\}/, () => FILLED),
            'not as it is',
          );
      }
      return null;
    },
  };
}

const isSame = (spanish: Texts, french: Texts): boolean =>
  !compareLanguages({ es: spanish, en: spanish, pt: spanish, fr: french, ht: spanish }).some((said) =>
    said.startsWith('fr '),
  );

/** As the check of the texts reads a file; undefined where it is none. */
function textsOf(namespace: string, file: Uint8Array): Texts | undefined {
  try {
    return new Map(leavesOf(JSON.parse(bytesToText(file) ?? ''), `${namespace}:`));
  } catch {
    return undefined;
  }
}

function leavesOf(content: unknown, prefix: string): [string, string][] {
  if (typeof content === 'string') return [[prefix, content]];
  if (typeof content !== 'object' || content === null || Array.isArray(content)) throw new Error('no text');
  return Object.entries(content).flatMap(([key, inner]) =>
    leavesOf(inner, prefix.endsWith(':') ? prefix + key : `${prefix}.${key}`),
  );
}
