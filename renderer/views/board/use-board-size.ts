// How much room the picture has, in px, and how big a rem is: it is drawn to that size and never scaled, so that
// its letters are as large as the person chose.

import { type RefCallback, startTransition, useCallback, useEffect, useState } from 'react';
import type { BoardSize } from './board-layout.ts';

/** Below this the picture scrolls sideways inside its own frame. */
const MIN_WIDTH_REM = 36;

export function useBoardSize(): [RefCallback<HTMLElement>, BoardSize | null] {
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const [size, setSize] = useState<BoardSize | null>(null);
  useEffect(() => {
    if (frame === null) return;
    const measure = (): void => {
      const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const width = Math.max(frame.clientWidth, MIN_WIDTH_REM * unit);
      const height = frame.clientHeight;
      if (height === 0) return;
      // drawn in slices: a picture of a thousand knots is no single stretch of work
      startTransition(() =>
        setSize((before) =>
          before?.width === width && before.height === height && before.unit === unit
            ? before
            : { width, height, unit },
        ),
      );
    };
    const observer = new ResizeObserver(measure);
    observer.observe(frame);
    return () => observer.disconnect();
  }, [frame]);
  return [useCallback((element: HTMLElement | null) => setFrame(element), []), size];
}
