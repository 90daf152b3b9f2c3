// `BrowserWindow`: a window of Chromium around one webContents. Only sandboxed, isolated pages: anything weaker
// is refused at once, so that a lapse in the product shows here too.

import { EventEmitter } from 'node:events';
import { browserNow } from './browser.ts';
import { unheard } from './cdp.ts';
import { life } from './life.ts';
import { WebContents, type WebPreferences } from './web-contents.ts';

export interface WindowOptions {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly show?: boolean;
  readonly title?: string;
  readonly webPreferences?: WebPreferences;
}

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Headless Chromium counts a tab strip and an address bar into a window's height. */
const HEADLESS_BARS = 87;
const all: BrowserWindow[] = [];

export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  #bounds: Bounds;
  #title: string;
  #isVisible: boolean;
  #isGone = false;
  #isClosing = false;

  constructor(options: WindowOptions = {}) {
    super();
    const { sandbox, contextIsolation, nodeIntegration, webviewTag } = options.webPreferences ?? {};
    if (sandbox === false || contextIsolation === false || nodeIntegration === true || webviewTag === true) {
      throw new Error('electron stand-in: only sandboxed, isolated pages');
    }
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    this.#title = options.title ?? life.about.name;
    this.#isVisible = options.show !== false;
    this.webContents = new WebContents(options.webPreferences ?? {});
    this.id = all.push(this);
    this.webContents.once('standin:loaded', () => this.emit('ready-to-show'));
    this.webContents.on('page-title-updated', (...facts: unknown[]) => this.emit('page-title-updated', ...facts));
    this.webContents.once('destroyed', () => this.#end());
    this.setBounds(this.#bounds);
    life.emitter.emit('browser-window-created', {}, this);
    life.emitter.emit('web-contents-created', {}, this.webContents);
  }

  static getAllWindows(): BrowserWindow[] {
    return all.filter((window) => !window.isDestroyed());
  }

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.getAllWindows().at(-1) ?? null;
  }

  static fromWebContents(contents: unknown): BrowserWindow | null {
    return all.find((window) => window.webContents === contents) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.id === id) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  /** false: a listener of `close` prevented it */
  close(): boolean {
    if (this.#isGone || this.#isClosing) return true;
    if (!this.#mayClose()) return false;
    this.destroy();
    return true;
  }

  destroy(): void {
    this.#isClosing = true;
    this.webContents.close();
  }

  isDestroyed(): boolean {
    return this.#isGone;
  }

  show(): void {
    this.#isVisible = true;
    this.emit('show');
  }

  hide(): void {
    this.#isVisible = false;
    this.emit('hide');
  }

  focus(): void {
    unheard(this.webContents.standinCommand('Page.bringToFront'));
    this.emit('focus');
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  isFocused(): boolean {
    return !this.#isGone;
  }

  isMinimized(): boolean {
    return false;
  }

  isMaximized(): boolean {
    return false;
  }

  isFullScreen(): boolean {
    return false;
  }

  restore(): void {}
  maximize(): void {}
  minimize(): void {}
  setMenuBarVisibility(_isVisible: boolean): void {}
  setProgressBar(_done: number): void {}
  setContentProtection(_isProtected: boolean): void {}

  getTitle(): string {
    return this.#title;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getBounds(): Bounds {
    return this.#bounds;
  }

  getNormalBounds(): Bounds {
    return this.#bounds;
  }

  setBounds(bounds: Partial<Bounds>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    unheard(this.#place());
    this.emit('resize');
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  async #place(): Promise<void> {
    const { cdp, isHeadless } = browserNow();
    const { windowId } = await cdp.send('Browser.getWindowForTarget', {
      targetId: await this.webContents.standinTarget(),
    });
    const { x, y, width, height } = this.#bounds;
    const bounds = { left: x, top: y, width, height: height + (isHeadless ? HEADLESS_BARS : 0) };
    await cdp.send('Browser.setWindowBounds', { windowId, bounds });
  }

  #mayClose(): boolean {
    let isStopped = false;
    this.emit('close', {
      preventDefault: () => {
        isStopped = true;
      },
    });
    return !isStopped;
  }

  #end(): void {
    if (this.#isGone) return;
    if (!this.#isClosing) this.#mayClose(); // the person closed Chromium's own frame: told, though too late to prevent
    this.#isGone = true;
    this.emit('closed');
    if (BrowserWindow.getAllWindows().length > 0 || life.isQuitting) return;
    if (!life.emitter.emit('window-all-closed')) life.quit();
  }
}
