// `npm run pack`: builds the app and packs it with electron-builder, whose configuration is electron-builder.yml.
// Without arguments it makes this system's installers; `-- --dir` only the unpacked folder.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from './build.ts';

const root = join(import.meta.dirname, '..');
const debianZip = '/usr/bin/7zz';

await buildIfStale();
const { status, error } = spawnSync('electron-builder', ['--publish', 'never', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, ...(existsSync(debianZip) ? { ELECTRON_BUILDER_7ZIP_PATH: debianZip } : {}) },
});
if (error !== undefined) console.error(error.message);
process.exitCode = status ?? 1;
