// Language, text size, light or dark: kept by the main process outside the notebook, since they are needed
// before it is open, and say nothing of it. A change shows at once; that it was written is not waited for.

import type { i18n as I18n } from 'i18next';
import { createContext, type ReactNode, use } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { Desktop, Settings } from '#shared/wire/ipc.ts';

export interface SettingsState {
  readonly settings: Settings;
  readonly change: (changes: Partial<Settings>) => void;
}

export function createSettingsStore(desktop: Desktop, words: I18n, first: Settings): StoreApi<SettingsState> {
  markPage(first);
  return createStore<SettingsState>((set, get) => ({
    settings: first,
    change: (changes) => {
      const settings = { ...get().settings, ...changes };
      set({ settings });
      markPage(settings);
      if (settings.language !== null && settings.language !== words.language)
        void words.changeLanguage(settings.language);
      void desktop.settingsWrite(settings);
    },
  }));
}

const SettingsContext = createContext<StoreApi<SettingsState> | null>(null);

export const SettingsProvider = ({
  store,
  children,
}: {
  readonly store: StoreApi<SettingsState>;
  readonly children: ReactNode;
}): ReactNode => <SettingsContext value={store}>{children}</SettingsContext>;

export function useSettings(): SettingsState {
  const store = use(SettingsContext);
  if (store === null) throw new Error('no settings around this view');
  return useStore(store);
}

/** How the page is marked for tokens.css. */
function markPage({ textSize, theme }: Settings): void {
  const { dataset } = document.documentElement;
  dataset['text'] = String(textSize);
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
}
