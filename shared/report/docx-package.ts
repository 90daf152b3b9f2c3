// Stage 5, the package around a DOCX, made the same for the same document: Word's library counts its ids on from the
// last document and writes when it was made; both are taken out here, and the files are zipped anew with the first day
// a ZIP can name. The report's signed manifest travels as a custom XML part (ECMA-376 part 1, 15.2.5), which Word and
// LibreOffice keep; it is read again without trusting any of the rest.

import { unzipSync, zipSync } from 'fflate';
import { type Bytes, bytesToText, textToBytes } from '../base/bytes.ts';
import { escapeXml } from './xml-text.ts';
import { partOfZip } from './zip-part.ts';

/** The first day a ZIP can name, wherever one is: the file tells no time. */
const NO_TIME = '1980-01-01T00:00:00';
const PART = 'customXml/item1.xml';
const NAMESPACE = 'urn:chasqui:report-manifest:1';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
/** What a report's parts may come to when they are unpacked. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * @param manifest the text of a signed manifest; null: none yet
 * @param filled puts into the document's XML what the library did not write
 */
export function sealPackage(packed: Uint8Array, manifest: string | null, filled: (xml: string) => string): Bytes {
  const parts = withoutChance(packed, filled);
  return manifest === null ? zipped(parts) : withManifest(parts, manifest);
}

/** The same file with a manifest in it. */
export const addManifest = (file: Uint8Array, manifest: string): Bytes =>
  withManifest(new Map(Object.entries(unzipSync(file))), manifest);

const zipped = (parts: ReadonlyMap<string, Uint8Array>): Bytes =>
  zipSync(Object.fromEntries(parts), { mtime: NO_TIME }) as Bytes;

/** The manifest's text; undefined where the file has none or is no package. */
export function manifestIn(file: Uint8Array): string | undefined {
  const text = partOf(file, PART);
  const inside = text === undefined ? null : new RegExp(`<manifest xmlns="${NAMESPACE}">([^<]*)</manifest>`).exec(text);
  return inside?.[1] === undefined ? undefined : unescape(inside[1]);
}

/**
 * What the document says, paragraph by paragraph: the same after somebody opened it in Word or LibreOffice and saved it
 * again without a change, and another after any word of it was changed. undefined: no document.
 */
export function textOfDocx(file: Uint8Array): string | undefined {
  const xml = partOf(file, 'word/document.xml');
  if (xml === undefined) return undefined;
  const body = withoutDrawings(xml);
  const lines: string[] = [];
  for (const [from, to] of piecesOf(body, /<w:p[ >]/g, () => '</w:p>')) {
    let line = '';
    for (const [, words = ''] of body.slice(from, to).matchAll(TEXT)) line += words;
    if (line.trim() !== '') lines.push(unescape(line));
  }
  return lines.join('\n');
}

const TEXT = /<w:t(?: [^<>]*)?>([^<]*)<\/w:t>/g;

/** What is drawn, and what stands in its place for those who cannot draw it. */
function withoutDrawings(xml: string): string {
  let kept = '';
  let end = 0;
  for (const [from, to] of piecesOf(xml, /<(w:drawing|mc:Fallback)>/g, ([, name = '']) => `</${name}>`)) {
    kept += xml.slice(end, from);
    end = to;
  }
  return kept + xml.slice(end);
}

/** From each opening to its first closing, in time that grows with the text alone, whatever is opened and never closed. */
function* piecesOf(
  text: string,
  opening: RegExp,
  closingOf: (opened: RegExpMatchArray) => string,
): Generator<readonly [from: number, to: number], void> {
  const neverClosed = new Set<string>();
  let end = 0;
  for (const opened of text.matchAll(opening)) {
    const closing = closingOf(opened);
    if (opened.index < end || neverClosed.has(closing)) continue;
    const at = text.indexOf(closing, opened.index);
    if (at < 0) {
      neverClosed.add(closing);
      continue;
    }
    end = at + closing.length;
    yield [opened.index, end];
  }
}

/** One part of a package as text, within a limit; undefined where it is not there or not to be read. */
function partOf(file: Uint8Array, name: string): string | undefined {
  const bytes = partOfZip(file, name, MOST_BYTES);
  return bytes === undefined ? undefined : bytesToText(bytes);
}

/** What differs from one making to the next: moments, random names of relations, ids that count on. */
function withoutChance(packed: Uint8Array, filled: (xml: string) => string): Map<string, Uint8Array> {
  const names = new Map<string, string>();
  const nameOf = (random: string): string => {
    const name = names.get(random) ?? `rIdx${names.size + 1}`;
    names.set(random, name);
    return name;
  };
  const steady = (name: string, bytes: Uint8Array): Uint8Array => {
    if (name.endsWith('.xlsx')) return zipped(withoutChance(bytes, filled)); // of a chart
    if (!/\.(xml|rels)$/.test(name)) return bytes;
    const text = (bytesToText(bytes) ?? '').replace(RANDOM_NAME, nameOf);
    if (name === 'docProps/core.xml') return textToBytes(text.replace(MOMENT, ''));
    return textToBytes(name === 'word/document.xml' ? filled(countedAnew(text)) : text);
  };
  return new Map(Object.entries(unzipSync(packed)).map(([name, bytes]) => [name, steady(name, bytes)]));
}

/** Of an attribute, never of a text: there a quotation mark is escaped. */
const RANDOM_NAME = /(?<=")rId[a-z0-9_-]{21}(?=")/g;
const MOMENT = /<dcterms:(created|modified)[\s\S]*?<\/dcterms:\1>/g;

function countedAnew(text: string): string {
  let id = 0;
  return text.replace(
    /(<(?:wp:docPr|wps:cNvPr|wpg:cNvPr|pic:cNvPr)) id="[^"]*" name="(\w+)[^"]*"/g,
    (_, element: string, name: string) => `${element} id="${++id}" name="${name} ${id}"`,
  );
}

function withManifest(parts: Map<string, Uint8Array>, manifest: string): Bytes {
  const put = (name: string, text: string): unknown =>
    parts.set(name, textToBytes(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`));
  put(PART, `<manifest xmlns="${NAMESPACE}">${escapeXml(manifest)}</manifest>`);
  put(
    'customXml/itemProps1.xml',
    `<ds:datastoreItem xmlns:ds="${OFFICE}/customXml" ds:itemID="{C4A5C01A-0000-4000-8000-000000000001}"><ds:schemaRefs><ds:schemaRef ds:uri="${NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>`,
  );
  put(
    'customXml/_rels/item1.xml.rels',
    `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/relationships/customXmlProps" Target="itemProps1.xml"/></Relationships>`,
  );
  const change = (name: string, before: string, added: string): unknown =>
    parts.set(
      name,
      textToBytes((bytesToText(parts.get(name) ?? new Uint8Array()) ?? '').replace(before, () => added + before)),
    );
  change(
    '[Content_Types].xml',
    '</Types>',
    '<Override PartName="/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>',
  );
  const from = parts.has('word/document.xml') ? 'word/_rels/document.xml.rels' : 'xl/_rels/workbook.xml.rels';
  change(
    from,
    '</Relationships>',
    `<Relationship Id="rIdManifest" Type="${OFFICE}/relationships/customXml" Target="../customXml/item1.xml"/>`,
  );
  return zipped(parts);
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const unescape = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|quot|apos|amp));/g, (whole, decimal, hex, name: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
