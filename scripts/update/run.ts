// The three deeds of the tool for update files, on plain files. A key is PKCS #8 PEM, as OpenSSL writes it, and may be
// locked with a passphrase: it is asked for in CHASQUI_RELEASE_PASSPHRASE, never on the command line.

import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { Digest } from '#shared/base/ids.ts';
import { keyIdOf, type Signer } from '#shared/log/envelope.ts';
import {
  formOf,
  isDay,
  isInstallerName,
  isVersion,
  MOST_HEAD,
  newestName,
  readRelease,
  type Release,
  RELEASE_EXTENSION,
  releaseHead,
} from '#shared/log/release.ts';

export interface Says {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

const USAGE = `usage: npm run update-file -- key --out KEY.pem
       npm run update-file -- make --installer FILE --key KEY.pem --until YYYY-MM-DD [--out DIR]
       npm run update-file -- check --file FILE --public KEY

  key    makes a release key, once, and prints its public half: it goes into resources/release.json
  make   puts an installer, under the name that npm run pack gave it, and what is signed of it into one file
  check  reads a file as the app would, every byte of it

CHASQUI_RELEASE_PASSPHRASE locks the key that is made, and opens one that is locked.`;

/** As electron-builder names what it makes: version, system, processor. */
const ARTIFACT = /^Chasqui-(\d+\.\d+\.\d+)-(win|mac|linux)-(x64|x86_64|amd64|arm64)\.[A-Za-z.]+$/;
const PLATFORMS: Readonly<Record<string, string>> = { win: 'win32', mac: 'darwin', linux: 'linux' };

export async function runUpdateFile(args: readonly string[], says: Says): Promise<number> {
  const given = parse(args);
  if (given === undefined) return usage(says, USAGE);
  const { deed, values } = given;
  if (deed === 'key' && values.out !== undefined) return makeKey(values.out, says);
  if (deed === 'make' && values.installer !== undefined && values.key !== undefined && values.until !== undefined)
    return makeFile(values.installer, values.key, values.until, values.out ?? '.', says);
  if (deed === 'check' && values.file !== undefined && values.public !== undefined)
    return checkFile(values.file, values.public, says);
  return usage(says, USAGE);
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { out: text, installer: text, key: text, until: text, file: text, public: text } as const;
  try {
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    return positionals.length === 1 ? { deed: positionals[0], values } : undefined;
  } catch {
    return undefined;
  }
}

function usage(says: Says, why: string): 2 {
  says.err(why);
  return 2;
}

async function makeKey(path: string, says: Says): Promise<number> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const passphrase = passphraseGiven();
  const pem = privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    ...(passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }),
  });
  try {
    await writeFile(path, pem, { mode: 0o600, flag: 'wx' }); // never over a key that is there
  } catch {
    says.err(`cannot write the key: ${path} (is there one already?)`);
    return 1;
  }
  says.out(
    `The key is in ${path}${passphrase === undefined ? ', NOT locked with a passphrase' : ''}. Its public half:`,
  );
  says.out(publicOf(privateKey));
  return 0;
}

async function makeFile(installer: string, key: string, until: string, out: string, says: Says): Promise<number> {
  const name = basename(installer);
  const [, version, system, processor] = ARTIFACT.exec(name) ?? [];
  const platform = PLATFORMS[system ?? ''];
  if (!isVersion(version) || platform === undefined || !isInstallerName(name))
    return usage(says, `not named as npm run pack names what it makes: ${name}`);
  const madeAt = new Date().toISOString().slice(0, 10);
  if (!isDay(until) || until <= madeAt) return usage(says, `--until is a day after today, as YYYY-MM-DD: ${until}`);
  const size = await sizeOf(installer);
  const signer = await signerFrom(key);
  if (size === undefined || signer === undefined) {
    says.err(`cannot read ${size === undefined ? installer : `the key: ${key}`}`);
    return 1;
  }
  const sha256 = await digestOf(installer, 0);
  const arch = processor === 'arm64' ? 'arm64' : 'x64';
  const release: Release = { version, platform, arch, name, size, sha256, madeAt, until };
  const target = join(out, `${name}.${RELEASE_EXTENSION}`);
  const temporary = `${target}.part`;
  try {
    await writeFile(temporary, await releaseHead(release, signer));
    await pipeline(createReadStream(installer), createWriteStream(temporary, { flags: 'a', flush: true }));
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    says.err(`cannot write ${target}: ${error instanceof Error ? error.message : ''}`);
    return 1;
  }
  says.out(`${resolve(target)}: version ${version} for ${platform} ${arch}, to be taken until ${until}.`);
  says.out(`At the address that the app asks it lies as ${newestName(release, formOf(name))}.`);
  return 0;
}

/** By what it says of itself: for which computer, and until when, is asked where it is taken. */
async function checkFile(path: string, publicKey: string, says: Says): Promise<number> {
  const begin = await beginOf(path);
  if (begin === undefined) {
    says.err(`cannot read ${path}`);
    return 1;
  }
  const any = { version: '0.0.0', newest: '0.0.0', today: '0000-00-00', keys: [publicKey] };
  let read = await readRelease(begin, { ...any, platform: '', arch: '' });
  if (!read.ok && read.error.type === 'updateElsewhere') read = await readRelease(begin, { ...any, ...read.error });
  if (!read.ok) {
    says.err(`refused: ${read.error.type}`);
    return 1;
  }
  const { release, begins } = read.value;
  const isWhole = (await sizeOf(path)) === begins + release.size && (await digestOf(path, begins)) === release.sha256;
  if (!isWhole) {
    says.err('refused: the installer in it is not the one that was signed');
    return 1;
  }
  const { name, version, platform, arch, until } = release;
  says.out(`good: ${name}, version ${version} for ${platform} ${arch}, to be taken until ${until}`);
  return 0;
}

const passphraseGiven = (): string | undefined => process.env['CHASQUI_RELEASE_PASSPHRASE'] || undefined;

const publicOf = (key: KeyObject): string => createPublicKey(key).export({ format: 'jwk' }).x ?? '';

async function signerFrom(path: string): Promise<Signer | undefined> {
  try {
    const passphrase = passphraseGiven();
    const pem = await readFile(path);
    const key = createPrivateKey({ key: pem, format: 'pem', ...(passphrase === undefined ? {} : { passphrase }) });
    if (key.asymmetricKeyType !== 'ed25519') return undefined;
    return { kid: keyIdOf(publicOf(key)), sign: async (message) => new Uint8Array(sign(null, message, key)) };
  } catch {
    return undefined;
  }
}

const sizeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    (found) => (found.isFile() && found.size > 0 ? found.size : undefined),
    () => undefined,
  );

async function digestOf(path: string, start: number): Promise<Digest> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(path, { start }), digest);
  return digest.digest('base64url') as Digest;
}

async function beginOf(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_HEAD), 0, MOST_HEAD, 0);
      return Uint8Array.from(buffer.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}
