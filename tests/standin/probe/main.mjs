// A small app that uses what the product uses of Electron, for standin.spec.ts. Its log is read by the tests
// through `app.evaluate`.
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, Menu, protocol, session } from 'electron';

const log = (globalThis.probeLog = []);
const page = `<!doctype html><html lang="en"><head><title>probe</title></head><body>
  <p>hello</p><input aria-label="Word"><form action="/sent"><input name="field" aria-label="Field"></form>
  <a href="/away">away</a> <a href="https://example.org/" target="_blank">outside</a>
  <iframe id="frame" src="/frame"></iframe></body></html>`;
const csp = "default-src 'self'; img-src *; script-src 'self'; require-trusted-types-for 'script'";

for (const name of ['before-quit', 'will-quit', 'window-all-closed']) {
  app.on(name, () => {
    log.push(name);
    if (name === 'window-all-closed' && globalThis.stays !== true) app.quit();
  });
}
app.on('quit', () => console.log(`quit after: ${log.join(' ')}`));
app.on('second-instance', (_event, argv, folder) => log.push({ argv: argv.slice(-2), folder }));

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
if (app.requestSingleInstanceLock()) void app.whenReady().then(begin);
else app.quit();

function begin() {
  protocol.handle('app', serve);
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  ipcMain.handle('echo', (_event, ...args) => args);
  ipcMain.handle('sender', (event) => [
    event.senderFrame === event.sender.mainFrame,
    event.senderFrame.url,
    event.senderFrame.origin,
  ]);
  ipcMain.handle('throw', () => {
    throw new TypeError('bad argument');
  });
  ipcMain.on('ask', (event, value) => event.sender.send('told', { heard: value, set: new Set([1]) }));
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: 'File', submenu: [{ id: 'say', label: 'Say', click: () => window().webContents.send('told', 'menu') }] },
    ]),
  );
  globalThis.openWindow = (options) => {
    const opened = new BrowserWindow({ width: 900, height: 500, webPreferences: preferences, ...options });
    opened.on('close', (event) => {
      log.push('close');
      if (globalThis.isDirty) event.preventDefault();
    });
    opened.on('closed', () => log.push('closed'));
    opened.webContents.on('will-navigate', (event) => {
      log.push(`navigate ${event.url}`);
      event.preventDefault();
    });
    opened.webContents.setWindowOpenHandler(({ url }) => {
      log.push(`open ${url}`);
      return { action: 'deny' };
    });
    return opened;
  };
  const preferences = { preload: join(import.meta.dirname, 'preload.cjs'), sandbox: true, contextIsolation: true };
  void globalThis.openWindow().loadURL('app://local/');
}

const window = () => BrowserWindow.getAllWindows()[0];

async function serve(request) {
  const { pathname } = new URL(request.url);
  if (request.method === 'POST') return Response.json({ url: request.url, body: await request.text() });
  if (pathname === '/missing') return new Response('no', { status: 404 });
  if (pathname === '/worker.js') {
    const script = "fetch('/missing').then((answer) => postMessage(answer.status));";
    return new Response(script, { headers: { 'content-type': 'text/javascript' } });
  }
  return new Response(page, { headers: { 'content-type': 'text/html', 'content-security-policy': csp } });
}
