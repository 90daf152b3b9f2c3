// Keys of a page: single letters and figures while nobody writes, and Ctrl+Enter always. An open dialog has the
// keyboard to itself.

import { useEffect, useRef } from 'react';

/** By what is pressed: `1`, `b`, `Ctrl+Enter`. */
export type PageKeys = Readonly<Record<string, () => void>>;

export function usePageKeys(keys: PageKeys): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (document.querySelector('[role="dialog"]') !== null || event.repeat) return;
      const isControlled = event.ctrlKey || event.metaKey;
      if (event.altKey || (!isControlled && isWriting(event.target))) return;
      const act = current.current[isControlled ? `Ctrl+${event.key}` : event.key.toLowerCase()];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
