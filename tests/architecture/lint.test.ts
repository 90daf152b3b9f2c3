// The canary of the lint: for every rule that .oxlintrc.json turns on, a file that breaks it, and the rule must say so.
// A rule that was renamed, or whose plugin was lost in an override, would otherwise be silent for ever.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sins } from './lint-sins.ts';
import { makeOverlay, type Overlay } from './overlay.ts';

interface Config {
  readonly rules: Readonly<Record<string, unknown>>;
  readonly overrides: readonly { readonly rules: Readonly<Record<string, unknown>> }[];
}
interface Report {
  readonly diagnostics: readonly { readonly code: string; readonly filename: string }[];
}

let overlay: Overlay;
let report: Report;

beforeAll(() => {
  const configs = ['shared', 'renderer', 'tests'].map((room) => `${room}/tsconfig.json`);
  const tests = ['tests/tsconfig.node.json', 'tests/tsconfig.browser.json'];
  overlay = makeOverlay(['.oxlintrc.json', 'scripts/lint', 'package.json', 'tsconfig.base.json', ...configs, ...tests]);
  for (const { files } of sins) for (const [file, code] of Object.entries(files)) overlay.plant(file, code);
  report = JSON.parse(overlay.run('oxlint', ['--format', 'json', 'shared', 'renderer', 'tests'])) as Report;
});
afterAll(() => overlay.remove());

test('every rule that is turned on has its sin', () => {
  const { rules, overrides } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../.oxlintrc.json'), 'utf8'),
  ) as Config;
  const isOn = ([, setting]: [string, unknown]): boolean => setting !== 'off';
  const turnedOn = [rules, ...overrides.map((override) => override.rules)]
    .flatMap((group) => Object.entries(group).filter(isOn))
    .map(([rule]) => rule);
  expect([...new Set(sins.map(({ rule }) => rule))].sort()).toEqual([...new Set(turnedOn)].sort());
});

test.each(sins.map(({ rule, why, files }) => [rule, why, Object.keys(files)[0] ?? '']))(
  '%s fires: %s',
  (rule, _why, file) => {
    const fired = report.diagnostics.filter(({ filename }) => filename === file).map(({ code }) => code);
    expect(fired).toContain(codeOf(rule));
  },
);

/** `import/no-cycle` is reported as `import(no-cycle)`; a rule without a plugin is eslint's; hooks have their own. */
function codeOf(rule: string): string {
  const [plugin = '', name = ''] = rule.includes('/') ? rule.split('/') : ['eslint', rule];
  return /^(rules-of-hooks|exhaustive-deps)$/.test(name) ? `react-hooks(${name})` : `${plugin}(${name})`;
}
