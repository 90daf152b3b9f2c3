// Stage 5, a document as DOCX (ECMA-376, WordprocessingML): Word's own headings, lists, captions and tables with header
// rows, charts that Word itself draws, pictures as shapes with alternative text, the language on every run, page
// numbers, A4. Its ZIP is written at once, without the workers that the page's policy forbids. The same document gives
// the same bytes (docx-package.ts): no date, no chance.

import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
  type FileChild,
  Footer,
  HeadingLevel,
  LevelFormat,
  LineRuleType,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  TabStopType,
  TextRun,
} from 'docx';
import { ChartRun } from 'docx/charts';
import type { Bytes } from '../base/bytes.ts';
import { mesaOfObjective } from '../mechanism/compact.ts';
import type { Language } from '../mechanism/language.ts';
import {
  type ChartBlock,
  chartTable,
  type CoverBlock,
  type HeadingBlock,
  mapTable,
  matrixTable,
  type ParagraphBlock,
  type ReportDocument,
  type Run,
  sourceNumbers,
  type TableBlock,
} from './document.ts';
import { pictureRun } from './docx-drawing.ts';
import { sealPackage } from './docx-package.ts';
import { type TablePlaces, tablePlaces, TEXT_WIDTH } from './docx-table.ts';
import { mapDrawing } from './map-drawing.ts';
import { GROUNDS, mesaColour, PALETTE } from './palette.ts';
import { cordDrawing, quipuDrawing } from './quipu-drawing.ts';
import { stepOf } from './table-bars.ts';
import { plainXmlText } from './xml-text.ts';

/** How files name the five languages. */
export const LANGUAGE_TAGS: Readonly<Record<Language, string>> = {
  es: 'es-419',
  en: 'en-US',
  pt: 'pt-BR',
  fr: 'fr-FR',
  ht: 'ht-HT',
};

const FONT = 'Atkinson Hyperlegible Next';
const BULLETS = 'bullets';
const NUMBERS = 'numbers';
/** What is between the margins, in px at 96 to the inch. */
const TEXT_PX = 627;

/** @param manifest the text of the signed manifest that the file carries; null: none */
export async function documentToDocx(document: ReportDocument, manifest: string | null): Promise<Bytes> {
  const tables = tablePlaces(document.language);
  const file = new Document({
    title: plain(document.title),
    creator: 'Chasqui',
    lastModifiedBy: 'Chasqui',
    styles: stylesFor(document.language),
    numbering: { config: [bullets(), numbers()] },
    sections: [
      {
        properties: { page: { size: A4, margin: MARGIN }, titlePage: document.blocks[0]?.type === 'cover' },
        footers: { default: footerOf(document) },
        children: childrenOf(document, tables),
      },
    ],
  });
  return sealPackage(new Uint8Array(await Packer.toArrayBuffer(file)), manifest, tables.filled);
}

const A4 = { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) };
const MARGIN = {
  top: convertMillimetersToTwip(20),
  bottom: convertMillimetersToTwip(20),
  left: convertMillimetersToTwip(22),
  right: convertMillimetersToTwip(22),
};

function childrenOf(document: ReportDocument, tables: TablePlaces): FileChild[] {
  let pictures = 0;
  let lists = 0;
  const picture: Drawn = (drawing, alt, width) => pictureRun({ drawing, alt, width, id: ++pictures });
  return document.blocks.flatMap((block): readonly FileChild[] => {
    switch (block.type) {
      case 'cover':
        return [...coverParagraphs(block, picture), new Paragraph({ children: [new PageBreak()] })];
      case 'heading':
        return [headingParagraph(block, picture)];
      case 'paragraph':
        return [textParagraph(document, block)];
      case 'list': {
        lists++;
        const numbering = { reference: block.ordered ? NUMBERS : BULLETS, level: 0, instance: lists };
        return block.items.map(
          (runs) => new Paragraph({ style: 'ListParagraph', numbering, children: runsOf(document, runs) }),
        );
      }
      case 'table':
        return tableParagraphs(block, tables.keep(block));
      case 'chart':
        return [
          captionParagraph(block.title),
          new Paragraph({ style: 'Picture', children: [chartRun(block, ++pictures)] }),
          tables.keep(chartTable(block)),
        ];
      case 'map':
        return [
          captionParagraph(block.title),
          new Paragraph({
            style: 'Picture',
            alignment: AlignmentType.CENTER,
            children: [picture(mapDrawing(block), block.alt, 430)],
          }),
          tables.keep(mapTable(block)),
        ];
      case 'matrix': {
        const table = matrixTable(block);
        const groundOf = (row: number, column: number): string | undefined => {
          const value = block.rows[row]?.values[column - 1] ?? 0;
          return value === 0 ? undefined : GROUNDS[stepOf(block, value)];
        };
        return tableParagraphs(table, tables.keep(table, groundOf));
      }
      case 'pageBreak':
        return [new Paragraph({ pageBreakBefore: true })];
    }
  });
}

