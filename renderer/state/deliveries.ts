// What is being sent, as the courier tells it.

import { useEffect, useState } from 'react';
import type { Delivery } from '#shared/wire/ipc.ts';
import { useDesktop } from './engine-context.tsx';

export function useDeliveries(): readonly Delivery[] {
  const desktop = useDesktop();
  const [deliveries, setDeliveries] = useState<readonly Delivery[]>([]);
  useEffect(() => {
    let isCurrent = true;
    void desktop.courierDeliveries().then((now) => {
      if (isCurrent) setDeliveries(now);
    });
    const stop = desktop.on('courier', setDeliveries);
    return () => {
      isCurrent = false;
      stop();
    };
  }, [desktop]);
  return deliveries;
}

/** How much of it the letterbox has: 0 to 100. */
export const percentOf = ({ sent, size }: Delivery): number => (size === 0 ? 0 : Math.floor((100 * sent) / size));
