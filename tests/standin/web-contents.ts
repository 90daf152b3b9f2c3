// `webContents`: one page of Chromium. Runs the real preload in an isolated world of the main frame, carries IPC
// over a binding of that world, asks `will-navigate` before any document is fetched, and lets no window open.

import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { type Browser, browserNow, type Target } from './browser.ts';
import { type Facts, textOf, unheard } from './cdp.ts';
import { codec, makeCodec } from './clone.ts';
import { nativeTheme, themeMedia } from './desktop.ts';
import { answerMessage, type IpcEvent, type IpcMessage } from './ipc-main.ts';
import { makeBridge, preloadScope } from './page-bridge.ts';
import { urlToApp, urlToChromium } from './schemes.ts';
import { mayRequest, session } from './session.ts';

export interface WebPreferences {
  readonly preload?: string;
  readonly sandbox?: boolean;
  readonly contextIsolation?: boolean;
  readonly nodeIntegration?: boolean;
  readonly webviewTag?: boolean;
  readonly javascript?: boolean;
  readonly additionalArguments?: readonly string[];
}

interface OpenDetails {
  readonly url: string;
}
type OpenHandler = (details: OpenDetails) => { readonly action: 'deny' | 'allow' };

/** Documents, for will-navigate; and whatever does not go to one of the app's own schemes. */
const ASKED = [
  { urlPattern: '*', resourceType: 'Document' },
  { urlPattern: 'https:*' },
  { urlPattern: 'http://127.*' },
  { urlPattern: 'http://localhost*' },
];
const WORLD = 'electron-preload';
const all: WebContents[] = [];

/** Beside Electron's own events it emits `standin:loaded` (ready-to-show) for its window. */
export class WebContents extends EventEmitter {
  readonly id: number;
  readonly session = session.defaultSession;
  readonly mainFrame: IpcEvent['senderFrame'];
  readonly #browser: Browser = browserNow();
  readonly #opened: Promise<void>;
  #target: Target = { targetId: '', sessionId: '' };
  #url = '';
  #title = '';
  #isGone = false;
  #world: number | undefined;
  #expected: string | undefined;
  #popupUrl = '';
  #openHandler: OpenHandler = () => ({ action: 'deny' });
  #loading: { readonly resolve: () => void; readonly reject: (error: Error) => void } | undefined;