type Drawn = (drawing: ReturnType<typeof mapDrawing>, alt: string, width: number) => ParagraphChild;

const coverParagraphs = ({ title, lines, alt, knots }: CoverBlock, picture: Drawn): readonly FileChild[] => [
  new Paragraph({
    style: 'Picture',
    spacing: { before: 1200, after: 600 },
    children: [picture(quipuDrawing(knots), alt, TEXT_PX)],
  }),
  new Paragraph({ style: 'Title', children: [new TextRun(plain(title))] }),
  ...lines.map((line) => new Paragraph({ style: 'CoverLine', children: [new TextRun(plain(line))] })),
];

function headingParagraph({ level, text, objective, mesa: named }: HeadingBlock, picture: Drawn): Paragraph {
  const mesa = named ?? mesaOfObjective(objective ?? 0)?.n;
  const mark = mesa === undefined ? [] : [picture(cordDrawing(mesa), '', 11), new TextRun('  ')];
  return new Paragraph({
    heading:
      [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3][level - 1] ?? HeadingLevel.HEADING_3,
    children: [...mark, new TextRun(plain(text))],
    ...(mesa === undefined
      ? {}
      : { border: { bottom: { style: BorderStyle.SINGLE, size: 12, space: 2, color: mesaColour(mesa) } } }),
  });
}

const STYLE_BY_ROLE = { lead: 'Lead', note: 'Note', quote: 'Quotation' } as const;

const textParagraph = (document: ReportDocument, { runs, role }: ParagraphBlock): Paragraph =>
  new Paragraph({
    ...(role === undefined ? {} : { style: STYLE_BY_ROLE[role] }),
    children: runsOf(document, runs),
  });

function runsOf(document: ReportDocument, runs: readonly Run[]): readonly ParagraphChild[] {
  return runs.flatMap((run) => {
    const numbersOf = sourceNumbers(document, run);
    const mark = numbersOf.map((number) => `[${number}]`).join('');
    return [...linesOf(run), ...(mark === '' ? [] : [new TextRun({ text: mark, style: 'SourceMark' })])];
  });
}

/** A line break in a text stays one. */
const linesOf = ({ text, bold = false, italic = false }: Run): readonly TextRun[] =>
  plain(text)
    .split(/\r\n|\r|\n/)
    .map((line, at) => new TextRun({ text: line, bold, italics: italic, ...(at === 0 ? {} : { break: 1 }) }));

const captionParagraph = (caption: string): Paragraph =>
  new Paragraph({ style: 'Caption', keepNext: true, children: [new TextRun(plain(caption))] });

const tableParagraphs = ({ caption }: TableBlock, table: FileChild): readonly FileChild[] =>
  caption === '' ? [table] : [captionParagraph(caption), table];

/** Lines are told apart without colour. */
const MARKERS = ['circle', 'diamond', 'triangle', 'square'] as const;

