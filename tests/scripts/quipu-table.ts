// What the tests of the quipu tool have on their table: a folder of their own, keys, a roster, a good bundle, and
// the tool, run in this process or in its own.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '#shared/base/json.ts';
import { type BundleContent, encodeBundle } from '#shared/bundle/encode.ts';
import { seal } from '#shared/bundle/seal.ts';
import { fakeClassicAgeKey } from '#scripts/headless/keys.ts';
import { fixedContent, fixedToken, valueOf } from '#tests/vectors/fixed-content.ts';
import { runQuipu } from '#scripts/quipu/run.ts';

export const root = join(import.meta.dirname, '../..');
export const folder = mkdtempSync(join(tmpdir(), 'chasqui-quipu-'));
export const pathOf = (name: string): string => join(folder, name);

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export async function quipu(...args: readonly string[]): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runQuipu(args, { out: (text) => void out.push(text), err: (text) => void err.push(text) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** As people start it. */
export function quipuProcess(...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/quipu.ts'), ...args], {
    cwd: folder,
  });
  return { code: status, out: String(stdout), err: String(stderr) };
}

const reader = await fakeClassicAgeKey('vectors one'); // the golden bundles are for it too
const fixed = await fixedContent('vectors', { suite: 'classic' });
export const { content, chains } = fixed;
const { mechanism } = fixed;
const [one, two] = mechanism.recorders;
assert(one && two);
export const ana = one;
export const luis = two;
const entryOf = ({ kid, key, name }: { kid: string; key: string; name: string }, organisation: string, role: string) =>
  [kid, { jwk: { crv: 'Ed25519', kty: 'OKP', x: key }, name, organisation, role }] as const;
export const roster = Object.fromEntries([
  entryOf(ana, 'Casa 1', 'recorder'),
  entryOf(luis, 'Casa 2', 'recorder'),
  entryOf(mechanism.secretariat, 'Secretaría', 'secretariat'),
]);
writeFileSync(pathOf('key.age'), `# a test key\n${reader.identity}\n`);
writeFileSync(pathOf('roster.json'), JSON.stringify(roster, null, 2));
writeFileSync(pathOf('mechanism.json'), mechanism.profileText);
export const WITH_KEYS = ['--identity', pathOf('key.age'), '--roster', pathOf('roster.json')] as const;

const facts = {
  mechanism: mechanism.profile.id,
  suite: 'classic',
  recipients: [reader.recipient],
  basis: {},
  rosterVersion: 1,
  records: 6,
  nonce: fixedToken('quipu'),
} as const;

export async function bundleFile(name: string, held: BundleContent, more: object = {}, sender = ana): Promise<string> {
  writeFileSync(pathOf(name), valueOf(await encodeBundle(held, { ...facts, ...more }, sender.signer)).bytes);
  return pathOf(name);
}

/** An archive sealed as it is, however twisted. */
export async function sealedFile(name: string, archive: Uint8Array): Promise<string> {
  writeFileSync(pathOf(name), valueOf(await seal(archive, [reader.recipient], 'classic')));
  return pathOf(name);
}

export const good = await bundleFile('good.quipu', content);
export const json = ({ out }: Ran): JsonObject & { readonly verdict?: JsonObject } => JSON.parse(out) as JsonObject;

export const clearTable = (): void => rmSync(folder, { recursive: true, force: true });
