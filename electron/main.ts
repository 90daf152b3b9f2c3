// The main process: life, one instance, wiring. The work is in the services beside it, which are plain Node and
// know nothing of Electron; the page reaches them through the door of ipc.ts and nothing else.

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  app,
  type BrowserWindow,
  clipboard,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  protocol,
  session,
  shell,
} from 'electron';
import published from '#resources/release.json' with { type: 'json' };
import type { Bytes } from '#shared/base/bytes.ts';
import type { Language } from '#shared/mechanism/language.ts';
import { RELEASE_EXTENSION } from '#shared/log/release.ts';
import { type Events, eventChannelOf, type MenuCommand, type Settings } from '#shared/wire/ipc.ts';
import { mayGoByItself, sendingOf } from '#shared/wire/sending.ts';
import { addressQuestion, receivingQuestion, updateQuestion } from './address-question.ts';
import { answerRequest, type FileTable, tableOf } from './app-protocol.ts';
import { lockSoon, watchPower } from './auto-lock.ts';
import { createBlobFiles } from './blob-files.ts';
import { createBundleFiles } from './bundle-files.ts';
import { createChosenFiles } from './chosen-files.ts';
import { sayCode } from './codes.ts';
import { afterByTimer as after, createCourier } from './courier.ts';
import { createAddressBook } from './courier/addresses.ts';
import { NO_PROGRESS, progressOf } from './courier/progress.ts';
import { askPerson, systemDialogs } from './dialogs.ts';
import { nodeDisk as disk } from '#secretariat/disk/node-disk.ts';
import { finishErasing } from './erase.ts';
import { createHandlers } from './handlers.ts';
import { openDoor } from './ipc.ts';
import { createKeyVault } from './key-vault.ts';
import { systemKeychain } from './keychain.ts';
import { languageFor, menuTemplate } from './menu.ts';
import { createOwnClipboard } from './own-clipboard.ts';
import { costFor } from './passphrase.ts';
import { createDocumentPrinter } from './print-window.ts';
import { createPrintedPages } from './printed-pages.ts';
import { readSettings } from './settings.ts';
import { createHub } from './room/hub.ts';
import { placeBeside, placesHere } from './room/network.ts';
import { createReception } from './room/reception.ts';
import { createRoom } from './room/room.ts';
import { createRoomHandlers } from './room/room-handlers.ts';
import { createUpdate } from './update.ts';
import { installedAs } from './update/installed.ts';
import { guardContents, guardSession, openWindow } from './window.ts';

declare const BUILT_AT: string;

const IDLE_CHECK_MS = 15_000;
const random = (length: number): Bytes => new Uint8Array(randomBytes(length));

/** Of this computer's clock and place. */
const today = (): string => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
};

process.umask(0o077);
process.on('uncaughtException', (error) => {
  sayCode('bug', 'main', error);
  app.exit(1);
});
process.on('unhandledRejection', (error) => sayCode('bug', 'main', error));
// A rejection can be printed as a warning too, message and all: whatever warns says a code and nothing else.
process.removeAllListeners('warning');
process.on('warning', (warning) => sayCode('warning', 'main', warning));
app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);

