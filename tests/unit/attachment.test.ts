import { describe, expect, test } from 'vitest';
import type { Json } from '#shared/base/json.ts';
import { textToBytes } from '#shared/base/bytes.ts';
import { attachmentOf, isFileOf, makeAttachment, MAX_FILE_BYTES } from '#shared/record/attachment.ts';
import { cellsToEntry, entryToCells } from '#shared/record/cells.ts';
import { kindOf } from '#shared/record/kinds.ts';
import { extensionFor, MEDIA_TYPES, mediaGroupOf, mediaTypeOf, nameToKeep } from '#shared/record/media-type.ts';
import { pictureSizeOf } from '#shared/record/picture-size.ts';
import { problemsOf } from '#shared/record/validate.ts';

const salt = new Uint8Array(16).fill(7);
const bytes = textToBytes('una nota');
const note = makeAttachment(bytes, salt, 'nota.txt', 'text/plain');

test('the same file attached twice has two names, and each knows its file', () => {
  const other = makeAttachment(bytes, new Uint8Array(16).fill(8), 'nota.txt', 'text/plain');
  expect(other.digest).not.toBe(note.digest);
  expect([note, other].map((each) => isFileOf(each, bytes))).toEqual([true, true]);
  expect(isFileOf({ ...note, salt: other.salt }, bytes)).toBe(false);
});

test('an entry with attachments, texts in their place and what a newer app added comes back unchanged', () => {
  const entry: Record<string, Json> = {
    attachments: ['lista.pdf', note, { ...note, pixels: [3, 4] }, { anything: true }, null, 7],
  };
  for (const kind of ['consultation', 'practice', 'no-such-kind']) {
    const cells = entryToCells(kind, entry);
    expect(cells.ok && cellsToEntry(kind, cells.value)).toEqual(entry);
  }
  const whole = entryToCells('practice', { attachments: 'foto de la reunión' });
  expect(whole.ok && cellsToEntry('practice', whole.value)).toEqual({ attachments: 'foto de la reunión' });
});

describe('what is flagged, and never keeps a record from being finished', () => {
  const problems = (kind: string, path: string, values: readonly Json[]) =>
    problemsOf(kind, new Map(values.map((value, at) => [`${path}.e000${at + 1}`, value] as const))).filter((problem) =>
      problem.path.startsWith(path),
    );

  test('a good file is no problem, nor is what a newer app wrote', () => {
    expect(problems('consultation', 'attachments', [note, { anything: true }])).toEqual([]);
  });

  test('a text is not a file', () => {
    expect(problems('practice', 'attachments', ['foto.jpg'])).toEqual([
      { severity: 'flag', type: 'notAFile', path: 'attachments.e0001' },
    ]);
  });

  test('a file is larger than is asked for', () => {
    const size = MAX_FILE_BYTES + 1;
    expect(problems('practice', 'attachments', [{ ...note, size }])).toEqual([
      { severity: 'flag', type: 'fileTooLarge', path: 'attachments.e0001', size, max: MAX_FILE_BYTES },
    ]);
  });

  test('the limits of the data hold where it has them: one file, 25 MB, documents only', () => {
    const photo = { ...note, name: 'foto.jpg', type: 'image/jpeg' };
    expect(problems('commitment', 'attachment', [photo, { ...note, size: 25_000_001 }])).toEqual([
      { severity: 'flag', type: 'fileNotAllowed', path: 'attachment.e0001', extension: 'jpg' },
      { severity: 'flag', type: 'fileTooLarge', path: 'attachment.e0002', size: 25_000_001, max: 25_000_000 },
      { severity: 'flag', type: 'tooManyFiles', path: 'attachment', files: 2, max: 1 },
    ]);
  });
});

