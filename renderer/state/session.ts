// Whose notebook is open, if any: first run → locked → opening → open, and back. Locking unmounts every view
// first (a form then hands over what was typed), closes the engine, drops the keys in the main process and ends
// the worker; nothing of the notebook is left in the page. The quick exit does the same and shows a neutral page.
// Erasing closes in the same way, then the main process destroys keys and files, then the page its store.

import { flushSync } from 'react-dom';
import { createStore, type StoreApi } from 'zustand';
import type { Engine, OpenReport } from '#renderer/engine/door.ts';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import { isPracticeKey } from '#shared/log/envelope.ts';
import type { Desktop } from '#shared/wire/ipc.ts';
import type { OpenVault } from '#shared/wire/vault.ts';
import type { RecoverProblem, RestoreProblem, VaultProblem } from '#shared/wire/problems.ts';
import type { Result } from '#shared/base/result.ts';
import { deleteDatabase, deleteLeftovers } from '#renderer/store/whole-databases.ts';

export type Phase =
  | { readonly type: 'starting' }
  /** `isAnother`: somebody else's notebook is here already */
  | { readonly type: 'firstRun'; readonly isAnother: boolean }
  | { readonly type: 'locked'; readonly waitSeconds: number }
  | { readonly type: 'opening'; readonly done: number; readonly of: number }
  /** `isBegun`: it was begun this moment, and the last step of the first run is to come */
  | {
      readonly type: 'open';
      readonly engine: Engine;
      readonly report: OpenReport;
      readonly isWorkshop: boolean;
      readonly isBegun?: true;
    }
  | { readonly type: 'neutral' }
  /** keys or files could not be destroyed */
  | { readonly type: 'notErased'; readonly problem: VaultProblem }
  | { readonly type: 'failed'; readonly problem: EngineProblem };

export interface RunningEngine {
  readonly engine: Engine;
  /** ends the worker */
  readonly stop: () => void;
}

export interface Session {
  readonly phase: Phase;
  readonly begin: () => Promise<void>;
  readonly create: (passphrase: string) => Promise<VaultProblem | null>;
  readonly unlock: (passphrase: string) => Promise<VaultProblem | null>;
  /** the first run is over */
  readonly settleIn: () => void;
  /** from a copy, on a computer without this notebook */
  readonly restore: (pick: string, words: string, passphrase: string) => Promise<RestoreProblem | null>;
  /** with the words of a sheet, where the passphrase is forgotten */
  readonly recover: (words: string, passphrase: string) => Promise<RecoverProblem | null>;
  /** from the lock: a notebook of one's own, beside those that are here */
  readonly beginAnother: () => void;
  /** to this computer's workshop notebook; from inside it, to a new one: what was practised is gone */
  readonly practise: () => Promise<VaultProblem | null>;
  readonly lock: () => void;
  /** for good */
  readonly erase: () => Promise<void>;
  /** the quick exit */
  readonly leave: () => void;
  /** from the neutral page, or after a failure, to the lock */
  readonly comeBack: () => void;
}

/** How long closing may take before the keys are dropped all the same. */
const CLOSING_MS = 200;