function chartRun({ kind, alt, categories, series }: ChartBlock, id: number): ParagraphChild {
  const shared = {
    categories: categories.map(plain),
    series: series.map(({ name, values, mesa }, at) => ({
      name: plain(name),
      values: categories.map((_, position) => {
        const value = values[position];
        return typeof value === 'number' ? value : null;
      }),
      color: mesaColour(mesa ?? (series.length === 1 ? 0 : (at % 4) + 1)),
      ...(kind === 'lines' ? { markers: { shape: MARKERS[at % MARKERS.length] ?? 'circle', size: 8 } } : {}),
    })),
    font: { name: FONT, color: PALETTE.ink },
    dataLabels: { value: true },
    altText: { id: String(id), name: `Chart ${id}`, description: alt },
    ...(series.length === 1 ? { legend: false as const } : {}),
  };
  const height = kind === 'bars' ? 90 + categories.length * Math.max(26, series.length * 18) : 320;
  const transformation = { width: TEXT_PX, height };
  if (kind === 'lines') return new ChartRun({ ...shared, type: 'line', transformation });
  if (kind === 'columns') return new ChartRun({ ...shared, type: 'column', transformation });
  return new ChartRun({
    ...shared,
    type: 'bar',
    categoryAxis: { reverseOrder: true },
    valueAxis: { visible: false, gridlines: false },
    transformation,
  });
}

const footerOf = ({ footer }: ReportDocument): Footer =>
  new Footer({
    children: [
      new Paragraph({
        style: 'Footer',
        tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
        children: [
          new TextRun(plain(footer)),
          new TextRun({ children: ['\t', PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] }),
        ],
      }),
    ],
  });

function stylesFor(language: Language) {
  const heading = (size: number, before: number, after: number) => ({
    run: { font: FONT, size, bold: true, color: PALETTE.ink },
    paragraph: { spacing: { before, after }, keepNext: true, keepLines: true },
  });
  const style = (id: string, name: string, run: object, paragraph: object) => ({
    id,
    name,
    basedOn: 'Normal',
    next: 'Normal',
    quickFormat: true,
    run,
    paragraph,
  });
  return {
    default: {
      document: {
        run: { font: FONT, size: 22, color: PALETTE.ink, language: { value: LANGUAGE_TAGS[language] } },
        paragraph: { spacing: { after: 140, line: 300, lineRule: LineRuleType.AUTO } },
      },
      title: { run: { size: 60, bold: true, color: PALETTE.ink }, paragraph: { spacing: { before: 240, after: 240 } } },
      heading1: heading(36, 480, 180),
      heading2: heading(27, 360, 140),
      heading3: heading(23, 280, 100),
      listParagraph: { paragraph: { spacing: { after: 80 } } },
      caption: {
        run: { size: 20, bold: true, color: PALETTE.quiet },
        paragraph: { spacing: { before: 200, after: 80 } },
      },
    },
    paragraphStyles: [
      style('CoverLine', 'Cover line', { size: 28, color: PALETTE.quiet }, { spacing: { after: 80 } }),
      style('Lead', 'Lead', { size: 26 }, { spacing: { after: 200, line: 320, lineRule: LineRuleType.AUTO } }),
      style('Note', 'Note', { size: 19, color: PALETTE.quiet }, { spacing: { after: 120 } }),
      style(
        'Quotation',
        'Quotation',
        { italics: true },
        {
          indent: { left: 400 },
          border: { left: { style: BorderStyle.SINGLE, size: 18, space: 12, color: PALETTE.cord } },
        },
      ),
      // A picture in a line that is not as high as itself is cut off above.
      style(
        'Picture',
        'Picture',
        {},
        { spacing: { before: 160, after: 120, line: 240, lineRule: LineRuleType.AUTO }, keepNext: true },
      ),
      style(
        'TableText',
        'Table text',
        { size: 19 },
        { spacing: { before: 0, after: 0, line: 260, lineRule: LineRuleType.AUTO } },
      ),
      style('Footer', 'footer', { size: 17, color: PALETTE.quiet }, { spacing: { before: 0, after: 0 } }),
    ],
    characterStyles: [
      {
        id: 'SourceMark',
        name: 'Source mark',
        basedOn: 'DefaultParagraphFont',
        run: { superScript: true, color: PALETTE.action },
      },
    ],
  };
}

const indented = { paragraph: { indent: { left: 500, hanging: 300 } } };

const bullets = () => ({
  reference: BULLETS,
  levels: [{ level: 0, format: LevelFormat.BULLET, text: '•', alignment: AlignmentType.LEFT, style: indented }],
});

const numbers = () => ({
  reference: NUMBERS,
  levels: [{ level: 0, format: LevelFormat.DECIMAL, text: '%1.', alignment: AlignmentType.LEFT, style: indented }],
});

const plain = plainXmlText;
