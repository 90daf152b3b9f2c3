// The system's own dialogs for opening and saving: only here do paths meet people. Nothing chosen joins a list of
// recent files.

import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import { ALLOW } from './address-question.ts';
import { BUNDLE_EXTENSION, type Dialogs } from './chosen-files.ts';

export function systemDialogs(window: () => BrowserWindow | null): Dialogs {
  return {
    askSave: async (suggestedName, extension) => {
      const options = {
        defaultPath: suggestedName,
        filters: filtersOf(extension),
        properties: ['showOverwriteConfirmation' as const, 'createDirectory' as const, 'dontAddToRecent' as const],
      };
      const parent = window();
      const { canceled, filePath } = await (parent === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(parent, options));
      return canceled || filePath === '' ? null : filePath;
    },
    askOpen: async (extension) => {
      const options = {
        properties: ['openFile' as const, 'dontAddToRecent' as const],
        ...(extension === null ? {} : { filters: filtersOf(extension) }),
      };
      const parent = window();
      const { canceled, filePaths } = await (parent === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(parent, options));
      return canceled ? null : (filePaths[0] ?? null);
    },
    askFolder: async () => {
      const options = {
        properties: ['openDirectory' as const, 'createDirectory' as const, 'dontAddToRecent' as const],
      };
      const parent = window();
      const { canceled, filePaths } = await (parent === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(parent, options));
      return canceled ? null : (filePaths[0] ?? null);
    },
    askOpenMany: async (extensions) => {
      const options = {
        properties: ['openFile' as const, 'multiSelections' as const, 'dontAddToRecent' as const],
        filters: [{ name: extensions.slice(0, 4).join(', '), extensions: [...extensions] }],
      };
      const parent = window();
      const { canceled, filePaths } = await (parent === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(parent, options));
      return canceled ? [] : filePaths;
    },
  };
}

/** Whether the person says yes. Without a window nobody is there to ask. */
export async function askPerson(parent: BrowserWindow | null, question: MessageBoxOptions): Promise<boolean> {
  if (parent === null) return false;
  const { response } = await dialog.showMessageBox(parent, question);
  return response === ALLOW;
}

const filtersOf = (extension: string): { name: string; extensions: string[] }[] => [
  { name: extension === BUNDLE_EXTENSION ? 'Chasqui' : extension.toUpperCase(), extensions: [extension] },
];
