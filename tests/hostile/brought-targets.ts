// Files that people bring: what they attach, a report to be checked, a copy of a notebook, the key of a root on its
// stick. Law: a file is what its bytes say, and nothing that was not sealed or signed comes out of one.

import assert from 'node:assert/strict';
import { zipSync } from 'fflate';
import { archiveOf, type NotebookFiles } from '#electron/backup-archive.ts';
import { restoreFiles } from '#electron/restore.ts';
import { makeRoot, signWithRoot } from '#electron/root-sticks.ts';
import { writeSealed } from '#electron/sealed-copy.ts';
import { type Bytes, bytesToText, joinBytes, textToBytes } from '#shared/base/bytes.ts';
import { type ChangesetId, digestOfText, type RecordId } from '#shared/base/ids.ts';
import { err, ok } from '#shared/base/result.ts';
import { BACKUP_FORMAT, BACKUP_READER } from '#shared/bundle/backup.ts';
import { MEDIA_TYPES, extensionFor, mediaTypeOf, nameToKeep } from '#shared/record/media-type.ts';
import { makeAttachment } from '#shared/record/attachment.ts';
import { pictureSizeOf } from '#shared/record/picture-size.ts';
import { openReport, sealReport } from '#shared/report/report-manifest.ts';
import { fakeKey, seedBytes } from '#scripts/headless/keys.ts';
import { memoryDisk } from '#tests/unit/electron-memory-disk.ts';
import { valueOf } from '#tests/vectors/fixed-content.ts';
import type { Target } from './target.ts';

const LINE_END = 0x0a;
const salt = seedBytes('hostile salt').slice(0, 16);

/** What a file of each kind begins with, and some more. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  jpg: 'ffd8ffe000104a46494600010100000100010000ffc0001108003c00500301220002110103110100ffda0000ffd9',
  png: '89504e470d0a1a0a0000000d4948445200000050000000 3c0806000000',
  gif: '47494638396150003c00800000ffffff0000003b',
  webp: '524946464a000000574542505650384c3d0000002f4fc00e00',
  pdf: '255044462d312e370a2525454f46',
  rtf: '7b5c727466315c616e7369206e6f74617d',
  doc: 'd0cf11e0a1b11ae100000000',
  docx: '504b030414000000080000002100',
  txt: '756e61206e6f746120636f6e20c3b1',
  csv: 'efbbbf613b620a313b320a',
  mp3: '494433030000000000',
  m4a: '0000001866747970 4d344120',
  ogg: '4f67675300020000',
  wav: '524946462400000057415645666d7420',
  amr: '2321414d520a3c',
  weba: '1a45dfa39f4286810142f78101',
};

/** An attachment: a line with its name, then its bytes. A page without a size cannot be drawn. */
export function attachmentTarget(): Target {
  const good = Object.entries(BEGINNINGS).map(([extension, hex]) =>
    joinBytes(
      textToBytes(`Acta de niñez.${extension}\n`),
      Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')),
    ),
  );
  return {
    name: 'attachment',
    good,
    async enter(input) {
      const end = input.indexOf(LINE_END);
      const name =
        bytesToText(input.subarray(0, Math.max(0, end))) ?? Buffer.from(input.subarray(0, 80)).toString('utf16le');
      const bytes = input.subarray(end + 1);
      if (bytes.length === 0) return 'attachmentEmpty';
      const media = mediaTypeOf(name, bytes);
      if (!media.ok) return media.error.type;
      const { type, group } = media.value;
      assert(
        MEDIA_TYPES.some((each) => each.type === type && each.begins(bytes)),
        'not what its bytes say',
      );
      const { name: kept } = makeAttachment(bytes, salt, nameToKeep(name, extensionFor(name, type)), type);
      assert(!/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]/u.test(kept), 'a name that moves the cursor');
      if (group !== 'picture') return null;
      const size = pictureSizeOf(type, bytes);
      if (size === undefined) return 'pictureNotReadable';
      assert([size.width, size.height].every((side) => Number.isInteger(side) && side > 0 && side < 2 ** 32));
      return null;
    },
  };
}

const maker = fakeKey('hostile maker');

