// Stone: a JSON text as a value, with the keys that are written in it. JSON.parse of V8 12.8 to at least 14.6 (Node 24;
// nodejs/node#63785; not Chromium 156) takes a key with escapes for another that it has met at that place of an object:
// one as long as the key, whose letters stand where the key's text begins. Once {"a":1,"\\":2} was read, "\n" in
// {"a":1,"\n":2} comes out as "\". A stranger's file could so bend, or make us refuse, an honest one. So where a key
// has escapes, JSON.parse only says whether the text is JSON, and keys are read as the strings that they are.

/** The value of a JSON text. Throws a SyntaxError on what is none, as JSON.parse does. */
export function textToJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return text.includes('\\') && ESCAPED_KEY.test(text) ? walk(text) : value;
}

/** Place of the quote that ends the string begun here: the next with an even number of backslashes before it. */
export function endOfString(text: string, begin: number): number {
  for (let end = text.indexOf('"', begin + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text.charCodeAt(before - 1) === BACKSLASH) before--;
    if ((end - before) % 2 === 0) return end;
  }
  return text.length;
}

/** The last escape of a key up to its colon; also found where none is a key, which costs time and no truth. */
const ESCAPED_KEY = /\\.[^"\\]*"[ \t\n\r]*:/s;
const SPACE = /[ \t\n\r]*/y;
const SCALAR = /[-+.\w]+/y;
const BACKSLASH = 0x5c;

/** Reads what is known to be JSON: strings and scalars by the platform, one by one, objects and arrays here. */
function walk(text: string): unknown {
  let at = 0;
  return value();

  function value(): unknown {
    const sign = peek();
    if (sign === '{') return Object.fromEntries(list('}', () => [string(), after(':') && value()] as const));
    if (sign === '[') return list(']', value);
    return sign === '"' ? string() : scalar();
  }

  function list<T>(end: string, item: () => T): T[] {
    const items: T[] = [];
    at++;
    if (after(end)) return items;
    do items.push(item());
    while (after(','));
    after(end);
    return items;
  }

  function string(): string {
    peek();
    const begin = at;
    at = endOfString(text, begin) + 1;
    return JSON.parse(text.slice(begin, at)) as string;
  }

  function scalar(): unknown {
    SCALAR.lastIndex = at;
    SCALAR.test(text);
    const begin = at;
    at = SCALAR.lastIndex;
    return JSON.parse(text.slice(begin, at));
  }

  function peek(): string {
    SPACE.lastIndex = at;
    SPACE.test(text);
    at = SPACE.lastIndex;
    return text.charAt(at);
  }

  /** Steps over a sign, if it is the next. */
  function after(sign: string): boolean {
    if (peek() !== sign) return false;
    at++;
    return true;
  }
}
