// The app's own words, as the story needs them without a window: the same files that the app reads.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '#shared/mechanism/language.ts';
import type { PackageWords } from '#shared/report/dialogue-package.ts';
import type { CalendarWords } from '#shared/report/meeting-events.ts';
import type { DocumentWords } from '#shared/report/relatoria-document.ts';
import type { TableWords } from '#shared/report/table.ts';

type Texts = { readonly [key: string]: string | Texts };

const LOCALES = join(import.meta.dirname, '../../../resources/locales');

const textsOf = async <T = Texts>(language: Language, name: string): Promise<T> =>
  JSON.parse(await readFile(join(LOCALES, language, `${name}.json`), 'utf8')) as T;

export const relatoriaWords = (language: Language): Promise<DocumentWords> => textsOf(language, 'relatoria-document');

export async function tableWords(language: Language): Promise<TableWords & { readonly fileName: string }> {
  const words = await textsOf<Omit<TableWords, 'fewerThan'> & { fileName: string; fewerThan: string }>(
    language,
    'export',
  );
  return { ...words, language, fewerThan: (limit) => words.fewerThan.replace('{{limit}}', String(limit)) };
}

export async function packageWords(language: Language): Promise<PackageWords> {
  const texts = await textsOf(language, 'mechanism');
  const at = (path: string): string => textAt(texts, path);
  return {
    language,
    governments: at('dialogue.governments'),
    topics: at('dialogue.topics'),
    questions: at('dialogue.questions'),
    inputs: at('package.inputs'),
    nothing: at('dialogue.nothing'),
    withheld: at('package.withheld').replace('{{texts}}', '{{count}}'),
    reminder: at('dialogue.reminder'),
    sources: at('package.sources'),
    cover: at('package.cover'),
  };
}

export async function calendarWords(language: Language): Promise<CalendarWords> {
  const texts = await textsOf(language, 'mechanism');
  const at = (key: string): string => textAt(texts, `calendar.${key}`);
  return { fileName: at('fileName'), name: at('fileName'), next: at('next'), due: at('due') };
}

/** What the place of the mesas says of a finding. */
export async function sentenceFor(finding: { readonly type: string }): Promise<string> {
  const words = textAt(await textsOf('es', 'mechanism'), `finding.${finding.type}`);
  return Object.entries(finding).reduce((text, [name, value]) => text.replaceAll(`{{${name}}}`, String(value)), words);
}

function textAt(texts: Texts, path: string): string {
  const found = path
    .split('.')
    .reduce<string | Texts | undefined>((at, key) => (typeof at === 'object' ? at[key] : undefined), texts);
  if (typeof found !== 'string') throw new Error(`no text at ${path}`);
  return found;
}
