// One after the other for each key, and different keys at once; or a few at once of everything; or together what comes
// while the one before is under way.

export type Turns<K> = <T>(key: K, work: () => Promise<T>) => Promise<T>;

export function createTurns<K>(): Turns<K> {
  const lastByKey = new Map<K, Promise<unknown>>();
  return (key, work) => {
    const done = (lastByKey.get(key) ?? Promise.resolve()).then(work);
    const settled = done.then(
      () => undefined,
      () => undefined,
    );
    lastByKey.set(key, settled);
    void settled.then(() => lastByKey.get(key) === settled && lastByKey.delete(key));
    return done;
  };
}

/** So many at once; the others wait in the order in which they came. */
export function createGate(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async (work) => {
    if (inside >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else inside++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) inside--;
      else next(); // the place is handed on
    }
  };
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** @param work answers each item in its place, or fails for all of them; one after the other for each key */
export function createBatches<K, Item, Answer>(
  most: number,
  work: (key: K, items: readonly Item[]) => Promise<readonly Answer[]>,
): (key: K, item: Item) => Promise<Answer> {
  const lines = new Map<K, Waiting<Item, Answer>[]>();
  const run = async (key: K, line: Waiting<Item, Answer>[]): Promise<void> => {
    await Promise.resolve(); // for what comes in the same moment
    while (line.length > 0) {
      const now = line.splice(0, most);
      await work(
        key,
        now.map(({ item }) => item),
      ).then(
        (answers) => now.forEach(({ resolve }, at) => resolve(answers[at] as Answer)),
        (error: unknown) => now.forEach(({ reject }) => reject(error)),
      );
    }
    lines.delete(key);
  };
  return (key, item) =>
    new Promise((resolve, reject) => {
      const line = lines.get(key) ?? [];
      line.push({ item, resolve, reject });
      if (lines.has(key)) return;
      lines.set(key, line);
      void run(key, line);
    });
}
