// Builds the page: renderer/index.html → out/renderer. No inline scripts or styles, so that the CSP of
// 7-libraries holds without exceptions; the engine worker is an ES module of its own.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  root: 'renderer',
  base: './',
  cacheDir: '../.cache/vite-page',
  publicDir: false,
  plugins: [react(), layersInOrder(), leanData()],
  worker: { format: 'es', plugins: () => [leanData()], rolldownOptions: { checks: { bundlerTimings: false } } },
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome146',
    sourcemap: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: ['renderer/index.html', 'renderer/print.html'],
      checks: { bundlerTimings: false },
    },
  },
});

/** Whichever style sheet loads first states the order of the layers, as base.css does in the sources. */
function layersInOrder(): Plugin {
  const base = readFileSync(join(import.meta.dirname, 'renderer/styles/base.css'), 'utf8');
  const statement = /@layer [\w, ]+;/.exec(base)?.[0];
  if (statement === undefined) throw new Error('base.css does not state the order of the layers');
  return {
    name: 'layers-in-order',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const asset of Object.values(bundle)) {
          if (asset.type === 'asset' && asset.fileName.endsWith('.css'))
            asset.source = statement + String(asset.source);
        }
      },
    },
  };
}

/** What the data says about itself (where it is from, why it is so) is for whoever reads the sources: nothing reads it here. */
function leanData(): Plugin {
  const isAside = (key: string, value: unknown): boolean =>
    key.startsWith('provenance') ||
    ((key === 'note' || key === 'why') && (typeof value === 'string' || value === null));
  return {
    name: 'lean-data',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/resources\/mechanism\/.+\.json$/.test(id)) return undefined;
      const kept = JSON.stringify(JSON.parse(code), (key, value: unknown) => (isAside(key, value) ? undefined : value));
      return { code: kept, map: { mappings: '' } };
    },
  };
}
