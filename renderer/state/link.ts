// What the platform says of the network: whether it charges for data. Chromium says little of it on a desktop, so the
// answer is most often that it is not known, and nothing is guessed from it. The main process hears every change.

import { useEffect, useState } from 'react';
import type { Desktop } from '#shared/wire/ipc.ts';

/** https://wicg.github.io/netinfo/ */
interface Connection extends EventTarget {
  readonly type?: string;
  readonly saveData?: boolean;
}

const connectionNow = (): Connection | undefined => (navigator as { readonly connection?: Connection }).connection;

/** null: the platform does not say. A wireless network may be a telephone's: of it nothing is known. */
function isMeteredNow(): boolean | null {
  const { type, saveData } = connectionNow() ?? {};
  if (saveData === true || type === 'cellular') return true;
  return type === 'ethernet' ? false : null;
}

/** Tells the main process now and whenever it changes; answers a function that stops. */
export function tellLink(desktop: Pick<Desktop, 'courierLink'>): () => void {
  return onLink(() => void desktop.courierLink({ metered: isMeteredNow() }));
}

export function useMetered(): boolean | null {
  const [isMetered, setMetered] = useState(isMeteredNow);
  useEffect(() => onLink(() => setMetered(isMeteredNow())), []);
  return isMetered;
}

function onLink(listener: () => void): () => void {
  const connection = connectionNow();
  listener();
  connection?.addEventListener('change', listener);
  return () => connection?.removeEventListener('change', listener);
}
