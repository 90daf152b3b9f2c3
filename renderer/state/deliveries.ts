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
