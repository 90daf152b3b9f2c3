// A stretch of text that was added, removed, or belongs to one hand: marked, and said to a screen reader.

import type { ReactNode } from 'react';
import { withSpacesApart } from './word-diff.ts';

export interface MarkedProps {
  readonly as: 'ins' | 'del' | 'mark';
  /** what the mark means */
  readonly said: string;
  readonly text: string;
  readonly className?: string | undefined;
}

export function Marked({ as: Mark, said, text, className }: MarkedProps): ReactNode {
  const [before, words, after] = withSpacesApart(text);
  if (words === '') return text;
  return (
    <>
      {before}
      <Mark className={className}>
        <span className="hidden-visually">{said} </span>
        {words}
      </Mark>
      {after}
    </>
  );
}
