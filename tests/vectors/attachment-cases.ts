// Values of cells that name a file, those that name another one, and those that name none. The digests of the
// accepted are made here by node:crypto from the sentence of the spec, not by the code that is tested.

import { createHash } from 'node:crypto';
import type { Json } from '#shared/base/json.ts';

export interface AttachmentCase {
  readonly name: string;
  /** whether the value names the bytes, names others, or names nothing */
  readonly is: 'file' | 'otherFile' | 'noAttachment';
  readonly value: Json;
  /** base64url */
  readonly bytes: string;
}

const SALT = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
const BYTES = Buffer.from('¿Dónde está la ventanilla?\n', 'utf8');

const digestOf = (salt: Buffer, bytes: Buffer): string =>
  createHash('sha256').update('chasqui-blob/1\n').update(salt).update(bytes).digest('base64url');

const good = (bytes: Buffer = BYTES, salt: Buffer = SALT): { readonly [member: string]: Json } => ({
  digest: digestOf(salt, bytes),
  name: 'nota.txt',
  role: 'file',
  salt: salt.toString('base64url'),
  size: bytes.length,
  type: 'text/plain',
});

export function attachmentCases(): readonly AttachmentCase[] {
  const flipped = Buffer.from(BYTES.map((byte, at) => (at === 3 ? byte ^ 1 : byte)));
  const files: readonly (readonly [string, Json, Buffer])[] = [
    ['a text', good(), BYTES],
    ['one byte', good(Buffer.from([0])), Buffer.from([0])],
    ['another salt', good(BYTES, Buffer.alloc(16, 255)), BYTES],
    ['a name of other letters', { ...good(), name: '写真 «año» 🌎.jpg', type: 'image/jpeg' }, BYTES],
    ['members of a newer app', { ...good(), pixels: { height: 3, width: 4 }, alt: 'Una ventanilla' }, BYTES],
    ['a role of a newer app', { ...good(), role: 'original' }, BYTES],
    ['a type that is not known here', { ...good(), type: 'model/gltf-binary' }, BYTES],
  ];
  const others: readonly (readonly [string, Json, Buffer])[] = [
    ['one bit differs', good(), flipped],
    ['a byte is missing', good(), BYTES.subarray(1)],
    ['a byte is added', good(), Buffer.concat([BYTES, Buffer.from([0])])],
    ['the digest of other bytes', { ...good(), digest: digestOf(SALT, flipped) }, BYTES],
    ['the salt of another attaching', { ...good(), salt: Buffer.alloc(16).toString('base64url') }, BYTES],
    ['a bare hash without salt', { ...good(), digest: createHash('sha256').update(BYTES).digest('base64url') }, BYTES],
    ['another size', { ...good(), size: BYTES.length + 1 }, BYTES],
  ];
  const without = (member: string): Json =>
    Object.fromEntries(Object.entries(good()).filter(([name]) => name !== member));
  const none: readonly (readonly [string, Json])[] = [
    ...['digest', 'name', 'role', 'salt', 'size', 'type'].map((member) => [`no ${member}`, without(member)] as const),
    ['a text, as in an old entry', 'foto de la reunión.jpg'],
    ['a list', [good()]],
    ['null', null],
    ['a digest of 16 bytes', { ...good(), digest: SALT.toString('base64url') }],
    ['a digest with stray bits', { ...good(), digest: `${digestOf(SALT, BYTES).slice(0, 42)}B` }],
    ['a salt of 15 bytes', { ...good(), salt: SALT.subarray(1).toString('base64url') }],
    ['a salt with padding', { ...good(), salt: `${SALT.toString('base64url')}==` }],
    ['nothing in it', { ...good(), size: 0 }],
    ['half a byte', { ...good(), size: 26.5 }],
    ['a size as text', { ...good(), size: '27' }],
    ['a size past counting', { ...good(), size: 2 ** 53 }],
    ['no letters in its name', { ...good(), name: '' }],
    ['an endless name', { ...good(), name: 'a'.repeat(256) }],
    ['a type with parameters', { ...good(), type: 'text/plain; charset=utf-8' }],
    ['a type in capitals', { ...good(), type: 'Text/Plain' }],
    ['a role of two words', { ...good(), role: 'the file' }],
  ];
  const toText = (bytes: Buffer): string => bytes.toString('base64url');
  return [
    ...files.map(([name, value, bytes]) => ({ name, is: 'file' as const, value, bytes: toText(bytes) })),
    ...others.map(([name, value, bytes]) => ({ name, is: 'otherFile' as const, value, bytes: toText(bytes) })),
    ...none.map(([name, value]) => ({ name, is: 'noAttachment' as const, value, bytes: '' })),
  ];
}
