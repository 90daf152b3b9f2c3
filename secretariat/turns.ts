// One after the other for each key, and different keys at once; or a few at once of everything.

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
