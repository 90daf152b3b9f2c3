// What the shell's specs share: the page once it is there, and the vault through the page's own bridge.

import type { ElectronApplication, Page } from '@playwright/test';
import type { Desktop } from '#shared/wire/ipc.ts';
import type { OpenVault } from '#shared/wire/vault.ts';

declare global {
  interface Window {
    readonly chasqui: Desktop;
    heard: unknown[];
    violations: string[];
  }
}

export const PASSPHRASE = 'quipu de lana azul';
export const ID = 'A'.repeat(43);

export async function pageOf(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow();
  // A window is there, with its bridge, before our page is loaded into it; and our page asks once whether a notebook is
  // open: it would open one that a test made before that.
  await page.waitForFunction(
    () => location.pathname.endsWith('/index.html') && 'chasqui' in window && document.querySelector('main') !== null,
  );
  return page;
}

export const create = (page: Page): Promise<OpenVault> =>
  page.evaluate(async (passphrase) => {
    const made = await window.chasqui.vaultCreate({ passphrase });
    if (!made.ok) throw new Error(made.error.type);
    return made.value;
  }, PASSPHRASE);

export const stateOf = (page: Page): Promise<string> =>
  page.evaluate(async () => (await window.chasqui.vaultStatus()).state);
