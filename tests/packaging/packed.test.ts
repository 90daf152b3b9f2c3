// What people install holds the app and nothing else, with the doors of electron-builder.yml shut.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getRawHeader } from '@electron/asar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import about from '../../package.json' with { type: 'json' };
import { type ArchivedFile, filesIn, fusesOf, packOnce, type Packed, textIn } from './packed.ts';

const out = join(import.meta.dirname, '..', '..', 'out');
let packed: Packed;
let archive: string;
let files: readonly ArchivedFile[];

beforeAll(() => {
  packed = packOnce();
  archive = join(packed.linux, 'resources', 'app.asar');
  files = filesIn(archive);
});
afterAll(() => packed.remove());

test('the archive is the built page, main, preload, the window’s icon and package.json, and nothing else', () => {
  const built = readdirSync(join(out, 'renderer'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => `out${join(entry.parentPath, entry.name).slice(out.length).replaceAll('\\', '/')}`);
  expect(built.length).toBeGreaterThan(50);
  expect(files.map(({ name }) => name)).toEqual(
    [...built, 'out/main/main.js', 'out/preload/preload.cjs', 'package.json', 'resources/icons/chasqui/256.png'].sort(),
  );
});

test('beside the archive lies nothing of ours', () => {
  expect(readdirSync(join(packed.linux, 'resources'))).toEqual(['app.asar']);
});

test('the archive has the bytes that were built', () => {
  for (const name of ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html'])
    expect(textIn(archive, name), name).toBe(readFileSync(join(out, '..', name), 'utf8'));
});

test('what the data says about itself stays with the sources: the page carries none of it', () => {
  const scripts = files.filter(({ name }) => /^out\/renderer\/.+\.js$/.test(name));
  expect(scripts.filter(({ name }) => textIn(archive, name).includes('ours-review'))).toEqual([]);
});

test('package.json tells what to start and brings no tool, no script and no test', () => {
  const inside = JSON.parse(textIn(archive, 'package.json')) as Record<string, unknown>;
  expect(inside).toMatchObject({ name: about.name, version: about.version, main: 'out/main/main.js', type: 'module' });
  expect(Object.keys(inside)).not.toContain('devDependencies');
  expect(Object.keys(inside)).not.toContain('scripts');
});

test('main and preload need Electron and Node alone: every package is bundled in', () => {
  const asked = (text: string): readonly string[] =>
    [...text.matchAll(/(?:^|;)import\b[^;'"]*['"]([^'"]+)['"]|\brequire\(['"]([^'"]+)['"]\)/gm)].map(
      ([, imported, required]) => imported ?? required ?? '',
    );
  const node =
    /^(node:)?(crypto|events|fs|fs\/promises|http|http2|https|module|net|os|path|stream|stream\/promises|timers\/promises|url|util|zlib)$/;
  for (const name of ['out/main/main.js', 'out/preload/preload.cjs']) {
    const needed = asked(textIn(archive, name));
    expect(needed, name).toContain('electron');
    expect(needed.filter((one) => one !== 'electron' && !node.test(one))).toEqual([]);
  }
});

test('nothing of the stand-in, of tests or of tools is named in what ships', () => {
  const names = /tests\/(standin|fixtures)|electron stand-in|STANDIN_NODE|CHASQUI_ELECTRON|ELECTRON_OVERRIDE_DIST_PATH/;
  const texts = files.filter(({ name }) => /\.(c?js|html|json|css)$/.test(name));
  expect(texts.length).toBeGreaterThan(50);
  for (const { name } of texts) expect(names.exec(textIn(archive, name))?.[0], name).toBeUndefined();
});

/** A call that loads, with an address of another place written into it. */
const LOADS =
  /\b(fetch|import|importScripts|loadURL|Worker|WebSocket|EventSource|sendBeacon|open)\s*\(\s*["'`](https?:|wss?:)?\/\/[^"'`]*/g;

test('no page, style or script of the archive loads anything from elsewhere', () => {
  const texts = files.filter(({ name }) => /\.(c?js|html|css)$/.test(name));
  expect('fetch("https://x.example/")'.match(LOADS)).toHaveLength(1);
  for (const { name } of texts) {
    const text = textIn(archive, name);
    if (/\.(html|css)$/.test(name)) expect(text.match(/(https?:)?\/\/[\w-]+\.[\w.-]+/g) ?? [], name).toEqual([]);
    expect(text.match(LOADS) ?? [], name).toEqual([]);
  }
});

test('the packed main process makes its one window without Node, sandboxed and isolated', () => {
  const main = textIn(archive, 'out/main/main.js');
  for (const [preference, is] of [
    ['sandbox', true],
    ['contextIsolation', true],
    ['nodeIntegration', false],
    ['webviewTag', false],
  ] as const)
    expect(main, preference).toMatch(new RegExp(`${preference}:\\s*(${is ? 'true|!0' : 'false|!1'})`));
  expect(main).not.toMatch(
    /nodeIntegrationInWorker|nodeIntegrationInSubFrames|webSecurity|allowRunningInsecureContent|enableBlinkFeatures|experimentalFeatures/,
  );
  expect(main).toMatch(/process\.umask\((0o77|0o077|63)\)/);
  expect(main).toMatch(/requestSingleInstanceLock\(\)/);
  expect(main).toMatch(/enableSandbox\(\)/);
});

// 6 MB, and 50 KB since laptops hand over to one another without internet.
test('the archive stays small enough for a weak line: 6.05 MB', () => {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  expect(bytes).toBeGreaterThan(1_000_000);
  expect(bytes).toBeLessThan(6_050_000);
});

/** RunAsNode, cookies sealed, NODE_OPTIONS, --inspect, archive checked, only the archive, own snapshot, file://; ninth: Electron’s. */
const SHUT = '010011001';

test('the fuses are set: no Node, no NODE_OPTIONS, no inspector, only the archive, checked', async () => {
  expect(await fusesOf(join(packed.linux, 'chasqui'))).toBe(SHUT);
  expect(await fusesOf(packed.mac)).toBe(SHUT);
});

test('Chromium’s own words are kept in our languages alone', () => {
  const ours = ['en-GB', 'en-US', 'es', 'es-419', 'fr', 'pt-BR', 'pt-PT'];
  expect(readdirSync(join(packed.linux, 'locales')).sort()).toEqual(ours.map((language) => `${language}.pak`).sort());
});

test('on macOS a .quipu file is ours, with its own picture', () => {
  const plist = readFileSync(join(packed.mac, 'Contents', 'Info.plist'), 'utf8').replace(/\s+/g, '');
  expect(plist).toContain('<key>CFBundleTypeExtensions</key><array><string>quipu</string></array>');
  expect(plist).toContain('<key>CFBundleTypeIconFile</key><string>quipu.icns</string>');
  expect(plist).toContain('<key>LSMinimumSystemVersion</key><string>13.0</string>');
  expect(readdirSync(join(packed.mac, 'Contents', 'Resources'))).toContain('quipu.icns');
});

test('on macOS the app says what the camera, the microphone and the network are for, and is let use them', () => {
  const plist = readFileSync(join(packed.mac, 'Contents', 'Info.plist'), 'utf8');
  for (const what of ['Camera', 'Microphone', 'LocalNetwork'])
    expect(plist).toMatch(new RegExp(`<key>NS${what}UsageDescription</key>\\s*<string>Para `));
  const entitled = readFileSync(join(out, '..', 'resources', 'entitlements.mac.plist'), 'utf8');
  for (const device of ['camera', 'audio-input'])
    expect(entitled).toMatch(new RegExp(`<key>com.apple.security.device.${device}</key>\\s*<true/>`));
  const config = readFileSync(join(out, '..', 'electron-builder.yml'), 'utf8');
  expect(config).toMatch(/^ {2}entitlements: resources\/entitlements\.mac\.plist$/m);
  expect(config).toMatch(/^ {2}entitlementsInherit: resources\/entitlements\.mac\.plist$/m);
});

test('on macOS the app carries the hash of its archive’s head, which Electron checks', () => {
  const plist = readFileSync(join(packed.mac, 'Contents', 'Info.plist'), 'utf8');
  const { headerString } = getRawHeader(join(packed.mac, 'Contents', 'Resources', 'app.asar'));
  const hash = createHash('sha256').update(headerString).digest('hex');
  expect(plist).toMatch(new RegExp(`<key>hash</key>\\s*<string>${hash}</string>`));
});
