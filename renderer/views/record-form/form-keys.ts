// How one moves between the pages of a form: where the focus goes on arriving, and the key that goes on.

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';

/** A section one comes to begins at its top, with the focus on its heading; by key, in its first field. */
export function useArrival(at: number): {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly toFirstField: () => void;
} {
  const scroller = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const last = useRef(at);
  const isByKey = useRef(false);
  useLayoutEffect(() => {
    if (last.current === at) return;
    last.current = at;
    scroller.current?.scrollTo(0, 0);
    heading.current?.scrollIntoView({ block: 'nearest' });
    const first = scroller.current?.querySelector<HTMLElement>('input, textarea, button');
    (isByKey.current && first ? first : heading.current)?.focus({ preventScroll: true });
    isByKey.current = false;
  }, [at]);
  const toFirstField = useCallback(() => {
    isByKey.current = true;
  }, []);
  return { scroller, heading, toFirstField };
}

/** Ctrl+Enter: on to the next section, from wherever one writes. */
export function useNextKey(next: () => void): void {
  const current = useRef(next);
  useEffect(() => {
    current.current = next;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (
        event.key !== 'Enter' ||
        !(event.ctrlKey || event.metaKey) ||
        document.querySelector('[role="dialog"]') !== null
      )
        return;
      event.preventDefault();
      current.current();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
