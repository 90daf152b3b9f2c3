// The seal of a copy: age with a passphrase (C2SP age.md, scrypt), which every version of `age` opens, and which needs
// no file with a key beside it. The passphrase has 256 random bits, so scrypt works at its least. Streams: a chunk at a
// time is in memory, and the bytes that went to the stick are read back from it before they get their name.

import { createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { Decrypter, Encrypter } from 'age-encryption';
import { type Bytes, bytesToText } from '#shared/base/bytes.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { CHUNK, NONCE, TAG } from '#shared/bundle/payload.ts';
import { diskError, type OpenFile, readFully, writeFully } from '#secretariat/disk/disk.ts';

/** 2¹⁰: what protects is the passphrase's length, not this. */
const WORK_FACTOR = 10;
/** A header that asks for more is none of ours: 2²⁰ would take a gigabyte of a small laptop. */
const MOST_WORK = /^-> scrypt \S+ (?:[1-9]|1[0-6])$/m;
const PIECE = 1024 * 1024;
/** No header of one passphrase is longer. */
const MAX_HEADER = 1024;
const VERSION = 'age-encryption.org/v1\n';

/** Answers the size of the file, which is then on the disk and the same as what was written. */
export async function writeSealed(
  file: OpenFile,
  phrase: string,
  plain: AsyncGenerator<Uint8Array, void>,
  onPiece: (written: number) => void,
): Promise<number> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(phrase);
  encrypter.setScryptWorkFactor(WORK_FACTOR);
  const digest = createHash('sha256');
  const reader = (await encrypter.encrypt(streamOf(plain))).getReader();
  let size = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    await writeFully(file, piece.value, size);
    digest.update(piece.value);
    size += piece.value.length;
    onPiece(size);
  }
  await file.sync();
  if (!(await digestOfFile(file, size)).equals(digest.digest())) throw diskError('EIO');
  return size;
}

async function digestOfFile(file: OpenFile, size: number): Promise<Buffer> {
  const digest = createHash('sha256');
  for (let at = 0; at < size; at += PIECE) digest.update(await readFully(file, Math.min(PIECE, size - at), at));
  return digest.digest();
}

export type SealProblem =
  | { readonly type: 'notABackup' }
  | { readonly type: 'newerBackup' }
  | { readonly type: 'wrongWords' }
  /** ends before its end */
  | { readonly type: 'cutBackup' }
  | { readonly type: 'damagedBackup' };

/** Gives the plain bytes on as they come, until `take` answers false. What it throws goes through. */
export async function readSealed(
  file: OpenFile,
  phrase: string,
  take: (plain: Uint8Array, read: number) => Promise<boolean>,
): Promise<Result<null, SealProblem>> {
  const size = await file.size();
  const begin = await readFully(file, MAX_HEADER, 0);
  const problem = problemOfHeader(begin);
  if (problem !== undefined) return err(problem);
  const header = headerOf(begin);
  if (header === undefined || header.length + NONCE > size)
    return err({ type: size < MAX_HEADER ? 'cutBackup' : 'damagedBackup' });
  if (!MOST_WORK.test(Buffer.from(header).toString('latin1'))) return err({ type: 'damagedBackup' });
  const decrypter = new Decrypter();
  decrypter.addPassphrase(phrase);
  let fileKey: Uint8Array;
  try {
    fileKey = await decrypter.decryptHeader(header);
  } catch (error) {
    const isOther = error instanceof Error && error.message.startsWith('no identity matched');
    return err({ type: isOther ? 'wrongWords' : 'damagedBackup' });
  }
  const nonce = await readFully(file, NONCE, header.length);
  const key = new Uint8Array(hkdfSync('sha256', fileKey, nonce, 'payload', 32));
  let at = header.length + NONCE;
  for (let number = 0; ; number++) {
    const sealed = await readFully(file, CHUNK + TAG, at);
    at += sealed.length;
    const isLast = at >= size;
    const plain = openChunk(key, number, isLast, sealed);
    // Only the last chunk is sealed as the last: where that one does not open, the file was cut.
    if (plain === undefined) return err({ type: isLast ? 'cutBackup' : 'damagedBackup' });
    if (!(await take(plain, at)) || isLast) return ok(null);
  }
}

/** C2SP age.md, "Payload": eleven bytes of a number, and one that is 1 on the last chunk. */
function openChunk(key: Uint8Array, number: number, isLast: boolean, sealed: Bytes): Uint8Array | undefined {
  if (sealed.length < TAG) return undefined;
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, number);
  nonce[11] = Number(isLast);
  const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG });
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  const plain = decipher.update(sealed.subarray(0, sealed.length - TAG));
  try {
    decipher.final();
    return plain;
  } catch {
    return undefined;
  }
}

/** Up to the end of the line with its MAC. */
function headerOf(begin: Bytes): Bytes | undefined {
  const text = Buffer.from(begin).toString('latin1');
  const end = text.indexOf('\n', text.indexOf('\n--- ') + 1);
  return end < 0 || !text.includes('\n--- ') ? undefined : begin.slice(0, end + 1);
}

/** Of another age file, of no age file, or of one of a later version. */
function problemOfHeader(begin: Uint8Array): SealProblem | undefined {
  const text = bytesToText(begin.subarray(0, 60)) ?? '';
  if (text.startsWith(VERSION)) {
    const isPassphrase = text.startsWith(`${VERSION}-> scrypt `);
    return isPassphrase ? undefined : { type: begin.length < 60 ? 'cutBackup' : 'notABackup' };
  }
  if (/^age-encryption\.org\/v\d+\n/.test(text)) return { type: 'newerBackup' };
  return { type: text !== '' && VERSION.startsWith(text) ? 'cutBackup' : 'notABackup' };
}

const streamOf = (pieces: AsyncGenerator<Uint8Array, void>): ReadableStream<Uint8Array> =>
  new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const piece = await pieces.next();
        if (piece.done) controller.close();
        else controller.enqueue(piece.value);
      },
      cancel: async () => void (await pieces.return()),
    },
    { highWaterMark: 0 },
  );
