// Stage 1, the path of a translation (translation.ts), and which answer it translates.

import { type CellPath, isLogPath } from './paths.ts';

const TRANSLATION = '$translation.';

export interface TranslationPlace {
  /** as it is written: a newer app may know more languages */
  readonly language: string;
  /** path of the answer */
  readonly of: CellPath;
}

export const translationCell = (language: string, of: CellPath): CellPath => `${TRANSLATION}${language}.${of}`;

/** Undefined where the cell is another. */
export function translationAt(path: CellPath): TranslationPlace | undefined {
  if (!path.startsWith(TRANSLATION)) return undefined;
  const end = path.indexOf('.', TRANSLATION.length);
  const [language, of] = [path.slice(TRANSLATION.length, end), path.slice(end + 1)];
  return end === -1 || language === '' || of === '' || isLogPath(of) ? undefined : { language, of };
}
