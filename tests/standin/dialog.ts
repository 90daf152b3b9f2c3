// `dialog`: tests answer it as they do on Electron, by replacing a function in the main process
// (`app.evaluate(({ dialog }) => { dialog.showSaveDialog = … })`). Unreplaced and with a display, a file to open is
// chosen in Chromium's own chooser, and a file to save goes to Downloads, with a line that says so; so does a folder.
// A question of two buttons is Chromium's own: OK the first, Cancel the `cancelId`.
// Without a display every dialog is answered as a person who changes their mind.

import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { browserNow } from './browser.ts';
import type { Facts } from './cdp.ts';
import { pathOf } from './life.ts';
import { BrowserWindow } from './window.ts';

interface FileOptions {
  readonly defaultPath?: string;
  readonly properties?: readonly string[];
}
interface BoxOptions {
  readonly message?: string;
  readonly detail?: string;
  readonly buttons?: readonly string[];
  readonly cancelId?: number;
  readonly defaultId?: number;
}

/** Electron takes an optional window first. */
type Args<Options> = readonly [Options?] | readonly [unknown, Options?];

export const dialog = {
  showOpenDialog: async (...args: Args<FileOptions>): Promise<{ canceled: boolean; filePaths: string[] }> => {
    const { properties = [] } = optionsOf(args);
    // Chromium's chooser does not say where a folder is
    if (properties.includes('openDirectory') && !browserNow().isHeadless)
      return { canceled: false, filePaths: [downloads()] };
    const filePaths = browserNow().isHeadless ? [] : await chooseFiles(properties.includes('multiSelections'));
    return { canceled: filePaths.length === 0, filePaths };
  },
  showSaveDialog: (...args: Args<FileOptions>): Promise<{ canceled: boolean; filePath: string }> => {
    if (browserNow().isHeadless) return Promise.resolve({ canceled: true, filePath: '' });
    const filePath = join(downloads(), basename(optionsOf(args).defaultPath ?? 'file'));
    console.log(`electron stand-in: saving as ${filePath}`);
    return Promise.resolve({ canceled: false, filePath });
  },
  showMessageBox: async (...args: Args<BoxOptions>): Promise<{ response: number; checkboxChecked: boolean }> => {
    const { message = '', detail = '', buttons = [], cancelId, defaultId } = optionsOf(args);
    console.log(`electron stand-in: asked "${message}"`);
    const [other] = [0, 1].filter((at) => at !== cancelId);
    const isAsked = buttons.length === 2 && cancelId !== undefined && !browserNow().isHeadless;
    const isYes = isAsked && (await isConfirmed([message, detail, buttons.join(' / ')].join('\n\n')));
    return { response: isYes ? (other ?? 0) : (cancelId ?? defaultId ?? 0), checkboxChecked: false };
  },
  showErrorBox: (title: string, content: string): void => console.error(`${title}: ${content}`),
};

function downloads(): string {
  const folder = pathOf('downloads');
  mkdirSync(folder, { recursive: true });
  return folder;
}

const optionsOf = <Options extends object>(args: Args<Options>): Options => (args[1] ?? args[0] ?? {}) as Options;

async function isConfirmed(text: string): Promise<boolean> {
  const contents = BrowserWindow.getFocusedWindow()?.webContents;
  const expression = `confirm(${JSON.stringify(text)})`;
  const answer = await contents?.standinCommand('Runtime.evaluate', { expression, userGesture: true });
  return (answer?.['result'] as Facts | undefined)?.['value'] === true;
}

/** Opens Chromium's file chooser through an input that never joins the page, and asks for the paths chosen. */
async function chooseFiles(isMany: boolean): Promise<string[]> {
  const contents = BrowserWindow.getFocusedWindow()?.webContents;
  if (contents === undefined) return [];
  const expression = `new Promise((resolve) => {
    const input = Object.assign(document.createElement('input'), { type: 'file', multiple: ${isMany} });
    input.addEventListener('change', () => resolve([...input.files]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  })`;
  const chosen = await contents.standinCommand('Runtime.evaluate', {
    expression,
    userGesture: true,
    awaitPromise: true,
  });
  const { objectId } = chosen['result'] as Facts;
  const { result } = await contents.standinCommand('Runtime.getProperties', { objectId, ownProperties: true });
  const files = (result as Facts[]).filter(({ name }) => /^\d+$/.test(String(name)));
  const infos = files.map(({ value }) =>
    contents.standinCommand('DOM.getFileInfo', { objectId: (value as Facts)['objectId'] }),
  );
  return (await Promise.all(infos)).map(({ path }) => String(path));
}
