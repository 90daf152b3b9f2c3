// Stone: a quick yes to canonical JSON (RFC 8785), by one walk over the text and without writing it again.
// It only ever says yes to what the reference (parse, write, compare) lets in; where it says no, the reference
// decides and names the reason. The walk looks at what the parser forgets: spaces, the spelling of numbers and
// escapes, the order of keys, depth. That it is JSON at all is for the parser: yes counts only once that agrees.
// Law (tests/property/canonical): yes and parsed means that the reference says yes.

/** Whether a text, if it is JSON, is canonical, within the caps, and free of the forbidden keys. */
export function isCanonicalIfJson(
  text: string,
  { depth, items: most = Number.POSITIVE_INFINITY }: { readonly depth: number; readonly items?: number },
  forbidden: ReadonlySet<string>,
): boolean {
  if (!text.isWellFormed()) return false;
  const lastKeys: (string | undefined)[] = [];
  let slash = text.indexOf('\\');
  let items = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const begin = at + 1;
      if (slash >= 0 && slash < begin) slash = text.indexOf('\\', begin);
      at = text.indexOf('"', begin);
      const hasEscapes = slash >= 0 && slash < at;
      if (hasEscapes) at = endOfEscaped(text, slash);
      if (at < 0) return false;
      if (text.charCodeAt(at + 1) !== COLON) continue;
      const key = text.slice(begin, at);
      const before = lastKeys.at(-1);
      // A key with escapes sorts otherwise than it is written, and JSON.parse may misread it (json-text.ts).
      if (hasEscapes || forbidden.has(key) || (before !== undefined && before >= key)) return false;
      lastKeys[lastKeys.length - 1] = key;
    } else if (code === COMMA) {
      if (++items > most) return false;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (++items > most) return false;
      if (lastKeys.push(undefined) > depth) return false;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      lastKeys.pop();
    } else if (code <= SPACE) return false;
    else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      const begin = at;
      while (isOfNumber(text.charCodeAt(at + 1))) at++;
      const number = text.slice(begin, at + 1);
      if (String(Number(number)) !== number) return false; // as RFC 8785 §3.2.2.3 writes it; never -0 or 1e400
    }
  }
  return true;
}

const SPACE = 0x20;
const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const CAPITAL_E = 0x45;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const SMALL_E = 0x65;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * A stretch of a string in the one spelling of RFC 8785 §3.2.2.2, up to its quote or a long escape. Compiled, so
 * faster than a loop; the count bounds what the engine must remember, and is no limit of the string.
 */
const STRETCH = /[^"\\]*(?:\\["\\bfnrt][^"\\]*){0,99}/y;
/** How control characters are written that have no short escape. */
const LONG_ESCAPE = /\\u00(?:0[0-7bef]|1[0-9a-f])/y;

/** Place of the quote that ends a string, from its first backslash on; -1: an escape that is not canonical, or no end. */
function endOfEscaped(text: string, slash: number): number {
  for (let at = slash; at < text.length; ) {
    STRETCH.lastIndex = at;
    STRETCH.test(text);
    const end = STRETCH.lastIndex;
    if (text.charCodeAt(end) === QUOTE) return end;
    LONG_ESCAPE.lastIndex = end;
    if (LONG_ESCAPE.test(text)) at = LONG_ESCAPE.lastIndex;
    else if (end === at) return -1;
    else at = end;
  }
  return -1;
}

const isOfNumber = (code: number): boolean =>
  (code >= ZERO && code <= NINE) ||
  code === DOT ||
  code === SMALL_E ||
  code === CAPITAL_E ||
  code === PLUS ||
  code === MINUS;
