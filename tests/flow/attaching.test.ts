// Attaching: what is kept of a file, what is refused, and that a picture keeps nothing of where it was taken.

import { expect, test } from 'vitest';
import { bytesToText, type Bytes, textToBytes } from '#shared/base/bytes.ts';
import { crc32 } from '#shared/base/crc32.ts';
import { attachmentOf, isFileOf } from '#shared/record/attachment.ts';
import { pictureSizeOf } from '#shared/record/picture-size.ts';
import { LONG_SIDE } from '#renderer/engine/clean-picture.ts';
import { MARKER, trackedJpeg, trackedPng } from '#tests/fixtures/pictures.ts';
import { errorOf, laptop, recorded, valueOf } from './laptops.ts';
import { paintedPicture } from './painted.ts';

const holds = (bytes: Uint8Array, words: string): boolean =>
  String.fromCharCode(...bytes.subarray(0, 60_000)).includes(words);

/** Markers of a JPEG's segments up to its data, and types of a PNG's chunks. */
function partsOf(type: string, bytes: Bytes): readonly string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const parts: string[] = [];
  if (type === 'image/png') {
    for (let at = 8; at < bytes.length; at += 12 + view.getUint32(at))
      parts.push(bytesToText(bytes.subarray(at + 4, at + 8)) ?? '');
    return parts;
  }
  for (let at = 2; view.getUint8(at + 1) !== 0xda; at += 2 + view.getUint16(at + 2))
    parts.push(view.getUint8(at + 1).toString(16));
  return parts;
}

test('of a photo only the picture is kept: no place, owner, device, time, profile or remark', async () => {
  const device = await laptop();
  const photo = trackedJpeg(await paintedPicture('image/jpeg', 80, 60));
  expect(holds(photo, MARKER)).toBe(true);
  const made = valueOf(await device.engine.attachFile({ name: 'Reunión.JPG', bytes: photo }, {}));
  expect(made).toMatchObject({ name: 'Reunión.jpg', type: 'image/jpeg', role: 'file' });
  const kept = device.fake.blobs.get(made.digest) ?? new Uint8Array(0);
  expect(isFileOf(made, kept)).toBe(true);
  expect(holds(kept, MARKER)).toBe(false);
  expect(holds(kept, 'Exif')).toBe(false);
  const allowed = ['e0', 'db', 'c0', 'c2', 'c4'];
  expect(partsOf('image/jpeg', kept).filter((part) => !allowed.includes(part))).toEqual([]);
  // It was taken on its side (orientation 6) and is drawn upright.
  expect(pictureSizeOf('image/jpeg', kept)).toEqual({ width: 60, height: 80 });
});

test('of a drawing too, and it stays a drawing', async () => {
  const device = await laptop();
  const drawing = trackedPng(await paintedPicture('image/png', 30, 20), crc32);
  expect(holds(drawing, MARKER)).toBe(true);
  const made = valueOf(await device.engine.attachFile({ name: 'mapa.png', bytes: drawing }, {}));
  const kept = device.fake.blobs.get(made.digest) ?? new Uint8Array(0);
  expect(holds(kept, MARKER)).toBe(false);
  const allowed = ['IHDR', 'PLTE', 'tRNS', 'sRGB', 'IDAT', 'IEND'];
  expect(partsOf('image/png', kept).filter((part) => !allowed.includes(part))).toEqual([]);
  expect(pictureSizeOf('image/png', kept)).toEqual({ width: 30, height: 20 });
});

test('a picture of another kind becomes one of the two, named so; a large one is made no larger than is useful', async () => {
  const device = await laptop();
  const webp = await paintedPicture('image/webp', 50, 40);
  const made = valueOf(await device.engine.attachFile({ name: 'foto.webp', bytes: webp }, {}));
  expect(made).toMatchObject({ name: 'foto.png', type: 'image/png' });
  const large = valueOf(
    await device.engine.attachFile({ name: 'ancha.jpg', bytes: await paintedPicture('image/jpeg', 4000, 1000) }, {}),
  );
  const kept = device.fake.blobs.get(large.digest) ?? new Uint8Array(0);
  expect(pictureSizeOf('image/jpeg', kept)).toEqual({ width: LONG_SIDE, height: LONG_SIDE / 4 });
});

