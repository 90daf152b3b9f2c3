// Which value lies in which page, as plain values (law 10: few, large values). A page is lines `key SP json`,
// so that reading one value parses one line. New values fill an open page; what comes in bulk fills pages of
// its own; a page that grew too large is halved. Pure: what is on disk changes elsewhere.

/** key → the JSON text of its value */
export type Lines = Map<string, string>;

/** Single writes go to the open page until it has this many characters … */
export const OPEN_PAGE = 20 * 1024;
/**
 * … and no page that is written whole has more than this, unless one value alone has. Who edits a record here and
 * there reads its whole page, and Chromium keeps any value over 64 KiB in a file of its own, which takes seven times as
 * long to read; much smaller pages would be many more rows (docs/decisions/pages-of-the-store.md).
 */
const FULL_PAGE = 28 * 1024;

export interface Layout {
  /** pages with room for more, and their sizes in characters */
  readonly open: ReadonlyMap<string, number>;
  readonly pageOf: (key: string) => string | undefined;
  readonly newName: () => string;
}

/** The pages that must be at hand to write these keys where they are. */
export function pagesTouched(layout: Layout, changes: ReadonlyMap<string, string | null>): readonly string[] {
  const touched = new Set<string>();
  let isAnyFresh = false;
  for (const [key, text] of changes) {
    const page = layout.pageOf(key);
    if (page !== undefined) touched.add(page);
    else if (text !== null) isAnyFresh = true;
  }
  const open = isAnyFresh ? openPageOf(layout) : undefined;
  if (open !== undefined) touched.add(open);
  return [...touched];
}

/**
 * The pages as they will be; an empty one is to be deleted. A change of a value that is in none of them is added
 * as if it were new.
 * @param pages lines that count, of every page that is rewritten
 * @param folded of these pages: to be emptied, what is in them is added again
 */
export function changePages(
  layout: Layout,
  pages: ReadonlyMap<string, Lines>,
  changes: ReadonlyMap<string, string | null>,
  folded: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, Lines> {
  const next = new Map<string, Lines>([...pages].map(([page, lines]) => [page, new Map(lines)]));
  const fresh = new Map<string, string>();
  for (const page of folded) {
    for (const [key, text] of next.get(page) ?? []) fresh.set(key, text);
    next.set(page, new Map());
  }
  for (const [key, text] of changes) {
    const page = layout.pageOf(key);
    const lines = page === undefined || folded.has(page) ? undefined : next.get(page);
    if (text === null) {
      lines?.delete(key);
      fresh.delete(key);
    } else if (lines?.has(key) === true) lines.set(key, text);
    else fresh.set(key, text);
  }
  const open = openPageOf(layout);
  const isOpenAtHand = open !== undefined && next.has(open) && !folded.has(open);
  if (fresh.size > 0) addFresh(next, fresh, isOpenAtHand ? open : layout.newName(), layout.newName);
  halveFull(next, layout.newName);
  return next;
}

/** The smallest page with room for more. */
export function openPageOf({ open }: Pick<Layout, 'open'>): string | undefined {
  let smallest: string | undefined;
  for (const [page, size] of open) {
    if (smallest === undefined || size < (open.get(smallest) ?? 0)) smallest = page;
  }
  return smallest;
}

export const sizeOfLines = (lines: Lines): number => {
  let size = 0;
  for (const [key, line] of lines) size += key.length + line.length + 2;
  return size;
};

export const linesToText = (lines: Lines): string => {
  let text = '';
  for (const [key, line] of lines) text += `${key} ${line}\n`;
  return text;
};

export const isOpenAt = (size: number): boolean => size < OPEN_PAGE;

export function textToLines(text: string): Lines {
  const lines: Lines = new Map();
  for (let at = 0; at < text.length; ) {
    const space = text.indexOf(' ', at);
    const end = text.indexOf('\n', space);
    lines.set(text.slice(at, space), text.slice(space + 1, end));
    at = end + 1;
  }
  return lines;
}

function addFresh(
  next: Map<string, Lines>,
  fresh: ReadonlyMap<string, string>,
  open: string,
  newName: () => string,
): void {
  let page = open;
  let lines = next.get(page) ?? new Map<string, string>();
  let size = sizeOfLines(lines);
  for (const [key, line] of fresh) {
    if (lines.size > 0 && size + key.length + line.length > FULL_PAGE) {
      page = newName();
      lines = new Map();
      size = 0;
    }
    lines.set(key, line);
    size += key.length + line.length + 2;
    next.set(page, lines);
  }
}

function halveFull(next: Map<string, Lines>, newName: () => string): void {
  const queue = [...next];
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    const [page, lines] = item;
    next.set(page, lines);
    if (lines.size < 2 || sizeOfLines(lines) <= FULL_PAGE) continue;
    const entries = [...lines];
    const half = Math.ceil(entries.length / 2);
    queue.push([page, new Map(entries.slice(0, half))], [newName(), new Map(entries.slice(half))]);
  }
}