  constructor(preferences: WebPreferences) {
    super();
    const url = (): string => this.#url;
    this.mainFrame = {
      parent: null,
      get url() {
        return url();
      },
      get origin() {
        return url().split('/').slice(0, 3).join('/');
      },
    };
    this.id = all.push(this);
    this.#opened = this.#open(preferences);
    unheard(this.#opened);
  }

  static fromId(id: number): WebContents | undefined {
    return all.find((contents) => contents.id === id && !contents.isDestroyed());
  }

  /** Playwright finds a page's window by this. */
  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return all.find((contents) => contents.#target.targetId === targetId && !contents.isDestroyed());
  }

  static getAllWebContents(): WebContents[] {
    return all.filter((contents) => !contents.isDestroyed());
  }

  async loadURL(url: string): Promise<void> {
    await this.#opened;
    this.#expected = urlToChromium(url).replace(/#.*/, '');
    const loaded = new Promise<void>((resolve, reject) => {
      this.#loading = { resolve, reject };
    });
    unheard(loaded);
    const { errorText, loaderId } = await this.standinCommand('Page.navigate', { url: urlToChromium(url) });
    if (typeof errorText === 'string') this.#finish(`${errorText} loading '${url}'`);
    else if (loaderId === undefined) this.#finish(); // the same document, another fragment
    await loaded;
  }

  reload(): void {
    this.#expected = urlToChromium(this.#url).replace(/#.*/, '');
    unheard(this.standinCommand('Page.reload'));
  }

  send(channel: string, ...args: unknown[]): void {
    const message = JSON.stringify({ channel, args: codec.pack(args) });
    if (this.#world !== undefined) this.#deliver(this.#world, message);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const params = { expression: code, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.standinCommand('Runtime.evaluate', params);
    if (exceptionDetails !== undefined) throw new Error(String((exceptionDetails as Facts)['text']));
    return (result as Facts)['value'];
  }

  print(): void {
    unheard(this.standinCommand('Runtime.evaluate', { expression: 'print()', userGesture: true }));
  }

  /** Margins are inches, of Electron as of Chromium; of the sizes of paper only A4 is known here. */
  async printToPDF({ margins, pageSize, ...asked }: Facts = {}): Promise<Buffer> {
    const { top, bottom, left, right } = (margins ?? {}) as Facts;
    const paper = pageSize === 'A4' ? { paperWidth: 8.27, paperHeight: 11.69 } : {}; // Letter is Chromium's own
    const around = { marginTop: top, marginBottom: bottom, marginLeft: left, marginRight: right };
    const params = { ...asked, ...paper, ...around };
    const { data } = await this.standinCommand('Page.printToPDF', params);
    return Buffer.from(textOf(data), 'base64');
  }

  async capturePage(): Promise<{ toPNG: () => Buffer; isEmpty: () => boolean }> {
    const { data } = await this.standinCommand('Page.captureScreenshot');
    const png = Buffer.from(textOf(data), 'base64');
    return { toPNG: () => png, isEmpty: () => png.length === 0 };
  }

  getURL(): string {
    return this.#url;
  }

  getTitle(): string {
    return this.#title;
  }

  isDestroyed(): boolean {
    return this.#isGone;
  }

  close(): void {
    if (this.#isGone) return;
    unheard(this.#opened.then(() => this.#browser.cdp.send('Target.closeTarget', { targetId: this.#target.targetId })));
  }

  openDevTools(): void {}

  /** The stand-in's own: a command to this page. */
  async standinCommand(method: string, params: Facts = {}): Promise<Facts> {
    await this.#opened;
    return this.#browser.cdp.send(method, params, this.#target.sessionId);
  }

  /** The stand-in's own: the DevTools id, once the page is there. */
  async standinTarget(): Promise<string> {
    await this.#opened;
    return this.#target.targetId;
  }

  async #open(preferences: WebPreferences): Promise<void> {
    const { cdp } = this.#browser;
    this.#target = await this.#browser.openWindow();
    const { sessionId, targetId } = this.#target;
    cdp.on(sessionId, (method: string, params: Facts) => this.#hear(method, params));
    cdp.on('Target.targetDestroyed', (params: Facts) => {
      if (params['targetId'] === targetId) this.#end();
    });
    cdp.on('Target.targetInfoChanged', ({ targetInfo }: { targetInfo: Facts }) => {
      if (targetInfo['targetId'] === targetId) this.#retitle(textOf(targetInfo['title']));
    });
    nativeTheme.on('updated', () => unheard(this.standinCommand('Emulation.setEmulatedMedia', themeMedia())));
    cdp.on('popup', (popup: Target & { openerId: string }) => {
      if (popup.openerId === targetId) this.#refusePopup(popup);
    });
    const send = (method: string, params: Facts = {}): Promise<Facts> => cdp.send(method, params, sessionId);
    await Promise.all([
      send('Page.enable'),
      send('Runtime.enable'),
      send('Fetch.enable', { patterns: ASKED }),
      send('Emulation.setEmulatedMedia', themeMedia()),
      ...(preferences.javascript === false ? [send('Emulation.setScriptExecutionDisabled', { value: true })] : []),
      ...(preferences.preload === undefined ? [] : this.#preload(preferences.preload, preferences, send)),
    ]);
    await send('Runtime.runIfWaitingForDebugger');
  }

  #preload(
    file: string,
    { additionalArguments }: WebPreferences,
    send: (method: string, params: Facts) => Promise<Facts>,
  ): Promise<Facts>[] {
    const code = readFileSync(file, 'utf8').replace(/\/\/# sourceMappingURL=\S+/, '');
    const { platform, arch, versions } = process;
    const argv = additionalArguments ?? [];
    const scope = JSON.stringify({ platform, arch, versions, argv, env: {}, type: 'renderer', sandboxed: true });
    const names = { toPage: `standin-${crypto.randomUUID()}`, toPreload: `standin-${crypto.randomUUID()}` };
    const onlyMainFrame = (source: string): string => `if (window === window.top) { ${source} }`;
    const inPage = `(${String(makeBridge)})('${names.toPreload}', '${names.toPage}');`;
    const inPreload = `
      const scope = (${String(preloadScope)})(${String(makeBridge)}, ${String(makeCodec)}, ${JSON.stringify(names)}, ${scope});
      (function (require, module, exports, process) { ${code}\n})(scope.require, { exports: {} }, {}, scope.process);`;
    return [
      send('Runtime.addBinding', { name: 'standinSend', executionContextName: WORLD }),
      send('Page.addScriptToEvaluateOnNewDocument', { source: onlyMainFrame(inPage) }),
      send('Page.addScriptToEvaluateOnNewDocument', { source: onlyMainFrame(inPreload), worldName: WORLD }),
    ];
  }

  #hear(method: string, params: Facts): void {
    if (method === 'Runtime.executionContextCreated') this.#noteWorld(params['context'] as Facts);
    else if (method === 'Runtime.executionContextsCleared') this.#world = undefined;
    else if (method === 'Runtime.bindingCalled') void this.#receive(params);
    else if (method === 'Fetch.requestPaused') void this.#askRequest(params);
    else if (method === 'Page.frameNavigated') this.#navigated(params['frame'] as Facts);
    else if (method === 'Page.navigatedWithinDocument') this.#moved(textOf(params['url']));
    else if (method === 'Page.windowOpen') this.#popupUrl = textOf(params['url']);
    else if (method === 'Page.domContentEventFired') this.emit('dom-ready', {});
    else if (method === 'Page.loadEventFired') this.#loaded();
    else if (method === 'Runtime.consoleAPICalled') this.#console(params);
    else if (method === 'Inspector.targetCrashed')
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    else if (method === 'Page.javascriptDialogOpening' && params['type'] === 'beforeunload') {
      unheard(this.standinCommand('Page.handleJavaScriptDialog', { accept: true }));
    }
  }

  #noteWorld(context: Facts): void {
    const frame = (context['auxData'] as Facts | undefined)?.['frameId'];
    if (context['name'] === WORLD && frame === this.#target.targetId) this.#world = Number(context['id']);
  }

  /** A message from the preload; one from a document that is gone already is dropped, as its answer would be. */
  async #receive({ executionContextId, payload }: Facts): Promise<void> {
    if (executionContextId !== this.#world) return;
    const message = JSON.parse(textOf(payload)) as IpcMessage;
    this.#url = urlToApp(message.url);
    const answer = await answerMessage(message, { sender: this, senderFrame: this.mainFrame });
    if (answer !== undefined) this.#deliver(Number(executionContextId), JSON.stringify(answer));
  }

  #deliver(contextId: number, message: string): void {
    unheard(this.standinCommand('Runtime.evaluate', { contextId, expression: `standinReceive(${message})` }));
  }

  async #askRequest({ requestId, request, frameId, resourceType }: Facts): Promise<void> {
    const url = textOf((request as Facts)['url']);
    const isAllowed =
      (resourceType !== 'Document' || this.#mayNavigate(url, frameId)) && (await mayRequest(urlToApp(url)));
    unheard(
      isAllowed
        ? this.standinCommand('Fetch.continueRequest', { requestId })
        : this.standinCommand('Fetch.failRequest', { requestId, errorReason: 'Aborted' }),
    );
  }

  #mayNavigate(chromiumUrl: string, frameId: unknown): boolean {
    const url = urlToApp(chromiumUrl);
    const isMainFrame = frameId === this.#target.targetId;
    let isStopped = false;
    const event = {
      url,
      isMainFrame,
      preventDefault: () => {
        isStopped = true;
      },
    };
    if (isMainFrame && chromiumUrl === this.#expected) {
      this.#expected = undefined;
      return true;
    }
    this.emit('will-frame-navigate', event);
    if (isMainFrame) this.emit('will-navigate', event, url);
    return !isStopped;
  }

  #navigated(frame: Facts): void {
    if (frame['parentId'] !== undefined) return;
    this.#url = urlToApp(`${textOf(frame['url'])}${textOf(frame['urlFragment'])}`);
    this.emit('did-navigate', {}, this.#url, 200, '');
    const failed = frame['unreachableUrl'];
    if (failed !== undefined) this.#finish(`ERR_FAILED loading '${urlToApp(textOf(failed))}'`);
  }

  #moved(chromiumUrl: string): void {
    this.#url = urlToApp(chromiumUrl);
    this.emit('did-navigate-in-page', {}, this.#url, true);
  }

  #loaded(): void {
    if (this.#url === '' || /^(about:blank|data:text\/html,)$/.test(this.#url)) return;
    this.#finish();
    this.emit('standin:loaded');
  }

  #finish(problem?: string): void {
    const loading = this.#loading;
    this.#loading = undefined;
    if (problem === undefined) {
      this.emit('did-finish-load', {});
      loading?.resolve();
    } else {
      this.emit('did-fail-load', {}, -2, problem, this.#url, true);
      loading?.reject(new Error(problem));
    }
  }

  #console({ type, args }: Facts): void {
    const message = (args as Facts[]).map((argument) => String(argument['value'] ?? argument['description'])).join(' ');
    this.emit('console-message', { level: type, message });
  }

  #refusePopup({ targetId, sessionId }: Target): void {
    const { action } = this.#openHandler({ url: urlToApp(this.#popupUrl) });
    if (action === 'allow') console.error('electron stand-in: windows opened by a page are not emulated; refused');
    unheard(this.#browser.cdp.send('Target.closeTarget', { targetId }));
    unheard(this.#browser.cdp.send('Runtime.runIfWaitingForDebugger', {}, sessionId));
  }

  #retitle(title: string): void {
    if (title === this.#title) return;
    this.#title = title;
    this.emit('page-title-updated', { preventDefault: () => {} }, title, true);
  }

  #end(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#loading?.reject(new Error('the window was closed'));
    this.emit('destroyed');
  }
}
