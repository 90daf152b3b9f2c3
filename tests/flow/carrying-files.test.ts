// Attachments on their way: in bundles of their own after the text, in either order, lost and asked for, withheld
// with their level, wrong, and found again. A record never waits for them.

import { expect, test } from 'vitest';
import { textToBytes } from '#shared/base/bytes.ts';
import type { BundleId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { encodeBundle, EMPTY_CONTENT } from '#shared/bundle/encode.ts';
import { openBundle } from '#shared/bundle/decode.ts';
import { decodeMergedReceipt } from '#shared/bundle/receipt.ts';
import type { Attachment } from '#shared/record/attachment.ts';
import type { BundleTicket } from '#renderer/engine/carry-views.ts';
import { deviceSigner, type Session } from '#renderer/engine/session.ts';
import { deleteDatabase } from '#renderer/store/whole-databases.ts';
import { fakeLetterbox } from '#tests/fixtures/desktop.ts';
import { MARKER, trackedJpeg } from '#tests/fixtures/pictures.ts';
import {
  bytesOf,
  deviceReader,
  errorOf,
  finished,
  type Laptop,
  mechanism,
  PRACTICE,
  readerOf,
  valueOf,
} from './laptops.ts';
import { paintedPicture } from './painted.ts';

const URL_OF_BOX = 'https://buzon.example';

async function attached(device: Laptop, name: string, bytes: Uint8Array): Promise<Attachment> {
  return valueOf(await device.engine.attachFile({ name, bytes }, {}));
}

async function recordWith(device: Laptop, ...files: readonly Attachment[]): Promise<RecordId> {
  const cells = files.map((file, at): [string, Json] => [`attachments.e000${at + 1}`, file]);
  return finished(device, { ...PRACTICE, ...Object.fromEntries(cells) });
}

const idsOf = ({ bundle, more }: BundleTicket): readonly BundleId[] => [bundle, ...more];

async function pack(from: Laptop, reader: string, more: object = {}): Promise<readonly Uint8Array[]> {
  const ticket = valueOf(await from.engine.makeBundle({ reader, ...more }));
  return idsOf(ticket).map((id) => bytesOf(from, id));
}

const take = async (device: Laptop, bytes: Uint8Array) => valueOf(await device.engine.takeIn('x.quipu', bytes));
const stateOf = async (device: Laptop, id: RecordId) => (await device.engine.record(id))?.row.state;
const isHere = async (device: Laptop, id: RecordId) => (await device.engine.record(id))?.filesHere.length;

async function answersBack(from: Laptop, to: Laptop, name: string): Promise<void> {
  for (const bytes of await pack(from, await deviceReader(from, name))) await take(to, bytes);
}

test('text goes first, attachments after it in a bundle of their own, and the preview says how many and how large', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const note = await attached(ana, 'nota.txt', textToBytes('una nota'));
  const photo = await attached(ana, 'foto.jpg', await paintedPicture('image/jpeg', 80, 60));
  const id = await recordWith(ana, note, photo);
  const reader = readerOf(profile);
  expect(valueOf(await ana.engine.previewBundle({ reader }))).toMatchObject({
    files: { count: 2, size: note.size + photo.size },
  });
  const ticket = valueOf(await ana.engine.makeBundle({ reader }));
  expect(ticket).toMatchObject({ records: 1, files: 2, filesLeft: 0, filesProblem: null });
  expect(ticket.more.length).toBe(1);
  const [text, media] = idsOf(ticket).map((bundle) => bytesOf(ana, bundle));
  expect(await take(secretariat, text!)).toMatchObject({ newRecords: 1, files: { arrived: 0, held: 0, missing: 2 } });
  expect(await isHere(secretariat, id)).toBe(0);
  expect((await secretariat.engine.inbox()).files).toEqual({ missing: 2, held: 0 });
  expect(await take(secretariat, media!)).toMatchObject({ records: 0, files: { arrived: 2, held: 0, missing: 0 } });
  expect(await isHere(secretariat, id)).toBe(2);
  expect(valueOf(await secretariat.engine.openFile(note))).toEqual(textToBytes('una nota'));
  expect((await secretariat.engine.inbox()).files).toEqual({ missing: 0, held: 0 });
  for (let time = 0; time < 3; time++) {
    expect(await take(secretariat, media!)).toMatchObject({ files: { arrived: 0, held: 0, missing: 0 }, refused: [] });
    expect(await take(secretariat, text!)).toMatchObject({ sameRecords: 1, files: { arrived: 0, missing: 0 } });
  }
});