export function createSessionStore(desktop: Desktop, startEngine: () => RunningEngine): StoreApi<Session> {
  return createStore<Session>((set, get) => {
    let running: (RunningEngine & { readonly profile: string }) | null = null;

    const show = (phase: Phase): void => set({ phase });

    const showLock = async (): Promise<void> => {
      const status = await desktop.vaultStatus();
      if (status.state === 'none') show({ type: 'firstRun', isAnother: false });
      else show({ type: 'locked', waitSeconds: status.state === 'locked' ? status.waitSeconds : 0 });
    };

    const open = async (session: OpenVault, isBegun = false): Promise<void> => {
      const started = { ...startEngine(), profile: session.profile };
      running = started;
      show({ type: 'opening', done: 0, of: 0 });
      const opened = await started.engine.open(session, desktop, (done, of) => {
        if (running === started) show({ type: 'opening', done, of });
      });
      if (running !== started) return; // locked meanwhile
      const begun = { isWorkshop: isPracticeKey(session.device.key), ...(isBegun ? { isBegun: true as const } : {}) };
      if (opened.ok) show({ type: 'open', engine: started.engine, report: opened.value, ...begun });
      else {
        show({ type: 'failed', problem: opened.error });
        await close();
      }
    };

    const openAnswer = async <E>(answer: Result<OpenVault, E>, isBegun = false): Promise<E | null> => {
      if (!answer.ok) return answer.error;
      await open(answer.value, isBegun);
      return null;
    };

    const stopEngine = async (): Promise<string | null> => {
      const closing = running;
      running = null;
      if (closing !== null) await settledWithin(closing.engine.close(), CLOSING_MS);
      closing?.stop();
      return closing?.profile ?? null;
    };

    const close = async (): Promise<void> => {
      await stopEngine();
      await desktop.vaultLock();
    };

    const profilesHere = async (): Promise<readonly string[] | null> => {
      const profiles = await desktop.vaultProfiles();
      return profiles.ok ? profiles.value : null;
    };

    const closeAndShow = async (phase: Phase): Promise<void> => {
      flushSync(() => show(phase)); // the views are gone, and what they had to save is on its way
      await close();
    };

    /** Whether it is gone for good; where not, the page says so. */
    const eraseOpen = async (): Promise<boolean> => {
      flushSync(() => show({ type: 'starting' }));
      const profile = await stopEngine();
      const erased = await desktop.vaultErase();
      if (!erased.ok) {
        await desktop.vaultLock();
        show({ type: 'notErased', problem: erased.error });
        return false;
      }
      await settledWithin(profile === null ? Promise.resolve() : deleteDatabase(profile), CLOSING_MS);
      return true;
    };

    return {
      phase: { type: 'starting' },
      begin: async () => {
        const status = await desktop.vaultStatus();
        if (status.state !== 'open') {
          void deleteLeftovers(profilesHere).catch(() => undefined); // tried again at the next start
          return showLock();
        }
        const answer = await desktop.vaultSession(); // the page was reloaded
        if (answer.ok) await open(answer.value);
        else await showLock();
      },
      create: async (passphrase) => openAnswer(await desktop.vaultCreate({ passphrase }), true),
      settleIn: () => {
        const { phase } = get();
        if (phase.type === 'open')
          show({ type: 'open', engine: phase.engine, report: phase.report, isWorkshop: phase.isWorkshop });
      },
      unlock: async (passphrase) => openAnswer(await desktop.vaultUnlock({ passphrase })),
      restore: async (pick, words, passphrase) => openAnswer(await desktop.backupRestore({ pick, words, passphrase })),
      recover: async (words, passphrase) => openAnswer(await desktop.vaultRecover({ words, passphrase })),
      lock: () => {
        const { phase } = get();
        if (phase.type !== 'open' && phase.type !== 'opening') return;
        if (phase.type === 'open' && phase.isWorkshop)
          void closeAndShow({ type: 'starting' }).then(showLock); // perhaps no other is here
        else void closeAndShow({ type: 'locked', waitSeconds: 0 });
      },
      beginAnother: () => show({ type: 'firstRun', isAnother: true }),
      practise: async () => {
        const { phase } = get();
        if (phase.type === 'open' && !(phase.isWorkshop && (await eraseOpen()))) return null;
        return openAnswer(await desktop.vaultPractise());
      },
      erase: async () => {
        if (get().phase.type === 'open' && (await eraseOpen())) await showLock();
      },
      leave: () => void closeAndShow({ type: 'neutral' }),
      comeBack: () => void showLock(),
    };
  });
}

async function settledWithin(work: Promise<unknown>, limit: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limit);
  });
  await Promise.race([work.catch(() => undefined), timeout]);
  clearTimeout(timer);
}
