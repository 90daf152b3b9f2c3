// The door of every npm script: with only npm and an old Node it makes node_modules what package-lock.json
// says, then hands the named script over to the Node that came with it. Plain JavaScript without
// dependencies, because nothing is installed yet when it starts. Usage: node setup.mjs <script> [arguments].
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const oldestNode = 24;

if (!isInstalled()) install();
handOver(process.argv[2] ?? '', process.argv.slice(3));

/**
 * Whether every package of the lock lies in node_modules in the locked version. npm writes what it installed into
 * node_modules/.package-lock.json, and with --package-lock-only what it would have; so each package's folder is looked
 * for too. Packages for other systems (optional) may be absent.
 */
function isInstalled() {
  const locked = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (locked === undefined || installed === undefined) return false;
  return Object.entries(locked).every(([path, { version, optional, devOptional }]) => {
    const there = installed[path];
    if (path === '') return true;
    if (there === undefined) return optional === true || devOptional === true;
    return there.version === version && existsSync(join(root, path));
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function install() {
  console.log('Installing what package-lock.json names (npm install, no install scripts) …');
  const command = 'npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error';
  const { status } = spawnSync(command, { cwd: root, shell: true, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) stop('npm install failed: see its message above.');
}

/**
 * @param {string} script
 * @param {readonly string[]} args
 */
function handOver(script, args) {
  const file = resolve(here, script);
  if (script === '' || !existsSync(file)) stop(`There is no script ${script}.`);
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(process.platform === 'win32' ? ';' : ':');
  const child = spawn(nodeBinary(), [file, ...args], { stdio: 'inherit', env: { ...process.env, PATH: path } });
  process.on('SIGINT', () => {}); // a terminal sends it to the child as well
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => stop(error.message));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
}

/** Node from the optional dependency for this system, or the one running if it is new enough. */
function nodeBinary() {
  const name = `${process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'}-${
    process.platform === 'win32' ? 'win' : process.platform
  }-${process.arch}`;
  const bundled = join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(bundled)) return bundled;
  if (Number(process.versions.node.split('.')[0]) < oldestNode) stop(`Node ${oldestNode} or newer is needed.`);
  return process.execPath;
}

/** @param {string} message */
function stop(message) {
  console.error(message);
  process.exit(1);
}
