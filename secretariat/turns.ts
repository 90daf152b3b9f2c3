// One after the other for each key, and different keys at once.

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
