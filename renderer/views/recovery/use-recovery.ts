// What was done here against a loss; null until it is known, or where the vault says nothing any more.

import { useCallback, useEffect, useState } from 'react';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import type { RecoveryState } from '#shared/wire/recovery.ts';

export function useRecovery(): { readonly state: RecoveryState | null; readonly readAgain: () => void } {
  const desktop = useDesktop();
  const [state, setState] = useState<RecoveryState | null>(null);
  const readAgain = useCallback(() => {
    void desktop.recoveryState().then((answer) => setState(answer.ok ? answer.value : null));
  }, [desktop]);
  useEffect(readAgain, [readAgain]);
  return { state, readAgain };
}
