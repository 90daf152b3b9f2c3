// What an index entry says by its name alone, so that nobody has to open it to count:
//   index/<running, 12 digits>.<sha256>.<device tag>.<size>.<organisation's tag>
// Entries of before the last part was there are as good; they count for no organisation.

import { type Digest, isId } from '#shared/base/ids.ts';
import { runningOf, tailOf } from './arrivals.ts';

export interface IndexEntry {
  readonly sha256: Digest;
  /** of the device */
  readonly tag: string;
  readonly size: number;
  readonly organisation: string | null;
}

export function nameToEntry(name: string): IndexEntry | undefined {
  const [sha256, tag = '', size = '', organisation = null, ...rest] = tailOf(name).split('.');
  if (rest.length > 0 || Number.isNaN(runningOf(name)) || !isId(sha256) || !/^\d{1,15}$/.test(size)) return undefined;
  return { sha256: sha256 as string as Digest, tag, size: Number(size), organisation };
}

export const entryToTail = ({ sha256, tag, size, organisation }: IndexEntry): string =>
  [sha256, tag, size, ...(organisation === null ? [] : [organisation])].join('.');
