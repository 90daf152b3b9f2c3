// French sets a space before : ; ? ! » and after «. The texts are written with plain ones; a line must not end there.

/** The same texts, those spaces bound to the word beside them. */
export const withBoundSpaces = <T>(texts: T): T =>
  JSON.parse(JSON.stringify(texts).replace(/ (?=[:;?!»])|(?<=«) /g, '\u00a0')) as T;