/** A saved report, as Word's package with its manifest inside. */
export async function reportTarget(): Promise<Target> {
  const paragraphs = ['Relatoría', 'Se recibió a 41 familias & más', 'niñez'].map(
    (text) => `<w:p><w:r><w:t xml:space="preserve">${text.replace('&', '&amp;')}</w:t></w:r></w:p>`,
  );
  const parts = {
    '[Content_Types].xml': '<Types></Types>',
    'word/document.xml': `<w:document><w:body>${paragraphs.join('')}<w:drawing>x</w:drawing></w:body></w:document>`,
    'word/_rels/document.xml.rels': '<Relationships></Relationships>',
  };
  const packed = zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, textToBytes(text)])));
  const versions = new Map([['AAAAAAAAAAAAAAAAAAAAAA' as RecordId, [digestOfText('c') as string as ChangesetId]]]);
  const report = {
    kind: 'docx',
    name: 'Relatoría',
    settings: { report: 'relatoria' },
    versions,
    bytes: packed,
  } as const;
  const { name, bytes } = await sealReport(report, maker.signer);
  const keyOf = (kid: string): string | undefined => (kid === maker.kid ? maker.key : undefined);
  const first = await openReport({ name, bytes, beside: undefined }, keyOf);
  assert(first.type === 'whole');
  return {
    name: 'report',
    good: [bytes],
    async enter(input) {
      const opened = await openReport({ name, bytes: input, beside: undefined }, keyOf);
      if (opened.type !== 'whole') return opened.type;
      assert.deepEqual(opened.manifest, first.manifest, 'a report that nobody made');
      return null;
    },
  };
}

const ENTRIES = ['{"type":"uno"}', '{"text":"niñez"}'];
const PHRASE = 'a phrase of 256 bits, for the fuzzer';

/** A copy of a notebook on a stick. */
export async function copyTarget(): Promise<Target> {
  const disk = memoryDisk();
  const facts = {
    format: BACKUP_FORMAT,
    minReader: BACKUP_READER,
    madeAt: '2026-11-28',
    sheetMadeAt: '2026-11-27',
    devices: [{ kid: maker.kid, key: maker.key }],
  } as const;
  const entries = ENTRIES.map(textToBytes);
  const from = {
    journal: { read: async () => ok({ entries, next: null }) },
    bundles: { list: async () => ok([]) },
    blobs: { list: async () => ok([]) },
  } as object as NotebookFiles;
  const file = await disk.open('/copy.age', 'create');
  await writeSealed(file, PHRASE, archiveOf({ facts, identities: ['AGE-SECRET-KEY-1'] }, from), () => undefined);
  return {
    name: 'notebook-copy',
    good: [disk.files().get('/copy.age') ?? new Uint8Array()],
    async enter(input) {
      const kept: Bytes[] = [];
      const into = {
        journal: {
          append: async (list: readonly Bytes[]) => {
            kept.push(...list);
            return ok(null);
          },
        },
        bundles: { keep: async () => err({ type: 'diskFull' }) },
        blobs: { keep: async () => err({ type: 'diskFull' }) },
      } as object as NotebookFiles;
      disk.put('/input', input);
      const restored = await restoreFiles(await disk.open('/input', 'read'), PHRASE, into, () => true);
      assert.deepEqual(kept, kept.length === 0 ? [] : entries, 'an entry that nobody sealed');
      if (!restored.ok) return restored.error.type;
      assert.deepEqual(restored.value.facts, facts);
      return null;
    },
  };
}

/** Its work is at its least, and its passphrase is known. */
export async function rootStickTarget(): Promise<Target> {
  const passphrase = 'tres nudos y una soga';
  const { file, key } = valueOf(
    await makeRoot(passphrase, (length) => seedBytes('hostile stick').slice(0, length), false, 1),
  );
  return {
    name: 'root-stick',
    good: [textToBytes(file)],
    async enter(input) {
      const signed = await signWithRoot({ file: bytesToText(input) ?? '', passphrase }, [], false);
      if (!signed.ok) return signed.error.type;
      assert.equal(signed.value.key, key, 'a key that was never on the stick');
      return null;
    },
  };
}
