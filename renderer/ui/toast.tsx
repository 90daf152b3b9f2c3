// Toasts, in this one file: a short answer to something the person just did ("Ya está guardado"), with a way to
// take it back where there is one. Read aloud politely. A toast belongs to the place where it was said: it goes
// with the place, or after its time; a problem stays there until it is answered; what can be taken back can be so
// for all of its ten seconds, wherever one goes, by Ctrl+Z or through F6. While it has the focus or the pointer, its
// time stands still. It has a row of the frame to itself, so that it lies on nothing. What must last stands in the
// page or in Activity.

import { X } from 'lucide-react';
import { createContext, type ReactNode, use, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createStore, type StoreApi, useStore } from 'zustand';
import { stayOf, useHashPath } from '#renderer/state/route.ts';
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
/** long enough to take something back */
const LASTS_WITH_ACTION_MS = 10_000;

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
  return <ToastContext value={store}>{children}</ToastContext>;
}

export function useToast(): Toasts {
  const store = use(ToastContext);
  if (store === null) throw new Error('no toasts around this view');
  return useStore(store);
}

/** Where the frame shows them. */
export function ToastRegion(): ReactNode {
  const { t, i18n } = useTranslation('app');
  const [path] = useHashPath();
  const { shown, hide } = useToast();
  const [isHeld, setHeld] = useState(false);
  const stays = shown === null || shown.problem !== undefined || isHeld;
  const lasts = shown?.action === undefined ? LASTS_MS : LASTS_WITH_ACTION_MS;
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(hide, lasts);
    return () => clearTimeout(timer);
  }, [stays, lasts, hide, shown?.id]);
  const passing = shown?.action === undefined ? shown?.id : undefined;
  useLeaving(passing, stayOf(path), hide);
  useLeaving(shown?.problem === undefined ? passing : undefined, i18n.language, hide);
  return (
    <div role="status" className={styles.region}>
      {shown !== null && (
        <div
          key={shown.id}
          data-region
          className={names(styles.toast, shown.problem !== undefined && styles.problem)}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
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

/**
 * Hides what was said somewhere else than where one is now: in another place, or in another language. What is said while
 * going there is said there.
 * @param id undefined: nothing is to be hidden
 */
function useLeaving(id: number | undefined, where: string, hide: () => void): void {
  const said = useRef({ id, where });
  useEffect(() => {
    if (id === undefined || said.current.id !== id) said.current = { id, where };
    else if (said.current.where !== where) hide();
  }, [id, where, hide]);
}
