// The floor of taking in: what cannot be left out by anybody who is given sealed, signed bundles and must keep
// them sealed. Decrypt, inflate, hash, parse, one signature a run, and as many sealed bytes as the app's store
// holds afterwards written as large IndexedDB values, one strict transaction a bundle. By the platform where it
// has it; nothing is checked against anything else, merged, indexed or reported.

import { Decrypter } from 'age-encryption';
import { platformCipher } from '#renderer/engine/platform-cipher.ts';
import { joinBytes } from '#shared/base/bytes.ts';
import { readAgeHeader } from '#shared/bundle/age-header.ts';
import { type Cipher, readPayload } from '#shared/bundle/payload.ts';
import type { Changeset } from '#shared/log/changeset.ts';
import { digestsOf } from '#shared/log/digests.ts';
import { isSignedBy } from '#shared/log/envelope.ts';
import { desktop } from './desktop.ts';
import { all, bundleOf, type Phase } from './input-files.ts';
import { openRows } from './rows.ts';

export interface FloorTimes {
  readonly ms: number;
  readonly parts: Readonly<Record<string, number>>;
}

const BLOCK = 512;
/** Just under what Chromium keeps in the database itself: larger values take longer. */
const VALUE = 60 * 1024;

/** @param keys public keys by kid @param sealedEach bytes to be written for each bundle */
export async function floor(
  phase: Phase,
  count: number,
  keys: Readonly<Record<string, string>>,
  sealedEach: number,
): Promise<FloorTimes> {
  const bundles = await all(count, (at) => bundleOf(phase, at));
  const rows = await openRows(`bench-floor-${phase}`, 'strict');
  const values = sealedValues(sealedEach);
  const cipher = await platformCipher();
  if (cipher === undefined) throw new Error('no ChaCha20-Poly1305');
  const parts: Record<string, number> = {};
  const timed = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
    const begin = performance.now();
    const answer = await work();
    parts[name] = (parts[name] ?? 0) + performance.now() - begin;
    return answer;
  };
  const begin = performance.now();
  for (const [at, bundle] of bundles.entries()) {
    const archive = await timed('decrypt', () => decrypt(bundle, cipher));
    const lines = await timed('inflate', () => inflate(entryOf(archive, 'changesets.jsonl.gz')));
    const changesets = await timed('parse', () => parse(lines));
    await timed('hash', () => digestsOf(changesets));
    await timed('signature', () => verifyLast(changesets, keys));
    await timed('write', () => rows.put(values.map((bytes, place) => ({ id: `${at} ${place}`, bytes }))));
  }
  const ms = performance.now() - begin;
  rows.close();
  return { ms, parts };
}

async function decrypt(bundle: Uint8Array, cipher: Cipher): Promise<Uint8Array> {
  const header = readAgeHeader(bundle);
  if (!header.ok) throw new Error(header.error.type);
  const { size } = header.value;
  const decrypter = new Decrypter();
  decrypter.addIdentity({
    unwrapFileKey: async (stanzas: readonly { readonly args: string[]; readonly body: Uint8Array }[]) => {
      const answer = await desktop.vaultUnwrap({
        stanzas: stanzas.map(({ args, body }) => ({ args: [...args], body: Uint8Array.from(body) })),
      });
      if (!answer.ok) throw new Error(answer.error.type);
      return answer.value;
    },
  });
  const fileKey = await decrypter.decryptHeader(bundle.slice(0, size));
  const { next } = await readPayload(bundle.subarray(size), fileKey, cipher);
  const slices: Uint8Array[] = [];
  for (let slice = await next(); slice !== null; slice = await next()) {
    if (slice === undefined) throw new Error('altered');
    slices.push(slice);
  }
  return joinBytes(...slices);
}

function entryOf(archive: Uint8Array, wanted: string): Uint8Array<ArrayBuffer> {
  const text = (from: number, length: number): string =>
    new TextDecoder().decode(archive.subarray(from, from + length));
  for (let at = 0; at < archive.length; ) {
    const size = Number.parseInt(text(at + 124, 11), 8);
    const begin = at + BLOCK;
    if (text(at, wanted.length + 1) === `${wanted}\0`) return archive.slice(begin, begin + size);
    at = begin + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw new Error(`no ${wanted}`);
}

async function inflate(packed: Uint8Array<ArrayBuffer>): Promise<string> {
  const { readable, writable } = new DecompressionStream('gzip');
  const writer = writable.getWriter();
  void writer.write(packed);
  void writer.close();
  const slices: Uint8Array[] = [];
  const reader = readable.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) slices.push(read.value);
  return new TextDecoder().decode(joinBytes(...slices));
}

function parse(lines: string): readonly Changeset[] {
  const changesets = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Changeset);
  for (const { signed, parts } of changesets) {
    JSON.parse(signed.body);
    for (const part of Object.values(parts)) JSON.parse(part);
  }
  return changesets;
}

async function verifyLast(changesets: readonly Changeset[], keys: Readonly<Record<string, string>>): Promise<void> {
  const last = changesets.at(-1)?.signed;
  const signature = last?.signatures[0];
  if (last === undefined || signature === undefined) throw new Error('nothing signed');
  if (!(await isSignedBy(last, signature, keys[signature.kid] ?? ''))) throw new Error('a false signature');
}

function sealedValues(bytes: number): readonly Uint8Array[] {
  const random = crypto.getRandomValues(new Uint8Array(64 * 1024)); // does not compress on disk, as ciphertext
  const fill = (size: number): Uint8Array =>
    Uint8Array.from({ length: size }, (_, at) => random[at % random.length] ?? 0);
  const whole = Array.from({ length: Math.floor(bytes / VALUE) }, () => fill(VALUE));
  return [...whole, fill(bytes % VALUE)];
}
