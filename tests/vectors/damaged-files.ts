// Sealed files that must be refused, each for one cause: what sticks, mail, clouds and strangers do to a file,
// and what a sealer could do who does not keep to this format. Made from a good bundle by edits of its bytes.

import { Encrypter } from 'age-encryption';
import type { JsonObject } from '#shared/base/json.ts';
import { readAgeHeader } from '#shared/bundle/age-header.ts';
import { valueOf } from './fixed-content.ts';

export interface DamagedFile {
  readonly name: string;
  readonly file: Uint8Array;
  readonly error: JsonObject;
}

const ALTERED_HEADER: JsonObject = { type: 'altered', where: 'header' };
const ALTERED_PAYLOAD: JsonObject = { type: 'altered', where: 'payload' };
const TRUNCATED: JsonObject = { type: 'truncated' };
const TRAILING: JsonObject = { type: 'trailingData' };
const NOT_A_BUNDLE: JsonObject = { type: 'notABundle' };

/** Of a bundle with one chunk of 64 KiB or less. */
export function damagedFiles(good: Uint8Array<ArrayBuffer>): readonly DamagedFile[] {
  const header = valueOf(readAgeHeader(good)).size;
  const text = Buffer.from(good.subarray(0, header)).toString('latin1');
  const mac = text.indexOf('\n--- ') + 1;
  const share = text.indexOf(' ', text.indexOf('-> ') + 3) + 1;
  const body = text.indexOf('\n', share) + 1;
  const bytes = (content: string): Uint8Array => Uint8Array.from(Buffer.from(content, 'latin1'));
  const then = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));
  /** Another base64 letter in a line of the header. */
  const lettered = (at: number): Uint8Array => good.with(at, text[at] === 'A' ? 0x42 : 0x41);
  const flipped = (at: number): Uint8Array => good.with(at, (good.at(at) ?? 0) ^ 1);
  const cut = (length: number): Uint8Array => good.slice(0, length);
  const renamed = (from: string, to: string): Uint8Array => then(bytes(text.replace(from, to)), good.subarray(header));
  const list: readonly (readonly [string, JsonObject, Uint8Array])[] = [
    ['an empty file', { type: 'emptyFile' }, new Uint8Array(0)],
    ['a text', NOT_A_BUNDLE, bytes('Estimados compañeros:\n')],
    ['a picture', NOT_A_BUNDLE, bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
    ['a ZIP', NOT_A_BUNDLE, bytes('PK\x03\x04\x14\0\0\0\x08\0')],
    ['an archive that is not sealed', NOT_A_BUNDLE, bytes('manifest.json'.padEnd(512, '\0'))],
    ['an armoured file', NOT_A_BUNDLE, bytes('-----BEGIN AGE ENCRYPTED FILE-----\n')],
    ['zeros where the file was', NOT_A_BUNDLE, new Uint8Array(512)],
    ['a byte order mark before the file', NOT_A_BUNDLE, then(Uint8Array.of(0xef, 0xbb, 0xbf), good)],
    ['a newer age', { type: 'newerVersion', needs: 2 }, renamed('age-encryption.org/v1', 'age-encryption.org/v2')],
    [
      'line ends made for another system',
      ALTERED_HEADER,
      then(bytes(text.replaceAll('\n', '\r\n')), good.subarray(header)),
    ],
    [
      'a passphrase',
      { type: 'passphrase' },
      then(
        bytes(`age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 18\n${'A'.repeat(43)}\n--- ${'A'.repeat(43)}\n`),
        good.subarray(header),
      ),
    ],
    ['an unknown kind of recipient', { type: 'unknownRecipient' }, renamed('-> ', '-> x')],
    ['no recipient', ALTERED_HEADER, then(bytes(`age-encryption.org/v1\n${text.slice(mac)}`), good.subarray(header))],
    [
      'more recipients than a bundle has',
      { type: 'tooMany', limit: 20 },
      renamed(text.slice(text.indexOf('-> '), mac), text.slice(text.indexOf('-> '), mac).repeat(21)),
    ],
    ['a share changed', { type: 'notForMe' }, lettered(share + 3)],
    ['a wrapped key changed', { type: 'notForMe' }, lettered(body + 3)],
    ['a MAC changed', ALTERED_HEADER, lettered(mac + 10)],
    [
      'a recipient more than was sealed to',
      ALTERED_HEADER,
      renamed(text.slice(text.indexOf('-> '), mac), text.slice(text.indexOf('-> '), mac).repeat(2)),
    ],
    ['a bit flipped in a share, out of base64', ALTERED_HEADER, good.with(share + 3, 0x07)],
    ['a bit flipped in the version', NOT_A_BUNDLE, flipped(0)],
    ['a bit flipped in the nonce', ALTERED_PAYLOAD, flipped(header + 3)],
    ['a bit flipped in the payload', ALTERED_PAYLOAD, flipped(header + 5_000)],
    ['a bit flipped in the last tag', ALTERED_PAYLOAD, flipped(-1)],
    ['a block of zeros in the payload', ALTERED_PAYLOAD, Uint8Array.from(good).fill(0, header + 4096, header + 4608)],
    ['cut in the version', TRUNCATED, cut(10)],
    ['cut in a stanza', TRUNCATED, cut(share + 5)],
    ['cut after a stanza', TRUNCATED, cut(mac)],
    ['cut in the MAC', TRUNCATED, cut(mac + 20)],
    ['cut after the header', TRUNCATED, cut(header)],
    ['cut in the nonce', TRUNCATED, cut(header + 9)],
    ['cut after the nonce', TRUNCATED, cut(header + 16)],
    ['cut in the payload', TRUNCATED, cut(header + 9_999)],
    ['cut by a cluster of a stick', TRUNCATED, cut(good.length - 4096)],
    ['cut by a byte', TRUNCATED, cut(good.length - 1)],
    ['a line feed after the end', TRAILING, then(good, bytes('\n'))],
    ['a block of zeros after the end', TRAILING, then(good, new Uint8Array(512))],
  ];
  return list.map(([name, error, file]) => ({ name, error, file }));
}

/** Sealed with both kinds of recipients, which the age library allows and a bundle does not. */
export async function mixedFile(archive: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(archive);
}