test('attachments that come before their record wait in the kept bundle, counted, and are found when it comes', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const note = await attached(ana, 'nota.txt', textToBytes('una nota'));
  const id = await recordWith(ana, note);
  const [text, media] = await pack(ana, readerOf(profile));
  expect(await take(secretariat, media!)).toMatchObject({ files: { arrived: 0, held: 1, missing: 0 } });
  expect((await secretariat.engine.inbox()).files).toEqual({ missing: 0, held: 1 });
  expect(secretariat.fake.blobs.size).toBe(0);
  expect(await take(secretariat, text!)).toMatchObject({ newRecords: 1, files: { arrived: 1, held: 0, missing: 0 } });
  expect(await isHere(secretariat, id)).toBe(1);
  expect((await secretariat.engine.inbox()).files).toEqual({ missing: 0, held: 0 });
});

test('a record is merged although its attachment was lost; what is missing is asked for, sent again, and then no more', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const note = await attached(ana, 'nota.txt', textToBytes('una nota'));
  const id = await recordWith(ana, note);
  const reader = readerOf(profile);
  const [text] = await pack(ana, reader); // the stick with the second bundle is lost
  await take(secretariat, text!);
  await answersBack(secretariat, ana, 'Ana');
  expect(await stateOf(ana, id)).toBe('merged');
  const preview = valueOf(await ana.engine.previewBundle({ reader }));
  expect(preview).toMatchObject({ records: [], size: 0, files: { count: 1 } });
  const again = await pack(ana, reader);
  expect(again.length).toBe(1);
  expect(await take(secretariat, again[0]!)).toMatchObject({ files: { arrived: 1, missing: 0 } });
  await answersBack(secretariat, ana, 'Ana');
  expect(await isHere(secretariat, id)).toBe(1);
  expect(errorOf(await ana.engine.makeBundle({ reader }))).toEqual({ type: 'nothingToPack' });
});

test('what a letterbox stored is not sent again, unless the secretariat asks for it', async () => {
  const box = await fakeLetterbox(URL_OF_BOX);
  const { secretariat, profile, enrolled } = await mechanism({ letterboxes: [box] });
  const ana = await enrolled('Ana');
  const note = await attached(ana, 'nota.txt', textToBytes('una nota'));
  const id = await recordWith(ana, note);
  const reader = readerOf(profile);
  const ticket = valueOf(await ana.engine.makeBundle({ reader }));
  for (const bundle of idsOf(ticket)) valueOf(await ana.engine.sendBundle(bundle, URL_OF_BOX));
  await expect.poll(() => stateOf(ana, id)).toBe('delivered');
  await expect
    .poll(() => ana.engine.handOver().then(({ bundles }) => bundles.map(({ state }) => state)))
    .toEqual(['delivered', 'delivered']);
  expect(errorOf(await ana.engine.makeBundle({ reader }))).toEqual({ type: 'nothingToPack' });
  box.stored.delete(ticket.more[0]!); // the letterbox loses it
  valueOf(await secretariat.engine.fetchFrom(URL_OF_BOX));
  await expect.poll(() => box.outTrays.size).toBe(1);
  valueOf(await ana.engine.fetchFrom(URL_OF_BOX));
  const answer = valueOf(await ana.engine.makeBundle({ reader }));
  expect(answer).toMatchObject({ records: 0, files: 1, more: [] });
  valueOf(await ana.engine.sendBundle(answer.bundle, URL_OF_BOX));
  await expect
    .poll(async () => (await ana.engine.handOver()).bundles.find(({ bundle }) => bundle === answer.bundle)?.state)
    .toBe('delivered');
  expect(errorOf(await ana.engine.makeBundle({ reader }))).toEqual({ type: 'nothingToPack' });
  valueOf(await secretariat.engine.fetchFrom(URL_OF_BOX));
  expect(await isHere(secretariat, id)).toBe(1);
});