describe('which files can be attached', () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);

  test('a file is what its name says, if its first bytes agree', () => {
    expect(mediaTypeOf('a.PNG', png)).toMatchObject({ ok: true, value: { type: 'image/png', group: 'picture' } });
    expect(mediaTypeOf('informe.pdf', textToBytes('%PDF-1.7 …'))).toMatchObject({ ok: true });
    expect(mediaTypeOf('nota.txt', textToBytes('ñandú'))).toMatchObject({ ok: true });
    expect(mediaTypeOf('nota.txt', new Uint8Array([0xf1, 0x61, 0x0a]))).toMatchObject({ ok: true });
    expect([mediaGroupOf('image/webp'), mediaGroupOf('model/unknown')]).toEqual(['picture', undefined]);
    const webm = new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 0x9f]);
    expect(mediaTypeOf('voz.weba', webm)).toMatchObject({ ok: true, value: { type: 'audio/webm', group: 'sound' } });
    expect(mediaTypeOf('film.webm', webm)).toMatchObject({ ok: false, error: { type: 'fileKindNotTaken' } });
    expect(mediaTypeOf('voz.ogg', textToBytes('OggS…'))).toMatchObject({ ok: true, value: { group: 'sound' } });
  });

  test('a program, a film, a photo that cannot be cleaned and a name that lies are refused by name', () => {
    for (const name of ['a.exe', 'a.mp4', 'IMG_1.HEIC', 'sin-nombre', 'a.docm', 'a.svg', 'a.html', 'a.zip', '.jpg.'])
      expect(mediaTypeOf(name, png)).toMatchObject({ ok: false, error: { type: 'fileKindNotTaken' } });
    expect(mediaTypeOf('a.jpg', png)).toEqual({ ok: false, error: { type: 'fileNotAsNamed', extension: 'jpg' } });
    for (const { extensions } of MEDIA_TYPES)
      expect(mediaTypeOf(`a.${extensions[0]}`, new Uint8Array(0)).ok, extensions[0]).toBe(
        extensions[0] === 'txt' || extensions[0] === 'csv',
      );
  });

  test('every kind of file that the data allows is one that can be attached', () => {
    const shape = kindOf('commitment')?.fields.find(({ key }) => key === 'attachment')?.shape;
    const allowed = shape?.type === 'file' ? (shape.allowed ?? []) : [];
    expect(allowed.length).toBeGreaterThan(10);
    const known = MEDIA_TYPES.flatMap(({ extensions }) => extensions);
    expect(allowed.filter((extension) => !known.includes(extension))).toEqual([]);
  });

  test('a name is kept as people see it, without what turns or hides it', () => {
    expect(nameToKeep('Reunión «año».JPG', 'jpg')).toBe('Reunión «año».jpg');
    expect(nameToKeep('..\\..\\a/b\u202egpj.exe', 'png')).toBe('.. .. a b gpj.png');
    expect(nameToKeep('', 'pdf')).toBe('-.pdf');
    expect(nameToKeep('\ud800x'.repeat(200), 'pdf').length).toBe(124);
    expect(attachmentOf({ ...note, name: nameToKeep('😀'.repeat(300), 'jpg') })).toBeDefined();
    expect(extensionFor('foto.jpeg', 'image/jpeg')).toBe('jpeg');
    expect(extensionFor('foto.exe', 'image/jpeg')).toBe('jpg');
    expect(extensionFor('foto.exe', 'model/unknown')).toBe('bin');
  });
});

describe('how large a picture says it is', () => {
  const of = (type: string, hex: string) =>
    pictureSizeOf(type, new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex')));

  test('of each kind of picture, from its header', () => {
    expect(of('image/png', '89504e470d0a1a0a 0000000d 49484452 00000400 00000300 0806000000')).toEqual({
      width: 1024,
      height: 768,
    });
    expect(of('image/gif', '474946383961 0a00 1400 00')).toEqual({ width: 10, height: 20 });
    expect(of('image/jpeg', 'ffd8 ffe0 0004 0000 ffff c2 0011 08 0258 0320 03')).toEqual({ width: 800, height: 600 });
    expect(of('image/webp', '52494646 00000000 57454250 56503858 0a000000 00000000 ff0300 ff0200')).toEqual({
      width: 1024,
      height: 768,
    });
    expect(of('image/webp', '52494646 00000000 57454250 5650384c 00000000 2f 09c0 0400')).toEqual({
      width: 10,
      height: 20,
    });
    expect(of('image/webp', '52494646 00000000 57454250 56503820 00000000 000000 9d012a 0a00 1400')).toEqual({
      width: 10,
      height: 20,
    });
  });

  test('a header that ends early, has no size or is none of these says nothing', () => {
    expect(of('image/png', '89504e470d0a1a0a 0000')).toBeUndefined();
    expect(of('image/png', '89504e470d0a1a0a 0000000d 49484452 00000000 00000300')).toBeUndefined();
    expect(of('image/jpeg', 'ffd8 ffe0 0004')).toBeUndefined();
    expect(of('image/jpeg', 'ffd8 ffda 0004 0000')).toBeUndefined();
    expect(of('image/jpeg', 'ffd8 00 00')).toBeUndefined();
    expect(of('image/webp', '52494646 00000000 57454250 00000000 00000000')).toBeUndefined();
    expect(of('image/tiff', '49492a00')).toBeUndefined();
  });
});
