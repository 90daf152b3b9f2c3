// Word documents that somebody hands over to be checked, each made to take the time or the memory of a small laptop.

import { zipSync } from 'fflate';
import { joinBytes, textToBytes } from '#shared/base/bytes.ts';
import type { Asked, Said } from './said.ts';

const NAME = 'word/document.xml';
const PARAGRAPH = '<w:p><w:r><w:t>Acta</w:t></w:r></w:p>';
const MANY = 800_000;

const documentOf = (body: string): Uint8Array => zipSync({ [NAME]: textToBytes(`<w:document>${body}</w:document>`) });

/** A directory that says what its maker likes of the one part behind it. */
function packageOf(twist: (directory: DataView, end: DataView) => void, body = PARAGRAPH): Uint8Array {
  const bytes = documentOf(body).slice();
  const end = bytes.length - 22;
  const directory = new DataView(bytes.buffer).getUint32(end + 16, true);
  twist(new DataView(bytes.buffer, directory), new DataView(bytes.buffer, end));
  return bytes;
}

/** The entries of 64-bit packages, which say that there are as many parts as a number can say. */
function endlessDirectory(): Uint8Array {
  const bytes = documentOf(PARAGRAPH);
  const [record, locator] = [new DataView(new ArrayBuffer(56)), new DataView(new ArrayBuffer(20))];
  record.setUint32(0, 0x06064b50, true);
  record.setUint32(32, 0xffffffff, true);
  record.setUint32(48, bytes.length, true);
  locator.setUint32(0, 0x07064b50, true);
  locator.setUint32(8, bytes.length - 22, true);
  const end = bytes.slice(-22);
  new DataView(end.buffer).setUint16(8, 0xffff, true);
  new DataView(end.buffer).setUint16(10, 0xffff, true);
  new DataView(end.buffer).setUint32(16, 0xffffffff, true);
  return joinBytes(bytes.subarray(0, -22), new Uint8Array(record.buffer), new Uint8Array(locator.buffer), end);
}

interface ReportFile {
  readonly name: string;
  readonly file: Uint8Array;
  readonly asked: Asked;
  readonly says: Said;
}

/** With how many paragraphs each has; null: it is no document. */
export function reportFiles(): readonly ReportFile[] {
  const rows: readonly (readonly [name: string, file: Uint8Array, paragraphs: number | null])[] = [
    ['paragraphs that are never closed', documentOf('<w:p>'.repeat(MANY)), 0],
    ['drawings that are never closed', documentOf(`${'<w:drawing>'.repeat(MANY)}${PARAGRAPH}`), 1],
    [
      'fallbacks and drawings that are never closed',
      documentOf(`${'<mc:Fallback><w:drawing>'.repeat(MANY / 2)}${PARAGRAPH}`),
      1,
    ],
    ['texts that are never closed', documentOf(`<w:p>${'<w:t '.repeat(MANY)}</w:p>${PARAGRAPH}`), 1],
    ['as many texts as there is room for', documentOf(`<w:p>${'<w:t>a</w:t>'.repeat(MANY)}</w:p>`), 1],
    [
      'a part that is larger than it says',
      packageOf((directory) => directory.setUint32(24, 1000, true), ' '.repeat(60_000_000)),
      null,
    ],
    ['a part that is smaller than it says', packageOf((directory) => directory.setUint32(24, 60_000_000, true)), null],
    ['a part that is larger than may be', documentOf(' '.repeat(70_000_000)), null],
    ['a part that begins behind the end', packageOf((directory) => directory.setUint32(42, 0xfffffff0, true)), null],
    ['a part that is packed in another way', packageOf((directory) => directory.setUint16(10, 12, true)), null],
    ['a directory behind the end', packageOf((_, end) => end.setUint32(16, 0xfffffff0, true)), null],
    [
      'a directory with more entries than it has',
      packageOf((directory, end) => {
        directory.setUint8(46, 0x58); // another name: it is looked for to the end
        end.setUint16(10, 0xffff, true);
      }),
      null,
    ],
    ['a directory without end', endlessDirectory(), null],
    ['an end and nothing before it', documentOf(PARAGRAPH).slice(-22), null],
    ['nothing at all', new Uint8Array(), null],
  ];
  return rows.map(([name, file, paragraphs]) => ({
    name: `a report with ${name}`,
    file,
    asked: { as: 'report' },
    says: { paragraphs },
  }));
}
