// Reads and the one writer take turns: while a transaction writes, and until memory follows it, no page is
// read; and it waits for reads under way, so that no page as it was is remembered over the page as it is.

export interface Gate {
  read<T>(work: () => Promise<T>): Promise<T>;
  /** One at a time: the caller holds the writer's lock. */
  write<T>(work: () => Promise<T>): Promise<T>;
}

export function makeGate(): Gate {
  let readers = 0;
  let writing: Promise<void> | undefined;
  let whenIdle: (() => void) | undefined;
  return {
    async read(work) {
      while (writing !== undefined) await writing;
      readers++;
      try {
        return await work();
      } finally {
        readers--;
        if (readers === 0) whenIdle?.();
      }
    },
    async write(work) {
      let done = (): void => undefined;
      writing = new Promise((resolve) => {
        done = resolve;
      });
      if (readers > 0) {
        await new Promise<void>((resolve) => {
          whenIdle = resolve;
        });
        whenIdle = undefined;
      }
      try {
        return await work();
      } finally {
        writing = undefined;
        done();
      }
    },
  };
}
