// The canary of the layers: dependency-cruiser that cruises nothing says that all is well (it did, with TypeScript 7
// alone). So one sin is planted for every rule of .dependency-cruiser.cjs, and each rule must name its sinner.

import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeOverlay, type Overlay } from './overlay.ts';

interface Cruise {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: { readonly violations: readonly Violation[] };
}
interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
  /** of a cycle: its other files */
  readonly cycle?: readonly { readonly name: string }[];
}
interface Rules {
  readonly forbidden: readonly { readonly name: string }[];
}

const rooms = ['shared', 'renderer', 'electron', 'secretariat', 'scripts', 'bench'];
const rules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as Rules;

/** By rule: the file that breaks it, and what it imports. */
const sins: Readonly<Record<string, readonly [file: string, imported: string]>> = {
  'river-base': ['shared/base/sin.ts', '../mechanism/planted.ts'],
  'river-mechanism': ['shared/mechanism/sin.ts', '../record/planted.ts'],
  'river-record': ['shared/record/sin.ts', '../log/planted.ts'],
  'river-log': ['shared/log/sin.ts', '../bundle/planted.ts'],
  'river-bundle': ['shared/bundle/sin.ts', '../merge/planted.ts'],
  'river-merge': ['shared/merge/sin.ts', '#shared/report/planted.ts'],
  'river-report': ['shared/report/sin.ts', '../wire/planted.ts'],
  'wire-is-last': ['shared/report/sin.ts', '../wire/planted.ts'],
  'shared-without-node': ['shared/log/sin-node.ts', 'node:fs'],
  'shared-without-platform': ['shared/log/sin-platform.ts', 'dexie'],
  'shared-without-shells': ['shared/log/sin-shell.ts', '#renderer/store/planted.ts'],
  'renderer-without-node': ['renderer/flow/sin-node.ts', 'node:path'],
  'renderer-without-electron': ['renderer/flow/sin-electron.ts', 'electron'],
  'renderer-without-secretariat': ['renderer/flow/sin-secretariat.ts', '#secretariat/planted.ts'],
  'electron-without-renderer': ['electron/sin-renderer.ts', '#renderer/store/planted.ts'],
  'secretariat-is-headless': ['secretariat/sin-electron.ts', '#electron/planted.ts'],
  'disk-is-alone': ['secretariat/disk/sin-letterbox.ts', '../planted.ts'],
  'dexie-in-store': ['renderer/flow/sin-dexie.ts', 'dexie'],
  'views-without-store': ['renderer/views/sin-store.tsx', '../store/planted.ts'],
  'engine-without-page': ['renderer/flow/sin-react.ts', 'react'],
  'components-in-views': ['renderer/state/sin-components.ts', 'react-aria-components'],
  'product-without-tools': ['electron/sin-tests.ts', '#tests/planted.ts'],
  'tools-without-tests': ['bench/sin-tests.ts', '#tests/planted.ts'],
  'product-without-dev-packages': ['secretariat/sin-dev.ts', 'fast-check'],
  'no-cycle': ['shared/base/sin-cycle.ts', './sin-cycle-back.ts'],
  resolvable: ['shared/base/sin-nowhere.ts', './nowhere.ts'],
  declared: ['secretariat/sin-undeclared.ts', 'acorn'],
};
const targets = [
  ...['mechanism', 'record', 'log', 'bundle', 'merge', 'report', 'wire'].map((room) => `shared/${room}/planted.ts`),
  'renderer/store/planted.ts',
  'secretariat/planted.ts',
  'electron/planted.ts',
  'tests/planted.ts',
];

let overlay: Overlay;
let clean: Cruise;
let sinful: Cruise;

beforeAll(() => {
  overlay = makeOverlay([
    ...rooms,
    'resources/mechanism',
    'package.json',
    'tsconfig.base.json',
    '.dependency-cruiser.cjs',
  ]);
  clean = cruise();
  for (const target of targets) overlay.plant(target, 'export const planted = 1;\n');
  overlay.plant('shared/base/sin-cycle-back.ts', "export { sin as back } from './sin-cycle.ts';\n");
  for (const [file, imported] of Object.values(sins)) {
    overlay.plant(file, `import * as planted from '${imported}';\nexport const sin = planted;\n`);
  }
  sinful = cruise();
});
afterAll(() => overlay.remove());

function cruise(): Cruise {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...rooms];
  return JSON.parse(overlay.run('depcruise', args)) as Cruise;
}

test('at least 40 modules of ours are cruised', () => {
  const ours = clean.modules.filter(({ source }) => rooms.includes(source.split('/')[0] ?? ''));
  expect(ours.length).toBeGreaterThanOrEqual(40);
});

test('every rule has its sin', () => {
  expect(Object.keys(sins).sort()).toEqual(rules.forbidden.map(({ name }) => name).sort());
});

test.each(Object.entries(sins))('%s names its sinner', (rule, [file]) => {
  const sinners = sinful.summary.violations.filter((violation) => violation.rule.name === rule);
  expect(sinners.flatMap(({ from, cycle = [] }) => [from, ...cycle.map(({ name }) => name)])).toContain(file);
});
