// What very many records say alike (their kind, author, organisation, countries, days) is kept as one string, cut loose from
// the text it came in.

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
