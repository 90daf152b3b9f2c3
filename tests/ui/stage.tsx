// Puts one of the app's places on the page, inside the real frame, over a fake engine.

import './without-tracks.ts';
import '../../renderer/styles/base.css'; // first, as in the page: it sets the order of the layers
import { Suspense, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { I18nextProvider } from 'react-i18next';
import { Route, Router, Switch } from 'wouter';
import type { i18n as I18n } from 'i18next';
import { formatLocale } from '#renderer/i18n/format.ts';
import { startWords } from '#renderer/i18n/start.ts';
import { EngineProvider } from '#renderer/state/engine-context.tsx';
import { useHashPath, useHashSearch } from '#renderer/state/route.ts';
import { SaveProvider } from '#renderer/state/save.tsx';
import { TakeInProvider } from '#renderer/state/take-in.tsx';
import { createSettingsStore, SettingsProvider } from '#renderer/state/settings.tsx';
import { ToastProvider } from '#renderer/ui/toast.tsx';
import { Activity } from '#renderer/views/activity/activity.tsx';
import { Board } from '#renderer/views/board/board.tsx';
import { Frame } from '#renderer/views/frame/frame.tsx';
import { HandOver } from '#renderer/views/hand-over/hand-over.tsx';
import { Receive } from '#renderer/views/network/receive.tsx';
import { Bulk } from '#renderer/views/inbox/bulk.tsx';
import { Conflict } from '#renderer/views/inbox/conflict.tsx';
import { Inbox } from '#renderer/views/inbox/inbox.tsx';
import { Pair } from '#renderer/views/inbox/pair.tsx';
import { Profile } from '#renderer/views/profile/profile.tsx';
import { RecordForm } from '#renderer/views/record-form/record-form.tsx';
import { RecordPage } from '#renderer/views/record/record.tsx';
import { Bin } from '#renderer/views/records/bin.tsx';
import { Records } from '#renderer/views/records/records.tsx';
import { Spreadsheet } from '#renderer/views/spreadsheet/spreadsheet.tsx';
import { Today } from '#renderer/views/today/today.tsx';
import { ExercisePage } from '#renderer/views/workshop/exercise.tsx';
import { Workshop } from '#renderer/views/workshop/workshop.tsx';
import type { Language } from '#shared/mechanism/language.ts';
import type { NamedFile, PickedFile } from '#shared/wire/files.ts';
import type { HubState } from '#shared/wire/hub.ts';
import type { Delivery, Desktop, Settings } from '#shared/wire/ipc.ts';
import type { FakeWorld } from './fake-engine.ts';

export interface Stage {
  readonly words: I18n;
  /** files that a double click would have given */
  readonly waiting: NamedFile[];
  picked: NamedFile | null;
  /** what the dialog for attachments answers */
  pickedFiles: readonly PickedFile[];
  /** as the main process tells it */
  readonly bundlesArrive: () => void;
  /** what the frame asked of the window: lock, leave, print, the camera, the microphone, a sending */
  readonly said: readonly string[];
  /** as the main process tells of what is being sent */
  readonly courierTells: (deliveries: readonly Delivery[]) => void;
  /** as the main process tells of this laptop's own letterbox */
  readonly hubTells: (hub: HubState) => void;
  /** as they were last written */
  readonly settings: () => Settings | undefined;
  /** what was copied, and what was saved by the name that was suggested */
  readonly copied: readonly string[];
  readonly saved: ReadonlyMap<string, Uint8Array>;
  readonly leave: () => void;
}

const NAMESPACES = [
  'activity',
  'activity-view',
  'app',
  'bin',
  'board',
  'conflicts',
  'coverage',
  'duplicates',
  'errors',
  'filters',
  'form',
  'handover',
  'inbox',
  'profile',
  'reading',
  'recovery',
  'roots',
  'record',
  'records',
  'review',
  'road',
  'consent',
  'today',
  'translation',
  'update',
  'travel',
  'paper',
  'spreadsheet',
  'workshop',
  'room',
  'network',
  'summary',
];

const INFO = { version: '1', platform: 'linux', locale: 'es', isRealElectron: false, builtAt: '2026-11-22' } as const;

export interface StageOptions {
  readonly language?: Language;
  readonly theme?: 'light' | 'dark';
  /** on the disk */
  readonly freeBytes?: number;
  /** what the main process answers besides */
  readonly desktop?: Partial<Desktop>;
}

export async function stage(
  path: string,
  world: FakeWorld,
  { language = 'es', theme = 'light', freeBytes = 1e9, desktop: more = {} }: StageOptions = {},
): Promise<Stage> {
  history.replaceState(null, '', `#${path}`);
  document.documentElement.dataset['theme'] = theme;
  const words = await startWords(language);
  await words.loadNamespaces(NAMESPACES);
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const waiting: NamedFile[] = [];
  const said: string[] = [];
  const copied: string[] = [];
  let deliveries: readonly Delivery[] = [];
  let written: Settings | undefined;
  let hub: HubState = { open: null, left: 0 };
  const saved = new Map<string, Uint8Array>();
  const result: Pick<Stage, 'picked' | 'pickedFiles'> = { picked: null, pickedFiles: [] };
  const desktop: Partial<Desktop> = {
    on: (name, listener) => {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(listener as never));
      return () => void all.delete(listener as never);
    },
    appInfo: async () => ({ ...INFO, freeBytes }),
    settingsWrite: async (next) => {
      written = next as Settings;
      return { ok: true, value: null };
    },
    hubState: async () => hub,
    hubClose: async () => {
      said.push('hub closed');
      return null;
    },
    courierDeliveries: async () => deliveries,
    courierRetry: async ({ id }) => {
      said.push(`retry ${id}`);
      return null;
    },
    courierCancel: async ({ id }) => {
      said.push(`cancel ${id}`);
      return null;
    },
    recoveryState: async () => ({
      ok: true,
      value: { sheet: null, declinedAt: '2026-01-01', backup: null, drill: null },
    }),
    keySharesState: async () => ({
      ok: true,
      value: {
        made: { at: '2026-01-01', code: 'a1B2c3D4', isCurrent: true },
        drill: { at: '2026-01-02', isCurrent: true },
      },
    }),
    printPage: async () => {
      said.push('print');
      return null;
    },
    cameraWanted: async ({ wanted }) => void said.push(`camera ${wanted ? 'on' : 'off'}`),
    microphoneWanted: async ({ wanted }) => void said.push(`microphone ${wanted ? 'on' : 'off'}`),
    clipboardCopy: async ({ text }) => {
      copied.push(text);
      return null;
    },
    fileSave: async ({ suggestedName, bytes }) => {
      saved.set(suggestedName, bytes);
      return { ok: true, value: { name: suggestedName } };
    },
    bundlesWaiting: async () => waiting.splice(0),
    filesPick: async () => ({ ok: true, value: result.pickedFiles }),
    bundlePick: async () => ({ ok: true, value: result.picked }),
    filePick: async () => ({ ok: true, value: result.picked }),
    ...more,
  };
  const settings = createSettingsStore(desktop as Desktop, words, { language, textSize: 100, theme });
  const host = document.body.appendChild(document.createElement('div'));
  host.id = 'root';
  const root = createRoot(host);
  root.render(
    <I18nextProvider i18n={words}>
      <I18nProvider locale={formatLocale(language)}>
        <SettingsProvider store={settings}>
          <Router hook={useHashPath} searchHook={useHashSearch}>
            <EngineProvider engine={world.engine} desktop={desktop as Desktop}>
              <SaveProvider>
                <ToastProvider>
                  <TakeInProvider>
                    <Suspense fallback={null}>
                      <Frame
                        report={{ records: world.records.size, rebuilt: null, clock: null }}
                        onLock={() => void said.push('lock')}
                        onLeave={() => void said.push('leave')}
                      >
                        <Places />
                      </Frame>
                    </Suspense>
                  </TakeInProvider>
                </ToastProvider>
              </SaveProvider>
            </EngineProvider>
          </Router>
        </SettingsProvider>
      </I18nProvider>
    </I18nextProvider>,
  );
  return Object.assign(result, {
    words,
    waiting,
    said,
    copied,
    saved,
    bundlesArrive: () => listeners.get('bundlesArrived')?.forEach((listener) => listener(null as never)),
    settings: () => written,
    hubTells: (next: HubState) => {
      hub = next;
      listeners.get('hub')?.forEach((listener) => listener(next as never));
    },
    courierTells: (next: readonly Delivery[]) => {
      deliveries = next;
      listeners.get('courier')?.forEach((listener) => listener(next as never));
    },
    leave: () => {
      root.unmount();
      host.remove();
    },
  });
}

const Places = (): ReactNode => (
  <Switch>
    <Route path="/today" component={Today} />
    <Route path="/board" component={Board} />
    <Route path="/profile" component={Profile} />
    <Route path="/activity" component={Activity} />
    <Route path="/records" component={Records} />
    <Route path="/records/bin" component={Bin} />
    <Route path="/records/spreadsheet" component={Spreadsheet} />
    <Route path="/record/:id" component={RecordPage} />
    <Route path="/record/:id/edit/:section?" component={RecordForm} />
    <Route path="/hand-over" component={HandOver} />
    <Route path="/hand-over/network" component={Receive} />
    <Route path="/workshop" component={Workshop} />
    <Route path="/workshop/exercise/:name" component={ExercisePage} />
    <Route path="/inbox" component={Inbox} />
    <Route path="/inbox/conflict/:record/:cell" component={Conflict} />
    <Route path="/inbox/conflicts/:authors" component={Bulk} />
    <Route path="/inbox/pair/:a/:b" component={Pair} />
  </Switch>
);
