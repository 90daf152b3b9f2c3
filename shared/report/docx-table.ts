// Stage 5, a table as WordprocessingML, written straight: of a table of ten thousand rows the library behind docx.ts
// builds a million objects first, which takes five times as long as all the rest. The library is given a place to keep
// instead, an element that no text can make, and the table is put there once all else is written.

import { convertMillimetersToTwip, FileChild } from 'docx';
import type { Language } from '../mechanism/language.ts';
import { cellText } from './date-words.ts';
import { KEPT_WHOLE, type TableBlock } from './document.ts';
import { PALETTE } from './palette.ts';
import type { TableCell } from './table.ts';
import { escapeXml } from './xml-text.ts';

/** Of A4 between its margins. */
export const TEXT_WIDTH = convertMillimetersToTwip(210 - 2 * 22);

/** The ground of a cell by its row and column; undefined: none. */
export type GroundOf = (row: number, column: number) => string | undefined;

/** Where a table will stand in a document. */
export interface TablePlaces {
  readonly keep: (block: TableBlock, groundOf?: GroundOf) => FileChild;
  /** The document's XML with every table in its place. */
  readonly filled: (xml: string) => string;
}

export function tablePlaces(language: Language): TablePlaces {
  const kept: { readonly block: TableBlock; readonly groundOf: GroundOf | undefined }[] = [];
  return {
    keep: (block, groundOf) => new FileChild(`${PLACE}${kept.push({ block, groundOf })}`),
    filled: (xml) =>
      xml.replace(FILLED, (whole, number: string) => {
        const table = kept[Number(number) - 1];
        return table === undefined ? whole : tableXml(table.block, language, table.groundOf) + AFTER;
      }),
  };
}

const PLACE = 'chasqui-table-';
const FILLED = new RegExp(`<${PLACE}(\\d+)/>`, 'g');
/** Two tables that touch would be one. */
const AFTER = '<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>';

function tableXml(block: TableBlock, language: Language, groundOf: GroundOf | undefined): string {
  const { head, rows, rowHeads = false } = block;
  const widths = widthsOf(block);
  const isNumeric = head.map((_, at) => rows.some((row) => typeof row[at] === 'number'));
  const isShort = rows.length <= KEPT_WHOLE;
  const cell = (value: TableCell, at: number, look: Look): string =>
    [
      `<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="${widths[at] ?? 0}"/>`,
      look.ground === undefined ? '' : `<w:shd w:fill="${look.ground}" w:color="auto" w:val="clear"/>`,
      '<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/>',
      look.isKept ? '<w:keepNext/>' : '',
      isNumeric[at] === true ? '<w:jc w:val="right"/>' : '',
      `</w:pPr>${runsXml(cellText(value, language), look.isBold)}</w:p></w:tc>`,
    ].join('');
  const row = (cells: readonly TableCell[], number: number): string => {
    const isKept = isShort && number < rows.length - 1;
    const looks = cells.map((value, at) =>
      cell(value, at, { isKept, isBold: rowHeads && at === 0, ground: groundOf?.(number, at) }),
    );
    return `<w:tr><w:trPr><w:cantSplit/></w:trPr>${looks.join('')}</w:tr>`;
  };
  const names = head.map((name, at) => cell(name, at, { isKept: true, isBold: true, ground: PALETTE.wool }));
  return [
    `<w:tbl>${propertiesXml(widths, rowHeads)}`,
    `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${names.join('')}</w:tr>`,
    ...rows.map(row),
    '</w:tbl>',
  ].join('');
}

interface Look {
  /** on one page with the next row */
  readonly isKept: boolean;
  readonly isBold: boolean;
  readonly ground: string | undefined;
}

function widthsOf({ head, widths }: TableBlock): readonly number[] {
  const shares = widths ?? head.map(() => 1);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => Math.floor((TEXT_WIDTH * share) / whole));
}

/** A line break in a text stays one. */
const runsXml = (text: string, isBold: boolean): string =>
  text
    .split(/\r\n|\r|\n/)
    .map(
      (line, at) =>
        `<w:r>${isBold ? '<w:rPr><w:b/><w:bCs/></w:rPr>' : ''}${at === 0 ? '' : '<w:br/>'}<w:t xml:space="preserve">${escapeXml(line)}</w:t></w:r>`,
    )
    .join('');

function propertiesXml(widths: readonly number[], rowHeads: boolean): string {
  const border = (side: string, isDrawn: boolean): string =>
    isDrawn
      ? `<w:${side} w:val="single" w:color="${PALETTE.edge}" w:sz="4"/>`
      : `<w:${side} w:val="none" w:color="auto" w:sz="0"/>`;
  const margin = (side: string, width: number): string => `<w:${side} w:type="dxa" w:w="${width}"/>`;
  return [
    `<w:tblPr><w:tblW w:type="dxa" w:w="${widths.reduce((sum, width) => sum + width, 0)}"/>`,
    `<w:tblBorders>${border('top', true)}${border('left', false)}${border('bottom', true)}`,
    `${border('right', false)}${border('insideH', true)}${border('insideV', false)}</w:tblBorders>`,
    '<w:tblLayout w:type="fixed"/>',
    `<w:tblCellMar>${margin('top', 40)}${margin('left', 90)}${margin('bottom', 40)}${margin('right', 90)}</w:tblCellMar>`,
    `<w:tblLook w:firstRow="true" w:lastRow="false" w:firstColumn="${rowHeads}" w:lastColumn="false" w:noHBand="true" w:noVBand="true"/></w:tblPr>`,
    `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>`,
  ].join('');
}
