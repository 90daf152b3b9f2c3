// What was tried, what was acknowledged, and what must therefore be there afterwards. Of a place (a kept bundle, a file
// on a stick, a passphrase) one of a few values may be: the one last told, or one that was tried since and never
// answered. The journal is a list: what was told, in its order, and behind it a beginning of what was tried last.
//   lost   it was told, and is not there
//   wrong  something is there that nobody wrote, or half of it

/** A thing that is saved as one. `value` says all of it: its text, or a digest of its bytes. */
export type Save =
  | { readonly type: 'place'; readonly place: string; readonly value: string }
  | { readonly type: 'append'; readonly entries: readonly string[] }
  | { readonly type: 'rewrite'; readonly index: number; readonly entry: string };

/** What the one who saves writes down. A kill can come between any two lines. */
export interface Book {
  readonly trying: (save: Save) => void;
  readonly told: (save: Save) => void;
  /** it was answered with this problem's type */
  readonly refused: (save: Save, problem: string) => void;
  /** neither saved nor refused: something threw */
  readonly broke: (what: string) => void;
}

/** What a look at what is there finds. */
export interface Seen {
  readonly journal: readonly string[];
  readonly places: ReadonlyMap<string, string>;
}

export interface Finding {
  readonly type: 'lost' | 'wrong';
  /** a place, or `journal` */
  readonly place: string;
}

export interface Model extends Book {
  readonly findings: (seen: Seen) => readonly Finding[];
  /** What is there now is what was told: the next day begins with it. */
  readonly adopt: (seen: Seen) => void;
  readonly valuesOf: (place: string) => readonly string[];
  readonly toldPlaces: () => ReadonlyMap<string, string>;
  readonly journal: () => readonly string[];
  readonly counts: { acknowledged: number; refused: number; readonly broken: string[] };
}

interface Place {
  told: string | undefined;
  readonly tried: Set<string>;
}

export function newModel(): Model {
  const places = new Map<string, Place>();
  /** how the journal may stand: more than one where a rewriting was never answered */
  let bases: (readonly string[])[] = [[]];
  /** tried since the last that was told */
  let groups: (readonly string[])[] = [];
  const counts = { acknowledged: 0, refused: 0, broken: [] as string[] };

  const placeOf = (name: string): Place => {
    const known = places.get(name) ?? { told: undefined, tried: new Set() };
    places.set(name, known);
    return known;
  };
  const edited = (base: readonly string[], index: number, entry: string): readonly string[] =>
    base.map((text, at) => (at === index ? entry : text));

  const isJournal = (journal: readonly string[]): boolean =>
    bases.some((base) => startsWith(journal, base) && [[], ...groups].some((group) => isEnd(journal, base, group)));

  function journalFindings(journal: readonly string[]): readonly Finding[] {
    if (isJournal(journal)) return [];
    const there = new Set(journal);
    const [told = []] = bases;
    const lost = told.filter((entry) => !there.has(entry) && !bases.some((base) => !base.includes(entry)));
    const known = new Set([...bases, ...groups].flat());
    const strange = journal.filter((entry) => !known.has(entry));
    const findings: Finding[] = [
      ...lost.map((): Finding => ({ type: 'lost', place: 'journal' })),
      ...strange.map((): Finding => ({ type: 'wrong', place: 'journal' })),
    ];
    return findings.length > 0 ? findings : [{ type: 'wrong', place: 'journal' }];
  }

  return {
    counts,
    trying: (save) => {
      if (save.type === 'place') placeOf(save.place).tried.add(save.value);
      else if (save.type === 'append') groups.push(save.entries);
      else bases = [...bases, ...bases.map((base) => edited(base, save.index, save.entry))];
    },
    told: (save) => {
      counts.acknowledged += save.type === 'append' ? save.entries.length : 1;
      if (save.type === 'place') {
        places.set(save.place, { told: save.value, tried: new Set() });
        return;
      }
      bases =
        save.type === 'append'
          ? bases.map((base) => [...base, ...save.entries])
          : bases.filter((base) => base[save.index] === save.entry);
      groups = [];
    },
    refused: () => {
      counts.refused += 1;
    },
    broke: (what) => void counts.broken.push(what),
    findings: ({ journal, places: there }) => {
      const findings: Finding[] = [...journalFindings(journal)];
      for (const [place, { told, tried }] of places) {
        const value = there.get(place);
        if (value === undefined) {
          if (told !== undefined) findings.push({ type: 'lost', place });
        } else if (value !== told && !tried.has(value)) findings.push({ type: 'wrong', place });
      }
      for (const place of there.keys()) if (!places.has(place)) findings.push({ type: 'wrong', place });
      return findings;
    },
    adopt: ({ journal, places: there }) => {
      bases = [journal];
      groups = [];
      places.clear();
      for (const [place, value] of there) places.set(place, { told: value, tried: new Set() });
    },
    valuesOf: (name) => {
      const { told, tried } = placeOf(name);
      return [...[...tried].reverse(), ...(told === undefined || tried.has(told) ? [] : [told])];
    },
    toldPlaces: () =>
      new Map([...places].flatMap(([name, { told }]) => (told === undefined ? [] : [[name, told] as const]))),
    journal: () => bases[0] ?? [],
  };
}

const startsWith = (list: readonly string[], start: readonly string[]): boolean =>
  start.every((entry, at) => list[at] === entry);

/** Whether behind `base` stands a beginning of `group` and nothing else. */
const isEnd = (list: readonly string[], base: readonly string[], group: readonly string[]): boolean => {
  const rest = list.slice(base.length);
  return rest.length <= group.length && startsWith(group, rest);
};