test('a fetch of text and attachments together asks for nothing', async () => {
  const box = await fakeLetterbox(URL_OF_BOX);
  const { secretariat, profile, enrolled } = await mechanism({ letterboxes: [box] });
  const ana = await enrolled('Ana');
  await recordWith(ana, await attached(ana, 'nota.txt', textToBytes('una nota')));
  const ticket = valueOf(await ana.engine.makeBundle({ reader: readerOf(profile) }));
  for (const bundle of idsOf(ticket)) valueOf(await ana.engine.sendBundle(bundle, URL_OF_BOX));
  valueOf(await secretariat.engine.fetchFrom(URL_OF_BOX));
  await expect.poll(() => box.outTrays.size).toBe(1);
  const left = [...box.outTrays.values()].flat();
  expect(left.filter(({ type }) => type.includes('request'))).toEqual([]);
  const receipts = left.flatMap((signed) => decodeMergedReceipt(signed) ?? []);
  expect(receipts.flatMap(({ mediaMissing }) => mediaMissing).length).toBe(1); // the first, before the second came
});

test('where a level stays, its attachments stay; they go with a later bundle that gives it', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const id = await recordWith(ana, await attached(ana, 'nota.txt', textToBytes('una nota')));
  const reader = readerOf(profile);
  const kept = await pack(ana, reader, { withhold: ['restricted'] });
  expect(kept.length).toBe(1);
  await take(secretariat, kept[0]!);
  expect((await secretariat.engine.inbox()).files).toEqual({ missing: 0, held: 0 });
  const given = await pack(ana, reader);
  expect(given.length).toBe(2);
  for (const bytes of given) await take(secretariat, bytes);
  expect(await isHere(secretariat, id)).toBe(1);
});

test('a personal attachment, one of an unfinished record and one that was taken out never leave', async () => {
  const { profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const reader = readerOf(profile);
  const personal = await attached(ana, 'personal.txt', textToBytes('personal'));
  const taken = await attached(ana, 'quitada.txt', textToBytes('quitada'));
  const id = await recordWith(ana, taken);
  valueOf(await ana.engine.editRecord(id, { 'attachments.e0001': null }));
  valueOf(await ana.engine.editRecord(id, { 'attachments.e0002': personal }, { 'attachments.e0002': 'personal' }));
  valueOf(await ana.engine.leaveRecord(id));
  const begun = valueOf(await ana.engine.beginRecord('practice', 'es'));
  const unfinished = await attached(ana, 'a medias.txt', textToBytes('a medias'));
  valueOf(await ana.engine.editRecord(begun, { title: 'A medias', 'attachments.e0001': unfinished }));
  valueOf(await ana.engine.leaveRecord(begun));
  expect(valueOf(await ana.engine.previewBundle({ reader })).files).toEqual({ count: 0, size: 0 });
  expect((await pack(ana, reader)).length).toBe(1);
});

test('bytes that are not what the record names are refused by name, whichever comes first, and the record stays', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const note = await attached(ana, 'nota.txt', textToBytes('una nota'));
  const id = await recordWith(ana, note);
  const [text, media] = await pack(ana, readerOf(profile));
  const forged = async (nonce: string): Promise<Uint8Array> => {
    const content = { ...EMPTY_CONTENT, blobs: [{ digest: note.digest, bytes: textToBytes('otra nota') }] };
    const facts = {
      mechanism: profile.id,
      suite: profile.suite,
      recipients: profile.readers.map(({ recipient }) => recipient),
      basis: {},
      rosterVersion: 0,
      records: 0,
      nonce,
    };
    const device = { kid: ana.fake.unlock().device.kid } as Session['device'];
    return valueOf(await encodeBundle(content, facts, deviceSigner({ desktop: ana.fake.desktop, device } as Session)))
      .bytes;
  };
  expect(await take(secretariat, await forged('AAAAAAAAAAAAAAAAAAAAAA'))).toMatchObject({ files: { held: 1 } });
  expect(await take(secretariat, text!)).toMatchObject({ newRecords: 1, files: { arrived: 0, missing: 1 } });
  expect(await take(secretariat, await forged('AAAAAAAAAAAAAAAAAAAAAQ'))).toMatchObject({
    refused: [{ reason: { type: 'wrongFile' } }],
    files: { arrived: 0, missing: 1 },
    problem: null,
  });
  expect(await isHere(secretariat, id)).toBe(0);
  expect(await take(secretariat, media!)).toMatchObject({ files: { arrived: 1, missing: 0 } });
  expect(valueOf(await secretariat.engine.openFile(note))).toEqual(textToBytes('una nota'));
});

