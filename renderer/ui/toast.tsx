// Toasts, in this one file: a short answer to something the person just did ("Ya está guardado"), with a way to
// take it back where there is one. Read aloud politely. What must last stands in the page or in Activity; a
// toast with a button, or with a problem, stays until it is answered.

import { X } from 'lucide-react';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createStore, type StoreApi, useStore } from 'zustand';
import { Button } from './button.tsx';
import { ErrorText } from './error-text.tsx';
import { names } from './names.ts';
import styles from './toast.module.css';

interface ToastContent {
  readonly words?: string;
  readonly problem?: { readonly type: string };
  readonly action?: { readonly label: string; readonly onPress: () => void };
}

interface Toasts {
  readonly shown: (ToastContent & { readonly id: number }) | null;
  readonly show: (words: string, action?: ToastContent['action']) => void;
  readonly showProblem: (problem: { readonly type: string }) => void;
  readonly hide: () => void;
}

const LASTS_MS = 6000;

const createToastStore = (): StoreApi<Toasts> =>
  createStore<Toasts>((set, get) => {
    const next = (content: ToastContent): void => set({ shown: { ...content, id: (get().shown?.id ?? 0) + 1 } });
    return {
      shown: null,
      show: (words, action) => next(action === undefined ? { words } : { words, action }),
      showProblem: (problem) => next({ problem }),
      hide: () => set({ shown: null }),
    };
  });

const ToastContext = createContext<StoreApi<Toasts> | null>(null);

export function ToastProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [store] = useState(createToastStore);
  return (
    <ToastContext value={store}>
      {children}
      <ToastRegion />
    </ToastContext>
  );
}

export function useToast(): Toasts {
  const store = use(ToastContext);
  if (store === null) throw new Error('no toasts around this view');
  return useStore(store);
}

function ToastRegion(): ReactNode {
  const { t } = useTranslation('app');
  const { shown, hide } = useToast();
  const [isHeld, setHeld] = useState(false);
  const stays = shown === null || shown.problem !== undefined || shown.action !== undefined || isHeld;
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(hide, LASTS_MS);
    return () => clearTimeout(timer);
  }, [stays, hide, shown?.id]);
  return (
    <div role="status" className={styles.region}>
      {shown !== null && (
        <div
          key={shown.id}
          className={names(styles.toast, shown.problem !== undefined && styles.problem)}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
        >
          {shown.problem === undefined ? <p>{shown.words}</p> : <ErrorText problem={shown.problem} look="line" />}
          {shown.action !== undefined && (
            <Button
              onPress={() => {
                shown.action?.onPress();
                hide();
              }}
            >
              {shown.action.label}
            </Button>
          )}
          <Button tone="plain" icon={X} onPress={hide}>
            {t('close')}
          </Button>
        </div>
      )}
    </div>
  );
}
