// An opened page in memory, as bytes until more than a line of it is asked for: reading one record of a page must
// not cost the reading of all. A page is lines `key SP json`, in the order in which its index row lists the keys.

import { type Bytes, bytesToText } from '#shared/base/bytes.ts';
import { type Lines, sizeOfLines, textToLines } from './page-layout.ts';

export interface OpenPage {
  /** undefined where it is not in the page: the store is damaged */
  readonly lineOf: (key: string) => string | undefined;
  readonly lines: () => Lines;
  /** about the bytes it takes in memory */
  readonly size: number;
}

export const linesToPage = (lines: Lines): OpenPage => ({
  lineOf: (key) => lines.get(key),
  lines: () => lines,
  size: sizeOfLines(lines),
});

export function bytesToPage(bytes: Bytes, keys: readonly string[]): OpenPage {
  const begins = [0]; // of lines, as far as they were looked for
  const beginOf = (line: number): number => {
    while (begins.length <= line) {
      const end = bytes.indexOf(LINE_FEED, begins.at(-1));
      begins.push(end < 0 ? bytes.length : end + 1);
    }
    return begins[line] ?? bytes.length;
  };
  return {
    lineOf(key) {
      const line = keys.indexOf(key);
      const text = line < 0 ? undefined : bytesToText(bytes.subarray(beginOf(line), beginOf(line + 1) - 1));
      return text?.startsWith(`${key} `) === true ? text.slice(key.length + 1) : undefined;
    },
    lines: () => textToLines(bytesToText(bytes) ?? ''),
    size: bytes.length,
  };
}

const LINE_FEED = 0x0a;
