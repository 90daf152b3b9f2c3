// Two implementers of one format: ours and everyone else's age and tar. The CCTV suite of the age authors runs
// through our age layer; Debian's age 1.1 (classic keys only) and tar open what we seal, and we what they seal.
// Both tools are part of the test set-up: where one is missing this fails, it does not skip.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import * as cctvModule from 'cctv-age';
import { afterAll, describe, expect, test } from 'vitest';
import { openBundle } from '#shared/bundle/decode.ts';
import { encodeBundle } from '#shared/bundle/encode.ts';
import { identityOf } from '#shared/bundle/identity.ts';
import type { Cipher } from '#shared/bundle/payload.ts';
import { unseal } from '#shared/bundle/seal.ts';
import { nodeCipher } from '#tests/fixtures/cipher.ts';
import { fakeClassicAgeKey } from '#scripts/headless/keys.ts';
import { fixedContent, fixedToken, valueOf } from '#tests/vectors/fixed-content.ts';

const cctv: { readonly [name: string]: Uint8Array } = { ...cctvModule };

interface AgeVector {
  readonly expect: string;
  readonly payload: string | undefined;
  readonly identities: readonly string[];
  readonly file: Uint8Array;
}

/** "A textual header, then an empty line, and then an age encrypted file, possibly compressed." */
function decodeVector(bytes: Uint8Array): AgeVector {
  const buffer = Buffer.from(bytes);
  const end = buffer.indexOf('\n\n');
  const lines = buffer.subarray(0, end).toString().split('\n');
  const valuesOf = (key: string): readonly string[] =>
    lines.filter((line) => line.startsWith(`${key}: `)).map((line) => line.slice(key.length + 2));
  const file = buffer.subarray(end + 2);
  return {
    expect: valuesOf('expect')[0] ?? '',
    payload: valuesOf('payload')[0],
    identities: valuesOf('identity'),
    file: Uint8Array.from(valuesOf('compressed')[0] === 'zlib' ? inflateSync(file) : file),
  };
}

/** What our age layer makes of a vector: the payload's SHA-256, or why there is none. */
async function outcomeOf({ file, identities }: AgeVector, cipher?: Cipher): Promise<string> {
  const unsealed = await unseal(file, identityOf(identities), cipher);
  if (!unsealed.ok) return unsealed.error.type;
  const hash = createHash('sha256');
  for (;;) {
    const slice = await unsealed.value.next();
    if (slice === undefined) return 'unreadable';
    if (slice === null) return hash.digest('hex');
    hash.update(slice);
  }
}

/** By the start of a name, the most particular first; what is not here must open to the payload it states. */
const REFUSED: readonly (readonly [string, string])[] = [
  ['armor_', 'notABundle'], // bundles are binary
  ['empty', 'emptyFile'],
  ['version_unsupported', 'newerVersion'],
  ['header_crlf', 'altered'],
  ['hmac_', 'altered'],
  ['scrypt_uppercase', 'unknownRecipient'],
  ['scrypt', 'passphrase'], // alone, beside another or broken: no bundle is sealed with a passphrase
  ['hybrid_and_x25519', 'mixedSuites'], // age takes it, a bundle never mixes
  ['hybrid_grease', 'unknownRecipient'],
  ['x25519_grease', 'unknownRecipient'],
  ['hybrid_uppercase', 'unknownRecipient'],
  ['x25519_lowercase', 'unknownRecipient'],
  ['stanza_bad_start', 'altered'],
  ['stanza_no_arguments', 'altered'],
  ['stanza_', 'unknownRecipient'], // valid or broken, a kind of stanza that bundles do not have
  ...['bad_tag', 'currupted', 'no_match', 'identity', 'low_order'].flatMap((fault): [string, string][] => [
    [`hybrid_${fault}`, 'notForMe'],
    [`x25519_${fault}`, 'notForMe'],
  ]),
  ...['extra_argument', 'long_file_key', 'long_share', 'short_share', 'not_canonical', 'x25519_arg'].flatMap(
    (fault): [string, string][] => [
      [`hybrid_${fault}`, 'altered'],
      [`x25519_${fault}`, 'altered'],
    ],
  ),
  ...['bad_tag', 'last_chunk_empty', 'missing_tag', 'no_', 'short_', 'trailing_garbage', 'two_final'].map(
    (fault): [string, string] => [`stream_${fault}`, 'unreadable'],
  ),
];