test('what is no picture, is too large to be drawn, empty, or of another kind is refused, and nothing is kept', async () => {
  const device = await laptop();
  const jpeg = await paintedPicture('image/jpeg', 80, 60);
  const attach = async (name: string, bytes: Uint8Array, limits = {}) =>
    errorOf(await device.engine.attachFile({ name, bytes }, limits));
  expect(await attach('rota.jpg', jpeg.subarray(0, 30))).toEqual({ type: 'pictureNotReadable' });
  const head = new Uint8Array(200);
  head.set([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 60, 0, 80, 3]);
  expect(await attach('falsa.jpg', head)).toEqual({ type: 'pictureNotReadable' });
  head.set([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0x40, 0, 0x40, 0, 3]);
  expect(await attach('bomba.jpg', head)).toEqual({ type: 'pictureTooLarge' });
  expect(await attach('vacío.pdf', new Uint8Array(0))).toEqual({ type: 'attachmentEmpty' });
  expect(await attach('programa.exe', jpeg)).toEqual({ type: 'fileKindNotTaken', extension: 'exe' });
  expect(await attach('foto.heic', jpeg)).toEqual({ type: 'fileKindNotTaken', extension: 'heic' });
  expect(await attach('acta.pdf', jpeg)).toEqual({ type: 'fileNotAsNamed', extension: 'pdf' });
  expect(await attach('nota.txt', textToBytes('x'.repeat(11)), { maxBytes: 10 })).toEqual({
    type: 'attachmentTooLarge',
    limit: 10,
  });
  expect(await attach('foto.jpg', jpeg, { allowed: ['pdf'] })).toEqual({ type: 'fileKindNotTaken', extension: 'jpg' });
  expect(device.fake.blobs.size).toBe(0);
});

test('a document is kept as it is; a chosen file is read from the main process by its pick', async () => {
  const device = await laptop();
  const note = textToBytes(`una nota, con su propio ${MARKER}`);
  device.fake.picked.set('p1', { name: 'nota.txt', bytes: note });
  const made = valueOf(await device.engine.attachFile({ name: 'nota.txt', pick: 'p1' }, {}));
  expect(valueOf(await device.engine.openFile(made))).toEqual(note);
  expect(valueOf(await device.engine.saveFile(made))).toEqual({ name: 'nota.txt' });
  expect(device.fake.saved.get('nota.txt')).toEqual(note);
  expect(errorOf(await device.engine.attachFile({ name: 'x.txt', pick: 'gone' }, {}))).toEqual({ type: 'fileGone' });
});

test('a full disk refuses the file and the record stays as it was', async () => {
  const device = await laptop();
  const id = await recorded(device);
  device.fake.intercept('blobKeep', { type: 'answer', value: { ok: false, error: { type: 'diskFull' } } });
  const note = { name: 'nota.txt', bytes: textToBytes('una nota') };
  expect(errorOf(await device.engine.attachFile(note, {}))).toEqual({ type: 'diskFull' });
  const made = valueOf(await device.engine.attachFile(note, {}));
  valueOf(await device.engine.editRecord(id, { 'attachments.e0001': made }));
  valueOf(await device.engine.leaveRecord(id));
  expect((await device.engine.record(id))?.filesHere).toEqual([made.digest]);
});

test('a removed attachment is a change of the record; its file stays for the history, also after a restart', async () => {
  const device = await laptop();
  const made = valueOf(await device.engine.attachFile({ name: 'nota.txt', bytes: textToBytes('una nota') }, {}));
  const id = await recorded(device, { title: 'Con nota', 'attachments.e0001': made });
  valueOf(await device.engine.editRecord(id, { 'attachments.e0001': null }));
  valueOf(await device.engine.leaveRecord(id));
  const again = await device.again();
  expect((await again.engine.record(id))?.cells.map(({ path }) => path)).toEqual(['title']);
  const history = await again.engine.history(id);
  expect(history.at(-1)?.changes).toEqual([{ path: 'attachments.e0001', before: made, after: null }]);
  expect(attachmentOf(history[0]?.changes.find(({ path }) => path === 'attachments.e0001')?.after)).toEqual(made);
  expect(valueOf(await again.engine.openFile(made))).toEqual(textToBytes('una nota'));
});

test('a file that was damaged or lost on the disk is not here, and says so; attaching it again brings it back', async () => {
  const device = await laptop();
  const note = textToBytes('una nota');
  const made = valueOf(await device.engine.attachFile({ name: 'nota.txt', bytes: note }, {}));
  const id = await recorded(device, { title: 'Con nota', 'attachments.e0001': made });
  device.fake.blobs.set(made.digest, textToBytes('otra'));
  expect(errorOf(await device.engine.openFile(made))).toEqual({ type: 'fileDamaged' });
  expect((await device.engine.record(id))?.filesHere).toEqual([]);
  expect(errorOf(await device.engine.openFile(made))).toEqual({ type: 'fileNotHere' });
});
