// Stage 5, the package of an Office Open XML workbook (ECMA-376): the small XML files around its sheets, zipped with
// fflate's synchronous `zipSync`. What a sheet holds is the matter of whoever writes it (xlsx.ts, spreadsheet.ts).

import { zipSync } from 'fflate';
import { type Bytes, textToBytes } from '../base/bytes.ts';
import { LONGEST_TEXT } from './workbook-places.ts';
import { escapeXml } from './xml-text.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** The first day a ZIP can name, wherever one is: the file tells no time. */
const NO_TIME = '1980-01-01T00:00:00';

export interface PackedSheet {
  /** as `sheetNames` gives it */
  readonly name: string;
  readonly xml: string;
  /** `veryHidden`: no menu shows it */
  readonly state?: 'veryHidden';
}

/** @param sheets at least one; the first is seen */
export function packWorkbook(sheets: readonly PackedSheet[], styles: string): Bytes {
  const each = (write: (number: number, sheet: PackedSheet) => string): string =>
    sheets.map((sheet, at) => write(at + 1, sheet)).join('');
  const part = (number: number): string => `worksheets/sheet${number}.xml`;
  const stateOf = ({ state }: PackedSheet): string => (state === undefined ? '' : ` state="${state}"`);
  const files: [string, string][] = [
    [
      '[Content_Types].xml',
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${each((number) => `<Override PartName="/xl/${part(number)}" ContentType="${TYPE}.worksheet+xml"/>`)}<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
    ],
    ['_rels/.rels', relations(['officeDocument', 'xl/workbook.xml'])],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${each((number, sheet) => `<sheet name="${escapeXml(sheet.name)}" sheetId="${number}"${stateOf(sheet)} r:id="rId${number}"/>`)}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations(...sheets.map((_, at): [string, string] => ['worksheet', part(at + 1)]), ['styles', 'styles.xml']),
    ],
    ['xl/styles.xml', styles],
    ...sheets.map(({ xml }, at): [string, string] => [`xl/${part(at + 1)}`, xml]),
  ];
  const entries = files.map(([name, text]) => [name, textToBytes(HEAD + text)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: NO_TIME }) as Bytes;
}

/** A text is inline, which no spreadsheet takes for a formula. @param look an attribute with a space before it, or '' */
export function cellXml(cell: string | number | null, at: string, look: string): string {
  const where = `r="${at}"${look}`;
  if (cell === null || cell === '') return `<c ${where}/>`;
  if (typeof cell === 'number') return `<c ${where}><v>${cell}</v></c>`;
  return `<c ${where} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell.slice(0, LONGEST_TEXT))}</t></is></c>`;
}

const relations = (...targets: readonly (readonly [type: string, target: string])[]): string =>
  `<Relationships xmlns="${RELATIONS}">${targets.map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${DOCUMENT}/${type}" Target="${target}"/>`).join('')}</Relationships>`;

/** Up to 31 characters, none of those that formulas use, and each once. */
export function sheetNames(names: readonly string[]): readonly string[] {
  const used = new Set<string>();
  return names.map((name) => {
    const plain =
      name
        .replace(/[\\/?*[\]:']/g, ' ')
        .trim()
        .slice(0, 31) || 'Chasqui';
    let free = plain;
    for (let number = 2; used.has(free.toLowerCase()); number++) free = `${plain.slice(0, 27)} ${number}`;
    used.add(free.toLowerCase());
    return free;
  });
}
