// Stage 1, where the translation of an answer stands: in a cell `$translation.<language>.<path of the answer>` of the
// same record. So it goes, stays, is deleted and is taken back with its record; whoever does not know it keeps and
// carries it as one of the log's own cells; and two people who translate one answer write one cell. Its level's floor
// is that of the answer it translates. What it says: merge/translation.ts.

import { isId, type Digest, type KeyId, digestOfText } from '../base/ids.ts';
import { hasOnlyKeys, isJsonObject, type Json } from '../base/json.ts';
import { fieldOfPath } from './cells.ts';
import { kinds } from './kinds.ts';
import { type CellPath, isLogPath, MAX_PATH } from './paths.ts';
import { translationCell } from './translation-path.ts';

/** The value of such a cell; null where there is none any more. */
export interface TranslatedText {
  readonly text: string;
  /** the version of the answer that was translated: out of date is what is not of the version that stands there now */
  readonly of: Digest;
  /** whoever wrote that version: their word takes the translation back with it */
  readonly by: KeyId;
}

/** The same words are the same version, also where they were written again, in whatever way their letters are composed. */
export const versionOf = (text: string): Digest => digestOfText(text.normalize());

/** @returns undefined where a cell does not say that */
export function translatedText(value: Json | undefined): TranslatedText | undefined {
  if (!isJsonObject(value) || !hasOnlyKeys(value, ['text', 'of', 'by'])) return undefined;
  const { text, of, by } = value;
  return typeof text === 'string' && text !== '' && isId(of) && isId(by)
    ? (value as object as TranslatedText)
    : undefined;
}

/** Whether an answer is words to be translated: long ones, the items of a list of texts, and the title. */
export function isTranslatable(kindKey: string, path: CellPath): boolean {
  const kind = kinds.get(kindKey);
  if (kind === undefined || isLogPath(path) || translationCell('es', path).length > MAX_PATH) return false;
  const type = fieldOfPath(kindKey, path)?.shape.type;
  return path === kind.titleField || type === 'longtext' || type === 'longtextPerObjective' || type === 'repeatText';
}
