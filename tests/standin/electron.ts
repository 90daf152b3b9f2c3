// The stand-in's `electron` module: what the product's main process calls, and nothing more. A name that is
// missing here fails at the import, which is the sign to add it beside its kind, with a test in standin.spec.ts.

export { app } from './app.ts';
export { dialog } from './dialog.ts';
export { clipboard, nativeTheme, powerMonitor, screen, shell } from './desktop.ts';
export { ipcMain } from './ipc-main.ts';
export { Menu, MenuItem } from './menu.ts';
export { safeStorage } from './safe-storage.ts';
export { protocol } from './schemes.ts';
export { session } from './session.ts';
export { WebContents as webContents } from './web-contents.ts';
export { BrowserWindow } from './window.ts';