describe('the CCTV suite for age', () => {
  const names = Object.keys(cctv);

  test('is here', () => {
    expect(names.length).toBe(143);
  });

  test.each(names)('%s', async (name) => {
    const bytes = cctv[name];
    expect(bytes).toBeDefined();
    const vector = decodeVector(bytes ?? new Uint8Array());
    const refused = REFUSED.find(([start]) => name.startsWith(start))?.[1];
    // Stricter than age where a bundle is, never laxer.
    if (refused === undefined) expect(vector.expect).toBe('success');
    expect(await outcomeOf(vector)).toBe(refused ?? vector.payload);
    expect(await outcomeOf(vector, nodeCipher)).toBe(refused ?? vector.payload);
  });
});

describe("Debian's age and tar", () => {
  const folder = mkdtempSync(join(tmpdir(), 'chasqui-age-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const fileOf = (name: string): string => join(folder, name);

  test('open a classic bundle, and list and extract what the manifest lists', async () => {
    const reader = await fakeClassicAgeKey('debian');
    const { content, mechanism } = await fixedContent('debian', { suite: 'classic' });
    const sender = mechanism.recorders[0];
    expect(sender).toBeDefined();
    if (sender === undefined) return;
    const facts = {
      mechanism: mechanism.profile.id,
      suite: 'classic',
      recipients: [(await fakeClassicAgeKey('another')).recipient, reader.recipient],
      basis: {},
      rosterVersion: 1,
      records: 6,
      nonce: fixedToken('debian'),
    } as const;
    const made = valueOf(await encodeBundle(content, facts, sender.signer));
    writeFileSync(fileOf('x.quipu'), made.bytes);
    writeFileSync(fileOf('key'), `# test key\n${reader.identity}\n`, { mode: 0o600 });
    const archive = execFileSync('age', ['-d', '-i', fileOf('key'), fileOf('x.quipu')]);
    const listed = execFileSync('tar', ['tvf', '-'], { input: archive }).toString().trim().split('\n');
    const names = ['manifest.json', ...made.manifest.entries.map(({ name }) => name), 'padding'];
    expect(listed.map((line) => line.split(/\s+/).at(-1))).toEqual(names);
    for (const line of listed) expect(line).toMatch(/^-rw-r--r-- (0\/0|root\/root) +\d+ 1970-01-01/);
    execFileSync('tar', ['xf', '-', '-C', folder], { input: archive, env: { ...process.env, TZ: 'UTC' } });
    for (const { name, digest } of made.manifest.entries) {
      expect(
        createHash('sha256')
          .update(readFileSync(fileOf(name)))
          .digest('base64url'),
      ).toBe(digest);
    }
    const lines = execFileSync('gzip', ['-dc', fileOf('changesets.jsonl.gz')]).toString();
    expect(lines.split('\n').length - 1).toBe(content.changesets.length);
    // And the other way: the same archive, sealed by their age, is the same bundle.
    const theirs = execFileSync('age', ['-r', reader.recipient], { input: archive });
    const opened = valueOf(await openBundle(Uint8Array.from(theirs), identityOf([reader.identity])));
    expect(opened.id).toBe(made.id);
  });

  test('what their tar makes is refused: it has owners, times and extensions of its own', async () => {
    const reader = await fakeClassicAgeKey('debian');
    writeFileSync(fileOf('manifest.json'), '{}');
    const archive = execFileSync('tar', ['cf', '-', '-C', folder, 'manifest.json']);
    const sealed = execFileSync('age', ['-r', reader.recipient], { input: archive });
    expect(await openBundle(Uint8Array.from(sealed), identityOf([reader.identity]))).toEqual({
      ok: false,
      error: { type: 'badArchive', rule: 'magic' }, // GNU's `ustar  `
    });
    const strict = execFileSync('tar', ['cf', '-', '--format=ustar', '-C', folder, 'manifest.json']);
    const again = execFileSync('age', ['-r', reader.recipient], { input: strict });
    expect(await openBundle(Uint8Array.from(again), identityOf([reader.identity]))).toEqual({
      ok: false,
      error: { type: 'badArchive', rule: 'field' },
    });
  });
});
