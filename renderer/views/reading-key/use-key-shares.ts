// What was done to share out the reading key; null until it is known, or where the vault says nothing any more.

import { useCallback, useEffect, useState } from 'react';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import type { MechanismProfile } from '#shared/log/profile.ts';
import type { KeySharesState } from '#shared/wire/key-shares.ts';

export interface KeySharesNow {
  readonly state: KeySharesState | null;
  readonly readAgain: () => void;
}

/** @param key read again where it changes */
export function useKeyShares(suite: MechanismProfile['suite'], key: string): KeySharesNow {
  const desktop = useDesktop();
  const [state, setState] = useState<KeySharesState | null>(null);
  const readAgain = useCallback(() => {
    void desktop.keySharesState({ suite }).then((answer) => setState(answer.ok ? answer.value : null));
  }, [desktop, suite]);
  useEffect(readAgain, [readAgain, key]);
  return { state, readAgain };
}
