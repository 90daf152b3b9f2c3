// The two pages, built: the bench's own, and the app's with the bridge to go before it; and the Chromium that
// shows them: headless, with a profile on the disk, since what an incognito window stores is only in memory.

import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium } from 'playwright';
import { build, type BuildOptions } from 'vite';
import { chromiumFlags, chromiumPath } from '#scripts/chromium.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = fileURLToPath(new URL('../page', import.meta.url));

export interface BuiltPages {
  /** holds `bench/index.html`, `app/index.html` and `bridge/bridge.js` */
  readonly folder: string;
  /** names inside it, with slashes */
  readonly files: ReadonlySet<string>;
}

export async function buildPages(folder: string): Promise<BuiltPages> {
  const quiet = { logLevel: 'error', publicDir: false } as const;
  const common: BuildOptions = { emptyOutDir: true, target: 'chrome146', reportCompressedSize: false };
  await build({
    ...quiet,
    configFile: false,
    root: pages,
    base: './',
    worker: { format: 'es' },
    build: { ...common, outDir: join(folder, 'bench'), modulePreload: { polyfill: false } },
  });
  await build({
    ...quiet,
    configFile: false,
    root: pages,
    build: {
      ...common,
      outDir: join(folder, 'bridge'),
      lib: { entry: join(pages, 'bridge.ts'), formats: ['iife'], name: 'bridge', fileName: () => 'bridge.js' },
    },
  });
  await build({
    ...quiet,
    configFile: join(root, 'vite.config.ts'),
    root: join(root, 'renderer'),
    build: { outDir: join(folder, 'app'), sourcemap: false },
  });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  return { folder, files: new Set(names) };
}

export const startChromium = (profile: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, {
    headless: true,
    args: [...chromiumFlags],
    viewport: { width: 1366, height: 768 },
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
  });
