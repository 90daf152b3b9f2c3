// Every signed thing of a bundle as plain DSSE JSON, each with what openssl needs to check it by itself: the
// bytes that are signed (PAE), the signature, and the public key where it is known. File names are counted
// here; nothing in a bundle names a file.

import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { base64urlToBytes } from '#shared/base/bytes.ts';
import type { OpenedBundle } from '#shared/bundle/decode.ts';
import { preAuthEncoding, type Signed, signedToDsse } from '#shared/log/envelope.ts';
import type { KnownKeys } from './known-keys.ts';

export interface DsseSummary {
  readonly folder: string;
  /** names without their endings */
  readonly written: readonly string[];
  /** of which some key is not known, so that there is no .pem for it */
  readonly keyless: readonly string[];
}

export async function isEmptyFolder(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? [] : ['?']));
  return names.length === 0;
}

export async function writeDsse(opened: OpenedBundle, keys: KnownKeys, folder: string): Promise<DsseSummary> {
  await mkdir(folder, { recursive: true });
  const written: string[] = [];
  const keyless: string[] = [];
  for (const [name, signed] of signedThings(opened)) {
    await writeFile(join(folder, `${name}.dsse.json`), `${JSON.stringify(signedToDsse(signed), null, 2)}\n`);
    await writeFile(join(folder, `${name}.pae`), preAuthEncoding(signed.type, signed.body));
    for (const [at, { kid, sig }] of signed.signatures.entries()) {
      const own = at === 0 ? name : `${name}.${at + 1}`;
      await writeFile(join(folder, `${own}.sig`), base64urlToBytes(sig) ?? '');
      const known = keys.get(kid);
      if (known !== undefined) await writeFile(join(folder, `${own}.pem`), pemOf(known.key));
      else keyless.push(own);
    }
    written.push(name);
  }
  return { folder, written, keyless };
}

function signedThings(opened: OpenedBundle): readonly (readonly [string, Signed])[] {
  const numbered = (kind: string, list: readonly Signed[]): readonly (readonly [string, Signed])[] =>
    list.map((signed, at) => [`${kind}-${String(at + 1).padStart(4, '0')}`, signed]);
  return [
    ['manifest', opened.signed],
    ...numbered(
      'changeset',
      opened.changesets.map(({ signed }) => signed),
    ),
    ...numbered('credential', opened.credentials),
    ...numbered('roster', opened.rosters),
    ...numbered('receipt', opened.receipts),
    ...numbered('request', opened.requests),
    ...numbered('custody', opened.custody),
  ];
}

/** SubjectPublicKeyInfo of an Ed25519 key (RFC 8410) as PEM. */
function pemOf(key: string): string {
  const info = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'base64url')]);
  return `-----BEGIN PUBLIC KEY-----\n${info.toString('base64')}\n-----END PUBLIC KEY-----\n`;
}

export const dsseLines = ({ written, folder, keyless }: DsseSummary): readonly string[] => [
  `wrote ${written.length} signed things to ${folder}`,
  ...keyless.map((name) => `no public key known for ${name}: name it with --roster`),
];
