// The app as somebody would publish it: the main process built again from the same sources, with a release key and an
// address of theirs in resources/release.json; page and preload as they were built. Nothing in the product knows of it.

import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';

const root = resolve(import.meta.dirname, '../..');

export interface Published {
  readonly address: string | null;
  readonly keys: readonly string[];
}

/** Makes the folder an app that Electron can start, of the files that an installer brings (electron-builder.yml). */
export async function buildPublishedApp(folder: string, published: Published): Promise<void> {
  for (const part of ['package.json', 'out/renderer', 'out/preload', 'resources/icons/chasqui/256.png'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  const theirs: Plugin = {
    name: 'published-by',
    enforce: 'pre',
    load: (id) => (id.endsWith('/resources/release.json') ? JSON.stringify(published) : null),
  };
  await build({
    root,
    configFile: join(root, 'vite.node.config.ts'),
    mode: 'main',
    logLevel: 'error',
    plugins: [theirs],
    build: { outDir: join(folder, 'out', 'main'), sourcemap: false },
  });
}
