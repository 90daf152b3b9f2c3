// Builds the process side: `--mode main` → out/main/main.js (ES), `--mode preload` → out/preload/preload.cjs.
// npm dependencies are bundled in, so the packaged app carries no node_modules; a sandboxed preload must be
// one CommonJS file.

import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

// Without spaces and comments: a third of it. Names stay: of a bug, its class and its place are all that is ever said.
const SMALLER = { compress: false, mangle: false, codegen: true } as const;

export default defineConfig(({ mode }) => ({
  publicDir: false,
  define: { BUILT_AT: JSON.stringify(new Date().toISOString()) },
  cacheDir: '.cache/vite-node',
  ssr: { noExternal: true },
  build: {
    ssr: `electron/${mode}.ts`,
    outDir: `out/${mode}`,
    emptyOutDir: true,
    target: 'node24',
    sourcemap: true,
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      checks: { bundlerTimings: false },
      external: ['electron', /^node:/, ...builtinModules],
      output:
        mode === 'preload'
          ? { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false, minify: SMALLER }
          : { format: 'es', entryFileNames: 'main.js', codeSplitting: false, minify: SMALLER },
    },
  },
}));
