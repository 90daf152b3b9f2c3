// Puts the whole app on the page, from the lock to any place, over a fake engine and a fake main process.

import '#renderer/styles/base.css';
import type { i18n as I18n } from 'i18next';
import { createRoot } from 'react-dom/client';
import { App } from '#renderer/app.tsx';
import { startWords } from '#renderer/i18n/start.ts';
import { createSessionStore } from '#renderer/state/session.ts';
import { createSettingsStore } from '#renderer/state/settings.tsx';
import { err, ok } from '#shared/base/result.ts';
import type { Language } from '#shared/mechanism/language.ts';
import type { Desktop, Events, OpenVault, Settings, VaultProblem, VaultStatus } from '#shared/wire/ipc.ts';
import { fakeWorld, type FakeWorld, kid } from './fake-engine.ts';

export interface StageOptions {
  /** where to begin, such as `/board?year=2026` */
  readonly path?: string;
  readonly vault?: VaultStatus;
  readonly world?: FakeWorld;
  readonly language?: Language;
  readonly textSize?: Settings['textSize'];
  readonly theme?: Settings['theme'];
}

export interface Stage {
  readonly world: FakeWorld;
  readonly words: I18n;
  /** calls of the main process, in order */
  readonly calls: { readonly name: string; readonly args: readonly unknown[] }[];
  /** the next create or unlock answers this */
  problem: VaultProblem | null;
  picked: { readonly name: string; readonly text: string } | null;
  readonly emit: <Name extends keyof Events>(name: Name, payload: Events[Name]) => void;
  readonly engineStops: () => number;
  readonly leave: () => void;
}

export async function stage({
  path = '/today',
  vault = { state: 'open' },
  world = fakeWorld(),
  language = 'es',
  textSize = 100,
  theme = 'light',
}: StageOptions = {}): Promise<Stage> {
  history.replaceState(null, '', `#${path}`);
  const words = await startWords(language);
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const calls: { name: string; args: readonly unknown[] }[] = [];
  let stops = 0;
  const told: { problem: VaultProblem | null; picked: Stage['picked'] } = { problem: null, picked: null };
  const openAnswer = () => (told.problem === null ? ok(openVault) : err(told.problem));
  const desktop: Partial<Desktop> = {
    on: (name, listener) => {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(listener as never));
      return () => void all.delete(listener as never);
    },
    vaultStatus: async () => vault,
    vaultCreate: async (args) => note('vaultCreate', args, openAnswer()),
    vaultUnlock: async (args) => note('vaultUnlock', args, openAnswer()),
    vaultSession: async () => ok(openVault),
    vaultLock: async () => note('vaultLock', undefined, undefined),
    vaultChangePassphrase: async (args) =>
      note('vaultChangePassphrase', args, told.problem === null ? ok(null) : err(told.problem)),
    settingsWrite: async (settings) => note('settingsWrite', settings, ok(null)),
    printPage: async () => note('printPage', undefined, null),
    filePick: async (args) =>
      note(
        'filePick',
        args,
        ok(told.picked === null ? null : { name: told.picked.name, bytes: new TextEncoder().encode(told.picked.text) }),
      ),
    fileSave: async (args) => note('fileSave', args, ok({ name: args.suggestedName })),
    bundlesWaiting: async () => [],
    appInfo: async () => ({
      version: '0.1.0',
      platform: 'linux',
      locale: 'es-AR',
      isRealElectron: false,
      builtAt: '2026-11-01',
      freeBytes: 7.2e9,
    }),
  };
  function note<T>(name: string, args: unknown, answer: T): T {
    calls.push({ name, args: args === undefined ? [] : [args] });
    return answer;
  }
  const session = createSessionStore(desktop as Desktop, () => ({ engine: world.engine, stop: () => void stops++ }));
  await session.getState().begin();
  const settings = createSettingsStore(desktop as Desktop, words, { language, textSize, theme });
  const host = document.body.appendChild(document.createElement('div'));
  host.id = 'root';
  const root = createRoot(host);
  root.render(<App desktop={desktop as Desktop} session={session} settings={settings} words={words} />);
  return {
    world,
    words,
    calls,
    get problem() {
      return told.problem;
    },
    set problem(problem) {
      told.problem = problem;
    },
    get picked() {
      return told.picked;
    },
    set picked(picked) {
      told.picked = picked;
    },
    emit: (name, payload) =>
      listeners.get(name)?.forEach((listener) => (listener as (payload: unknown) => void)(payload)),
    engineStops: () => stops,
    leave: () => {
      root.unmount();
      host.remove();
      delete document.documentElement.dataset['theme'];
      delete document.documentElement.dataset['text'];
    },
  };
}

const openVault: OpenVault = {
  profile: 'fake',
  dataKey: new Uint8Array(32) as OpenVault['dataKey'],
  device: { kid: kid('D'), key: 'D', recipient: 'age1pq1device', classicRecipient: 'age1device' },
  root: null,
  organisation: null,
  isNew: false,
};
