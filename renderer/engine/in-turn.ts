// One after the other, in the order in which they were asked for, whatever becomes of those before.

export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

export function makeTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const own = last.then(work, work);
    last = own;
    return own;
  };
}
