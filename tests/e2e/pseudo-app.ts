// The app with longer texts: the page built again from the same sources, with the pseudo-locale in place of the Spanish
// texts and labels; main and preload as they were built. Nothing in the product knows of it.

import { cpSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import { pseudoLabels, pseudoTexts } from '../fixtures/pseudo-locale.ts';

const root = resolve(import.meta.dirname, '../..');
const CHANGES = [
  [/\/resources\/locales\/es\/[\w-]+\.json$/, pseudoTexts],
  [/\/resources\/mechanism\/[\w/-]+\.json$/, pseudoLabels],
] as const;

const longerTexts: Plugin = {
  name: 'longer-texts',
  enforce: 'pre',
  load: (id) => {
    const change = CHANGES.find(([files]) => files.test(id))?.[1];
    return change === undefined ? null : JSON.stringify(change(JSON.parse(readFileSync(id, 'utf8'))));
  },
};

/** Makes the folder an app that Electron can start, of the files that an installer brings (electron-builder.yml). */
export async function buildPseudoApp(folder: string): Promise<void> {
  for (const part of ['package.json', 'out/main', 'out/preload', 'resources/icons/chasqui/256.png'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  await build({
    root: join(root, 'renderer'),
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    plugins: [longerTexts],
    build: { outDir: join(folder, 'out', 'renderer'), sourcemap: false },
  });
}
