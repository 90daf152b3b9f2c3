// Stage 5, a document as a value: what a report says, in reading order, before anybody decides whether it is written as
// DOCX (docx.ts), as a page to print (document-to-html.ts) or shown on the screen. Whoever composes one (the
// bulletin, the relatoría, the practice pack) has already left out what may not be said: writers write all that is
// here and judge nothing. Texts are plain, in the document's one language; no writer takes any of them for markup, a
// formula or an address. It is JSON all through, holds no clock and no path, and the same value gives the same bytes.

import type { Language } from '../mechanism/language.ts';
import type { TableCell } from './table.ts';

export interface ReportDocument {
  readonly title: string;
  readonly language: Language;
  /** what every page says at its foot beside its number */
  readonly footer: string;
  readonly blocks: readonly Block[];
  /** the records that runs refer to, in the order of their numbers: the first is 1 */
  readonly sources: readonly DocumentSource[];
}

export interface DocumentSource {
  /** id of a record */
  readonly record: string;
  /** how the list of sources names it */
  readonly text: string;
}

export type Block =
  | CoverBlock
  | HeadingBlock
  | ParagraphBlock
  | ListBlock
  | TableBlock
  | ChartBlock
  | MapBlock
  | MatrixBlock
  | { readonly type: 'pageBreak' };

/** A page of its own, with the cords as its picture. */
export interface CoverBlock {
  readonly type: 'cover';
  readonly title: string;
  /** number, period, who: one a line */
  readonly lines: readonly string[];
  /** what the picture shows, for whoever does not see it */
  readonly alt: string;
  /** knots on each of the 23 cords, in the order of the objectives; absent: an empty quipu */
  readonly knots?: readonly number[];
}

export interface HeadingBlock {
  readonly type: 'heading';
  readonly level: 1 | 2 | 3;
  readonly text: string;
  /** 1 to 23: marked with its cord, in the colour and the pattern of its mesa */
  readonly objective?: number;
  /** 1 to 4 */
  readonly mesa?: number;
}

/** Some words of a paragraph, a list item or a cell, set one way. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  /** ids of records that these words rest on; each must be among the document's sources */
  readonly sources?: readonly string[];
}

export interface ParagraphBlock {
  readonly type: 'paragraph';
  readonly runs: readonly Run[];
  /** absent: body text. `quote`: somebody's own words, with their consent */
  readonly role?: 'lead' | 'note' | 'quote';
}

export interface ListBlock {
  readonly type: 'list';
  readonly ordered: boolean;
  readonly items: readonly (readonly Run[])[];
}

/** A real table: its first row are the names of its columns, and every row is as long as that. */
export interface TableBlock {
  readonly type: 'table';
  /** '': the heading above says what it is */
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly TableCell[])[];
  /** share of the width by column, any unit; absent: even */
  readonly widths?: readonly number[];
  /** true: the first cell of a row names it */
  readonly rowHeads?: boolean;
}

/** Numbers where people would rather look. Beside it always stands its table (chartTable). */
export interface ChartBlock {
  readonly type: 'chart';
  /** `bars` lie, `columns` stand; `lines` are for a course in time */
  readonly kind: 'bars' | 'columns' | 'lines';
  readonly title: string;
  /** what one sees in it, in a sentence */
  readonly alt: string;
  /** what the categories are, as the table's first column says it */
  readonly by: string;
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
}

export interface ChartSeries {
  readonly name: string;
  /** one a category; a text (such as "<5") is said in the table and not drawn, null was not counted */
  readonly values: readonly TableCell[];
  /** 1 to 4: drawn in the colour and the pattern of the mesa */
  readonly mesa?: number;
}

/** Circles on the countries of the region, as large as their numbers; beside it always stands its table. */
export interface MapBlock {
  readonly type: 'map';
  readonly title: string;
  readonly alt: string;
  /** the two columns of its table */
  readonly head: readonly [country: string, value: string];
  readonly countries: readonly {
    /** ISO 3166-1 alpha-2 */
    readonly country: string;
    readonly name: string;
    readonly value: TableCell;
  }[];
}

