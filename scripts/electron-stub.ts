// An empty shell in the shape of an unpacked Electron, so that what electron-builder does with the app (the archive,
// the fuses, the names, the metadata) can be made and checked where Electron's binary cannot be had. It opens nothing:
// its executable says so. It carries Electron 45's fuse wire as Electron ships it, and more languages than ours.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type StubSystem = 'linux' | 'mac';

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** '1' on, '0' off, in the order of @electron/fuses; the ninth (WebAssembly trap handlers) is not ours to turn. */
const SHIPPED_FUSES = '101100011';
const FRAMEWORKS = 'Electron.app/Contents/Frameworks';
const HELPERS = ['Electron Helper', 'Electron Helper (GPU)', 'Electron Helper (Plugin)', 'Electron Helper (Renderer)'];

/** Makes the folder anew. */
export function makeElectronStub(folder: string, system: StubSystem): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, content] of Object.entries(system === 'mac' ? macFiles() : linuxFiles())) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: content === EXECUTABLE ? 0o755 : 0o644 });
  }
  mkdirSync(join(folder, 'resources'), { recursive: true });
}

/** A fuse wire: its sentinel, the version of its layout, its length, its fuses. */
const EXECUTABLE = Buffer.concat([
  Buffer.from('#!/bin/sh\necho "Packed without Electron: this opens nothing." >&2\nexit 127\n# '),
  Buffer.from(SENTINEL),
  Buffer.from([1, SHIPPED_FUSES.length]),
  Buffer.from(`${SHIPPED_FUSES}\n`),
]);

function linuxFiles(): Record<string, string | Buffer> {
  const plain = ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'chrome_crashpad_handler', 'icudtl.dat'];
  const languages = ['de', 'en-GB', 'en-US', 'es', 'es-419', 'fr', 'ja', 'pt-BR', 'pt-PT'];
  return {
    electron: EXECUTABLE,
    version: electronVersion(),
    ...filled([...plain, ...languages.map((language) => `locales/${language}.pak`)]),
  };
}

function macFiles(): Record<string, string | Buffer> {
  const languages = ['de', 'en', 'en_GB', 'es', 'es_419', 'fr', 'ja', 'pt_BR', 'pt_PT'];
  const apps = ['Electron.app', ...HELPERS.map((helper) => `${FRAMEWORKS}/${helper}.app`)];
  return {
    version: electronVersion(),
    ...filled(['LICENSE', 'LICENSES.chromium.html', 'Electron.app/Contents/Resources/electron.icns']),
    ...filled(
      languages.flatMap((language) => [
        `Electron.app/Contents/Resources/${language}.lproj/locale.pak`,
        `${FRAMEWORKS}/Electron Framework.framework/Versions/A/Resources/${language}.lproj/locale.pak`,
      ]),
    ),
    ...Object.fromEntries(apps.map((app) => [`${app}/Contents/Info.plist`, PLIST])),
    ...Object.fromEntries(
      HELPERS.map((helper) => [`${FRAMEWORKS}/${helper}.app/Contents/MacOS/${helper}`, 'in place of a helper\n']),
    ),
    'Electron.app/Contents/MacOS/Electron': 'in place of the launcher\n',
    [`${FRAMEWORKS}/Electron Framework.framework/Electron Framework`]: EXECUTABLE,
  };
}

const PLIST = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>CFBundleExecutable</key><string>Electron</string></dict></plist>
`;

const filled = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `in place of ${name}\n`]));

function electronVersion(): string {
  const about = join(import.meta.dirname, '..', 'node_modules', 'electron', 'package.json');
  return (JSON.parse(readFileSync(about, 'utf8')) as { version: string }).version;
}
