// What the bar says about saving: typing → saved on this device at 10:42 → or why not. A form tells it what
// happens; it decides nothing. Made by a factory, so that every window and every test has its own.

import { createContext, type ReactNode, useContext, useState } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { Saved } from '#renderer/engine/door.ts';

export type SaveState =
  | { readonly type: 'quiet' }
  | { readonly type: 'writing' }
  | { readonly type: 'saved'; readonly at: string }
  | { readonly type: 'failed'; readonly problem: { readonly type: string } };

export interface SaveIndicator {
  readonly state: SaveState;
  /** the person is typing, or a save is under way */
  readonly writing: () => void;
  readonly saved: (saved: Saved) => void;
  readonly failed: (problem: { readonly type: string }) => void;
}

const createSaveStore = (): StoreApi<SaveIndicator> =>
  createStore<SaveIndicator>((set) => ({
    state: { type: 'quiet' },
    writing: () => set({ state: { type: 'writing' } }),
    saved: ({ at }) => set({ state: { type: 'saved', at } }),
    failed: (problem) => set({ state: { type: 'failed', problem } }),
  }));

const SaveContext = createContext<StoreApi<SaveIndicator> | null>(null);

export function SaveProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [store] = useState(createSaveStore);
  return <SaveContext value={store}>{children}</SaveContext>;
}

export function useSave(): SaveIndicator {
  const store = useContext(SaveContext);
  if (store === null) throw new Error('no save indicator around this view');
  return useStore(store);
}
