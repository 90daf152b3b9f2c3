// `npm run pack`: builds the app and packs it with electron-builder as electron-builder.yml says, for this system
// (`-- --dir`: only the folder). Where Electron's binary cannot be had, or `-- --without-electron FOLDER` asks for it,
// shells without Electron are packed instead, one for Linux and one for macOS: nobody can use them, but what is packed
// can be checked (tests/packaging). One sentence says which.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildIfStale } from './build.ts';
import { canFetchElectron } from './electron-binary.ts';
import { makeElectronStub, type StubSystem } from './electron-stub.ts';

const root = join(import.meta.dirname, '..');
const debianZip = '/usr/bin/7zz';
const args = process.argv.slice(2);

await buildIfStale();
process.exitCode = await packAll();

async function packAll(): Promise<number> {
  const at = args.indexOf('--without-electron');
  if (at < 0 && (await canFetchElectron())) {
    console.log('Packing with Electron, for this system, into dist.');
    return pack(args);
  }
  const folder = at < 0 ? join(root, 'dist', 'without-electron') : resolve(args[at + 1] ?? '');
  const why = at < 0 ? 'Electron cannot be had here: packing' : 'Packing';
  console.log(`${why} without Electron, into ${folder}, to be checked and not to be used.`);
  const archives = args.includes('--dir') || !existsSync(debianZip) ? [] : ['zip', 'tar.gz'];
  return packWithout('linux', folder, ['dir', ...archives]) || packWithout('mac', folder, ['dir']);
}

function packWithout(system: StubSystem, folder: string, targets: readonly string[]): number {
  const stub = join(folder, `stub-${system}`);
  makeElectronStub(stub, system);
  return pack([
    `--${system}`,
    ...targets,
    '--x64',
    `--config.electronDist=${stub}`,
    `--config.directories.output=${folder}`,
    // so that nobody hands it to anybody
    '--config.artifactName=${productName}-${version}-${os}-${arch}-without-electron.${ext}',
    '--config.electronFuses.resetAdHocDarwinSignature=false', // a stub has nothing to sign, nor other systems the tool
  ]);
}

/** Answers electron-builder's exit code. */
function pack(given: readonly string[]): number {
  const { status, error } = spawnSync('electron-builder', ['--publish', 'never', ...given], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    env: { ...process.env, ...(existsSync(debianZip) ? { ELECTRON_BUILDER_7ZIP_PATH: debianZip } : {}) },
  });
  if (error !== undefined) console.error(error.message);
  return status ?? 1;
}