test('a full disk keeps no record out; the attachment is found in the kept bundle when there is room', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const id = await recordWith(ana, await attached(ana, 'nota.txt', textToBytes('una nota')));
  const [text, media] = await pack(ana, readerOf(profile));
  await take(secretariat, text!);
  secretariat.fake.intercept('blobKeep', { type: 'answer', value: { ok: false, error: { type: 'diskFull' } } });
  expect(await take(secretariat, media!)).toMatchObject({ problem: null, files: { arrived: 0, missing: 1 } });
  expect(await isHere(secretariat, id)).toBe(0);
  const again = await secretariat.again();
  await expect.poll(() => isHere(again, id)).toBe(1);
});

test('a rebuilt store finds its attachments: those kept here, and lost ones in the bundles that brought them', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const [note, second] = [
    await attached(ana, 'nota.txt', textToBytes('una nota')),
    await attached(ana, 'otra.txt', textToBytes('otra nota')),
  ];
  const id = await recordWith(ana, note, second);
  for (const bytes of await pack(ana, readerOf(profile))) await take(secretariat, bytes);
  await secretariat.engine.close();
  await deleteDatabase(secretariat.profile);
  secretariat.fake.blobs.delete(note.digest);
  const rebuilt = await secretariat.again();
  await expect.poll(() => isHere(rebuilt, id)).toBe(2);
  secretariat.fake.blobs.set(second.digest, textToBytes('damaged'));
  expect(valueOf(await rebuilt.engine.openFile(second))).toEqual(textToBytes('otra nota'));
});

test('a coordinator carries on the attachments of others, and a size asked for is held to', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana', 'Casa');
  const luz = await enrolled('Luz', 'Casa', 'coordinator');
  const files = await Promise.all(
    ['a', 'b', 'c'].map((name) => attached(ana, `${name}.txt`, textToBytes(name.repeat(40_000)))),
  );
  const id = await recordWith(ana, ...files);
  for (const bytes of await pack(ana, await deviceReader(ana, 'Casa').catch(() => readerOf(profile))))
    await luz.engine.takeIn('x', bytes);
  const sized = await pack(ana, readerOf(profile), { maxSize: 100_000 });
  expect(sized.length).toBeGreaterThan(2);
  expect(Math.max(...sized.map(({ length }) => length))).toBeLessThanOrEqual(100_000);
  for (const bytes of sized) await take(secretariat, bytes);
  expect(await isHere(secretariat, id)).toBe(3);
  const ticket = valueOf(await ana.engine.makeBundle({ reader: readerOf(profile), maxSize: 40_000 }));
  expect(ticket).toMatchObject({ files: 0, filesLeft: 3 });
});

test('nothing of where a photo was taken is in the bundles or in what is kept', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const photo = trackedJpeg(await paintedPicture('image/jpeg', 80, 60));
  const id = await recordWith(ana, await attached(ana, 'foto.jpg', photo));
  const marker = (bytes: Uint8Array): boolean => String.fromCharCode(...bytes.subarray(0, 60_000)).includes(MARKER);
  const bundles = await pack(ana, readerOf(profile));
  const blobs: Uint8Array[] = [];
  for (const bytes of bundles) {
    const unwrap = (stanzas: readonly { readonly args: readonly string[]; readonly body: Uint8Array }[]) =>
      secretariat.fake.desktop.vaultUnwrap({ stanzas: stanzas.map(({ args, body }) => ({ args: [...args], body })) });
    const opened = valueOf(
      await openBundle(bytes, { unwrapFileKey: async (stanzas) => valueOf(await unwrap(stanzas)) }),
    );
    blobs.push(...opened.blobs.map((blob) => blob.bytes));
    await take(secretariat, bytes);
  }
  expect(blobs.length).toBe(1);
  expect(await isHere(secretariat, id)).toBe(1);
  const kept = [...ana.fake.blobs.values(), ...secretariat.fake.blobs.values(), ...blobs];
  expect(kept.map(marker)).toEqual([false, false, false]);
  expect(marker(photo)).toBe(true);
});
