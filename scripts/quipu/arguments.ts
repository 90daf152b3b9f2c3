// The command line of the quipu tool, and the files it names, read with care: what is given wrongly is a usage
// error (exit 2), not a refused bundle (exit 1).

import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { KeyId } from '#shared/base/ids.ts';
import { decodeIdentityFile } from '#shared/bundle/identity.ts';
import { MAX_FILE } from '#shared/bundle/manifest.ts';
import { decodeRosterFile, type KnownKey, type KnownKeys } from './known-keys.ts';

const USAGE = `usage: npm run quipu -- COMMAND FILE [--identity KEYFILE] [--roster FILE]… [--json] [--out DIR]

  verify   says what a bundle holds, who signed it and what is missing; changes nothing
  inspect  prints its manifest, changesets, receipts, requests and custody to be read
  dsse     writes every signed thing in it as plain DSSE JSON into --out, each with the bytes that are
           signed (.pae), the signature (.sig) and the public key (.pem), so that
           openssl pkeyutl -verify -rawin -pubin -inkey X.pem -sigfile X.sig -in X.pae

  --identity  an age identity file (AGE-SECRET-KEY-…, # comments). Without one only the outer seal can be
              looked at, and the answer is a refusal: noIdentity
  --roster    names and keys to trust: a keys/roster.json ({ kid: { jwk, name, organisation, role } }) or a
              mechanism profile (its root keys). May be given more than once
  --json      the answer as JSON
  --out       a folder for the files of dsse

exit 0: good · 1: refused, with the typed reason · 2: usage`;

export interface Asked {
  readonly command: 'verify' | 'inspect' | 'dsse';
  readonly file: string;
  /** null: larger than any bundle, so it was not read */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
  /** age secret keys; null: none were given */
  readonly identities: readonly string[] | null;
  /** null: no roster was given */
  readonly roster: KnownKeys | null;
  readonly isJson: boolean;
  readonly out: string | null;
}

/** What was asked, or why it cannot be. */
export async function readAsked(args: readonly string[]): Promise<Asked | string> {
  const given = parse(args);
  if (given === undefined) return USAGE;
  const { command, file, values } = given;
  if (command === 'dsse' && values.out === undefined) return `dsse needs --out DIR\n\n${USAGE}`;
  const size = await stat(file).then(
    (found) => (found.isFile() ? found.size : undefined),
    () => undefined,
  );
  if (size === undefined) return `cannot read the file: ${file}`;
  const identities = values.identity === undefined ? null : await readIdentities(values.identity);
  if (typeof identities === 'string') return identities;
  const roster = await readRosters(values.roster);
  if (typeof roster === 'string') return roster;
  const bytes = size > MAX_FILE ? null : Uint8Array.from(await readFile(file));
  return { command, file, bytes, identities, roster, isJson: values.json, out: values.out ?? null };
}

interface Given {
  readonly command: Asked['command'];
  readonly file: string;
  readonly values: {
    readonly identity?: string;
    readonly roster: string[];
    readonly json: boolean;
    readonly out?: string;
  };
}

function parse(args: readonly string[]): Given | undefined {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        identity: { type: 'string' },
        roster: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
        out: { type: 'string' },
      },
    });
    const [command, file, ...more] = positionals;
    if (command !== 'verify' && command !== 'inspect' && command !== 'dsse') return undefined;
    return file === undefined || more.length > 0 ? undefined : { command, file, values };
  } catch {
    return undefined; // an option that does not exist, or one without its value
  }
}

async function readIdentities(path: string): Promise<readonly string[] | string> {
  const text = await textOf(path);
  if (text === undefined) return `cannot read the identity file: ${path}`;
  const keys = decodeIdentityFile(text);
  if (keys.ok) return keys.value;
  const where = keys.error.type === 'badKey' ? ` (line ${keys.error.line})` : '';
  return `no age secret key in the identity file: ${path}${where}`;
}

async function readRosters(paths: readonly string[]): Promise<KnownKeys | string | null> {
  const known = new Map<KeyId, KnownKey>();
  for (const path of paths) {
    const text = await textOf(path);
    const keys = text === undefined ? undefined : decodeRosterFile(text);
    if (keys === undefined) return `no roster and no mechanism profile: ${path}`;
    for (const [kid, key] of keys) known.set(kid, key);
  }
  return paths.length === 0 ? null : known;
}

const textOf = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);
