// What a cell will be after a decision: the first version, the second, both together, or what the person writes.
// Texts are put together word by word over what was there before; other values are chosen, not mixed.

import type { Json } from '#shared/base/json.ts';
import { type MergedPiece, mergeWords } from './word-diff.ts';

export type Mode = 'first' | 'second' | 'both' | 'written';

export interface Versions {
  readonly base: Json | undefined;
  readonly first: Json;
  readonly second: Json;
}

/** Whether the versions can be put together or written anew as text. */
export const isText = ({ first, second }: Versions): boolean => typeof first === 'string' && typeof second === 'string';

export function bothTogether({ base, first, second }: Versions): readonly MergedPiece[] {
  if (typeof first !== 'string' || typeof second !== 'string') return [];
  return mergeWords(typeof base === 'string' ? base : undefined, first, second);
}

export function outcomeOf(versions: Versions, mode: Mode, written: Json): Json {
  switch (mode) {
    case 'first':
      return versions.first;
    case 'second':
      return versions.second;
    case 'both':
      return bothTogether(versions)
        .map(({ text }) => text)
        .join('');
    case 'written':
      return written;
  }
}
