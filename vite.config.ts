// Builds the page: renderer/index.html → out/renderer. No inline scripts or styles, so that the CSP of
// 7-libraries holds without exceptions; the engine worker is an ES module of its own.

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'renderer',
  base: './',
  cacheDir: '../.cache/vite-page',
  publicDir: false,
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome146',
    sourcemap: true,
    assetsInlineLimit: 0,
    // One style sheet, so that the order of the layers is the one in base.css whichever chunk comes first.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