if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  const folder = app.getPath('userData');
  let window: BrowserWindow | null = null;
  let language: Language = 'es';
  let table: FileTable = new Map();
  const wanted = { video: false, audio: false };
  let sending = sendingOf({});
  let isMetered: boolean | null = null;

  const wraps = { random, cost: () => costFor(process.availableMemory()), keychain: systemKeychain };
  const profiles = join(folder, 'profiles');
  const vault = createKeyVault({ ...wraps, disk, folder: profiles, now: () => Date.now() });
  const bundles = createBundleFiles({ disk, random, folder: () => vault.opened()?.folder ?? null });
  const blobs = createBlobFiles({ disk, random, opened: vault.opened });
  const dialogs = systemDialogs(() => window);
  const chosen = createChosenFiles({ disk, random, dialogs });

  const addresses = createAddressBook({
    disk,
    random,
    opened: vault.opened,
    ask: (named) => askPerson(window, addressQuestion(language, named)),
  });
  const isAllowed = async (letterbox: string): Promise<boolean> =>
    hub.isOwn(letterbox) || (await addresses.isAllowed(letterbox));
  const courier = createCourier({
    disk,
    random,
    opened: vault.opened,
    isAllowed,
    readBundle: bundles.read,
    keepBundle: (id, bytes) => bundles.keep(id, 'takenIn', bytes),
    sign: (type, body) => vault.sign({ as: 'device', type, body }),
    now: () => Date.now(),
    onHandedOn: () => hubChanged(),
    mayGo: (isNearby) => mayGoByItself(sending, isNearby ? false : isMetered), // nobody charges between two laptops
    placeBeside: (letterbox) => placeBeside(letterbox, placesHere()),
    onChange: (deliveries) => {
      tell('courier', deliveries);
      window?.setProgressBar(progressOf(deliveries));
    },
  });
  const hubChanged = (): void => {
    tell('room', room.state());
    void reception.state().then((state) => tell('hub', state));
  };
  const hub = createHub({ opened: vault.opened, places: placesHere, onChange: hubChanged });
  const room = createRoom({
    hub,
    random,
    opened: vault.opened,
    signAsRoot: async (type, body) => {
      const signed = await vault.sign({ as: 'root', type, body });
      return signed.ok ? signed.value : undefined;
    },
    onChange: hubChanged,
  });
  const reception = createReception({
    hub,
    disk,
    random,
    opened: vault.opened,
    cursorOf: courier.cursorOf,
    ask: () => askPerson(window, receivingQuestion(language)),
    onChange: hubChanged,
  });
  const printed = createPrintedPages(random, () => table);
  const printer = createDocumentPrinter(printed);
  vault.onLock(() => void room.close());
  vault.onLock(() => void reception.close());
  vault.onLock(reception.forget);
  vault.onLock(printer.stop);
  vault.onLock(courier.pause);
  vault.onLock(() => window?.setProgressBar(NO_PROGRESS));
  vault.onLock(addresses.forget);

  const tell = <Name extends keyof Events>(name: Name, payload: Events[Name]): void =>
    window?.webContents.send(eventChannelOf(name), payload);
  const lock = (): void =>
    lockSoon({
      vault,
      tellPage: () => tell('lock', null),
      reloadPage: () => window?.webContents.reload(),
      after: (milliseconds, work) => void setTimeout(work, milliseconds),
    });
  const command = (name: MenuCommand): void => tell('menu', name);
  /** The page shows its neutral page and locks; `lock` sees to it that it does. */
  const leave = (): void => {
    command('leave');
    lock();
  };
  const settingsChanged = (settings: Settings): void => {
    nativeTheme.themeSource = settings.theme;
    language = settings.language ?? languageFor(app.getLocale());
    sending = sendingOf(settings);
    courier.choiceChanged();
    const facts = {
      language,
      platform: process.platform,
      isPackaged: app.isPackaged,
    };
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(facts, { command, lock, leave })));
  };
  const offer = (paths: readonly string[]): void => {
    if (chosen.offer(paths)) tell('bundlesArrived', null);
  };

  chosen.offer(process.argv.slice(1).map((path) => resolve(path)));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    offer([path]);
  });
  app.on('second-instance', (_event, argv, workingFolder) => {
    offer(argv.slice(1).map((path) => resolve(workingFolder, path)));
    if (window?.isMinimized() === true) window.restore();
    window?.show();
    window?.focus();
  });
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('before-quit', () => vault.lock());
  app.on('window-all-closed', () => app.quit());

  void app.whenReady().then(async () => {
    guardSession(session.defaultSession, (media) => wanted[media]);
    await finishErasing(disk, join(folder, 'profiles'), random);
    table = tableOf(join(app.getAppPath(), 'out/renderer'));
    protocol.handle('app', (request) => answerRequest(table, request, printed.at));
    openDoor(
      {
        handle: (channel, listener) => ipcMain.handle(channel, listener),
        page: () => window?.webContents,
        say: sayCode,
      },
      createHandlers({
        disk,
        random,
        vault,
        recovery: {
          ...wraps,
          folder: profiles,
          today,
          askFolder: dialogs.askFolder,
          askFile: () => dialogs.askOpen('age'),
          tell: (progress) => tell('backup', progress),
        },
        bundles,
        blobs,
        chosen,
        courier,
        linkIs: (metered) => {
          isMetered = metered;
          courier.choiceChanged();
        },
        addresses,
        room: createRoomHandlers({
          hub,
          room,
          reception,
          courier,
          addresses,
          opened: vault.opened,
          places: placesHere,
          isAllowed,
          after,
        }),
        update: createUpdate({
          disk,
          random,
          folder,
          version: app.getVersion(),
          platform: process.platform,
          arch: process.arch,
          builtAt: BUILT_AT,
          today,
          keys: published.keys,
          address: published.address,
          form: installedAs({
            platform: process.platform,
            path: process.execPath,
            appImage: process.env['APPIMAGE'],
            isThere: existsSync,
          }),
          askFile: () => dialogs.askOpen(RELEASE_EXTENSION),
          askAddress: (address) => askPerson(window, updateQuestion(language, address)),
          after,
          tell: (progress) => tell('update', progress),
          open: (path) => shell.openPath(path),
          show: (path) => shell.showItemInFolder(path),
          makeRunnable: (path) => chmod(path, 0o700),
        }),
        folder,
        info: () => ({
          version: app.getVersion(),
          platform: process.platform,
          locale: app.getLocale(),
          isRealElectron: process.versions.electron !== undefined,
          builtAt: BUILT_AT,
        }),
        settingsChanged,
        clearDatabases: () => session.defaultSession.clearStorageData({ storages: ['indexdb'] }),
        print: () => window?.webContents.print(),
        printDocument: printer.print,
        stopPrinting: printer.stop,
        clipboard: createOwnClipboard(clipboard),
        mediaWanted: (media, isWanted) => {
          wanted[media] = isWanted;
        },
      }),
    );
    const power = {
      on: (event: 'suspend' | 'lock-screen' | 'shutdown', listener: () => void) =>
        powerMonitor.on(event as 'suspend', listener),
      // whoever runs a workshop's room walks among its people; a real notebook locks, and receives nothing any more
      getSystemIdleTime: () => (room.state() === null ? powerMonitor.getSystemIdleTime() : 0),
    };
    watchPower(power, (work) => void setInterval(work, IDLE_CHECK_MS), lock);
    settingsChanged(await readSettings(disk, folder));
    window = openWindow(app.getAppPath(), app.isPackaged);
    window.on('closed', () => {
      window = null;
    });
    window.webContents.on('render-process-gone', () => {
      sayCode('pageGone', 'main');
      vault.lock();
      window?.webContents.reload();
    });
  });
}
