// The same ids are named again and again: an author in each of its marks, a changeset in the mark after it and in the
// record it wrote. Each is kept as one string, cut loose from the text it came in.

import { ownText } from '#shared/base/own-text.ts';

export type OneString = <Text extends string>(text: Text) => Text;

export function makeOneString(): OneString {
  const known = new Map<string, string>();
  return <Text extends string>(text: Text): Text => {
    const before = known.get(text);
    if (before !== undefined) return before as Text;
    const own = ownText(text);
    known.set(own, own);
    return own;
  };
}
