// The stand-in for Electron, first file: starts an app on plain Node as Electron's executable would,
// `electron [switches] [-r file] <app folder> [arguments]`. A module hook answers `import 'electron'` (and
// require) with electron.ts; then come the preloaded files and the app's own main file.
// The stand-in exists for machines where Electron's binary cannot be had (docs: 6-platform) and is never packaged.

import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const standin = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    /^electron(\/(main|common))?$/.test(specifier)
      ? { url: standin, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});

const args = process.argv.slice(2);
const { folder, preloads } = readArguments(args);
const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
process.argv = [process.execPath, ...args];
// Electron warns of a promise nobody handled and goes on; Node alone would end the app.
process.on('unhandledRejection', (reason) => {
  const said = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
  process.emitWarning(said, 'UnhandledPromiseRejectionWarning');
});

const { boot, start } = await import('./app.ts');
boot({
  appPath: folder,
  name: about['productName'] ?? about['name'] ?? 'Electron',
  version: about['version'] ?? '0.0.0',
  args,
});
const require = createRequire(import.meta.url);
for (const file of preloads) require(resolve(file));
try {
  await import(pathToFileURL(join(folder, about['main'] ?? 'index.js')).href);
  start();
} catch (error) {
  console.error('The app threw an error while loading.');
  console.error(error);
  process.exit(1);
}

function readArguments(given: readonly string[]): { folder: string; preloads: readonly string[] } {
  const preloads: string[] = [];
  for (let at = 0; at < given.length; at++) {
    const argument = given[at] ?? '';
    if (argument === '-r' || argument === '--require') preloads.push(given[++at] ?? '');
    else if (!argument.startsWith('-')) return { folder: resolve(argument), preloads };
  }
  throw new Error('electron stand-in: no app folder given');
}
