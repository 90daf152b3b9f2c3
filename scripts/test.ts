// `npm test`: Vitest on Node and in real Chromium, then the whole app under Playwright, and one last line that adds
// them up. `npm run test:unit` runs the unit tests alone. Fails when a test fails, and when nothing ran.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from './build.ts';
import { ensureCommands, isOnPath } from './debian.ts';
import { add, countPlaywright, countVitest, type Count, withExit } from './test-count.ts';

const root = join(import.meta.dirname, '..');
const reports = join(root, '.cache', 'tests');
/** An Arabic locale and a clock 14 hours ahead: what holds here must hold there. */
const elsewhere = { LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8', TZ: 'Pacific/Kiritimati' };

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const count = process.argv[2] === 'unit' ? vitest('unit', ['--project', 'node', 'tests/unit/']) : await runAll();
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0;

async function runAll(): Promise<Count> {
  if (!ensureCommands(['chromium', 'xvfb-run', '7zz', 'age', 'openssl'], 'for the tests'))
    return { passed: 0, failed: 1 };
  await buildIfStale();
  return [
    vitest('all', []),
    vitest('elsewhere', ['--project', 'node', 'tests/unit/', 'tests/i18n/'], elsewhere),
    playwright(),
  ].reduce(add);
}

function vitest(name: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Count {
  const report = join(reports, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const exit = run('vitest', ['run', ...reporters, ...args], env);
  return withExit(countVitest(readJson(report)), exit);
}

function playwright(): Count {
  const report = join(reports, 'playwright.json');
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const args = ['test', '--reporter=list,json'];
  const needsDisplay = process.platform === 'linux' && !process.env['DISPLAY'] && isOnPath('xvfb-run');
  const exit = needsDisplay
    ? run('xvfb-run', ['-a', '-s', '-screen 0 1366x768x24', 'playwright', ...args], env)
    : run('playwright', args, env);
  return withExit(countPlaywright(readJson(report)), exit);
}

/** The exit code of a tool of node_modules/.bin or of the system; its output goes to ours, its input is empty. */
function run(command: string, args: readonly string[], env: Readonly<Record<string, string>>): number {
  const shell = process.platform === 'win32';
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell,
  });
  if (error !== undefined) console.error(error.message);
  return status ?? 1;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