/** Numbers by row and column: a table, each number with a bar or a ground as large as it is (table-bars.ts). */
export interface MatrixBlock {
  readonly type: 'matrix';
  readonly title: string;
  /** what the rows are, as the table's first column says it */
  readonly by: string;
  readonly columns: readonly string[];
  /** the name of the table's last column: a row's parts may overlap, so it is no sum of them */
  readonly total: string;
  readonly rows: readonly {
    readonly name: string;
    /** 1 to 4 */
    readonly mesa: number;
    readonly values: readonly number[];
    readonly total: number;
  }[];
}

/** A table of no more rows is not parted by the end of a page. */
export const KEPT_WHOLE = 12;

/** What no system refuses in a name, and short; '' where nothing is left of it. */
export const fileNameOf = (title: string): string =>
  title
    .replace(/[^\p{L}\p{N} _-]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, 80);

/** Of one course in time, the moments stand side by side, as in its picture. */
export const chartTable = (chart: ChartBlock): TableBlock =>
  chart.kind === 'columns' && chart.series.length === 1 ? lyingTable(chart) : standingTable(chart);

const lyingTable = ({ title, by, categories, series }: ChartBlock): TableBlock => ({
  type: 'table',
  caption: title,
  head: [by, ...categories],
  rows: series.map(({ name, values }) => [name, ...categories.map((_, at) => values[at] ?? null)]),
  widths: [2, ...categories.map(() => 1)],
  rowHeads: true,
});

const standingTable = ({ title, by, categories, series }: ChartBlock): TableBlock => ({
  type: 'table',
  caption: title,
  head: [by, ...series.map(({ name }) => name)],
  rows: categories.map((category, at) => [category, ...series.map(({ values }) => values[at] ?? null)]),
  rowHeads: true,
});

export const mapTable = ({ title, head, countries }: MapBlock): TableBlock => ({
  type: 'table',
  caption: title,
  head,
  rows: countries.map(({ name, value }) => [name, value]),
  rowHeads: true,
});

export const matrixTable = ({ title, by, columns, total, rows }: MatrixBlock): TableBlock => ({
  type: 'table',
  caption: title,
  head: [by, ...columns, total],
  widths: [6.5, ...columns.map(() => 1.6), 1.3],
  rowHeads: true,
  rows: rows.map((row) => [row.name, ...row.values, row.total]),
});

/** The list that the numbers in the text lead to; nothing where nothing is cited. */
export const sourceBlocks = (title: string, sources: readonly DocumentSource[]): readonly Block[] =>
  sources.length === 0
    ? []
    : [
        { type: 'heading', level: 1, text: title },
        { type: 'list', ordered: true, items: sources.map(({ text }) => [{ text }]) },
      ];

/** The numbers that a run's sources have in the list, ascending; a record that is no source of the document has none. */
export function sourceNumbers({ sources }: Pick<ReportDocument, 'sources'>, { sources: records = [] }: Run): number[] {
  const asked = new Set(records);
  return sources.flatMap(({ record }, at) => (asked.has(record) ? [at + 1] : []));
}

/** All that it says, in reading order, one paragraph, list item, table row or heading a line. Cells are parted by tabs. */
export function documentText(document: ReportDocument): string {
  const runsText = (runs: readonly Run[]): string =>
    runs
      .map(
        (run) =>
          run.text +
          sourceNumbers(document, run)
            .map((number) => `[${number}]`)
            .join(''),
      )
      .join('');
  const linesOf = (block: Block): readonly string[] => {
    switch (block.type) {
      case 'cover':
        return [block.title, ...block.lines];
      case 'heading':
        return [block.text];
      case 'paragraph':
        return [runsText(block.runs)];
      case 'list':
        return block.items.map(runsText);
      case 'table':
        return tableLines(block);
      case 'chart':
        return tableLines(chartTable(block));
      case 'map':
        return tableLines(mapTable(block));
      case 'matrix':
        return tableLines(matrixTable(block));
      case 'pageBreak':
        return [];
    }
  };
  return document.blocks.flatMap(linesOf).join('\n');
}

const tableLines = ({ caption, head, rows }: TableBlock): readonly string[] => [
  ...(caption === '' ? [] : [caption]),
  head.join('\t'),
  ...rows.map((row) => row.map((cell) => cell ?? '').join('\t')),
];
