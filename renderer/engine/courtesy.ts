// Work that nobody waits for gives way to whoever asks: on two cores both would be slow together, and the page, which
// draws what was answered, slowest. It never stands still for ever: a person who asks without a pause is shared with.

/** Milliseconds after an answer in which the page draws it. */
const DRAWING = 250;
/** Milliseconds that one step gives way at most. */
const PATIENCE = 1000;

export interface Courtesy {
  /** While this is under way, others give way. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Waits until nobody asks, but not for long. */
  giveWay(): Promise<void>;
}

export function makeCourtesy(): Courtesy {
  let asking = 0;
  let answered = Number.NEGATIVE_INFINITY;
  return {
    async during(work) {
      asking++;
      try {
        return await work();
      } finally {
        asking--;
        answered = performance.now();
      }
    },
    async giveWay() {
      const until = performance.now() + PATIENCE;
      for (;;) {
        const now = performance.now();
        const quietAt = asking > 0 ? until : Math.min(until, answered + DRAWING);
        if (now >= quietAt) return;
        await new Promise((resolve) => setTimeout(resolve, Math.min(quietAt - now, DRAWING)));
      }
    },
  };
}
