// Stage 5, a document as the inside of a page (HTML): headings in order, lists, tables with captions and header cells,
// pictures as SVG with their words. Chromium prints it as a tagged PDF, whose tags are these elements. It has no style,
// script or address of its own, so the strictest policy can hold where it is shown, and every text is escaped.

import { mesaOfObjective } from '../mechanism/compact.ts';
import type { Language } from '../mechanism/language.ts';
import { chartDrawing } from './chart-drawing.ts';
import { cellText } from './date-words.ts';
import {
  type Block,
  chartTable,
  KEPT_WHOLE,
  mapTable,
  type ReportDocument,
  type Run,
  sourceNumbers,
  type TableBlock,
} from './document.ts';
import type { Drawing, Mark } from './drawing.ts';
import { mapDrawing } from './map-drawing.ts';
import type { PageToPrint } from './printed-page.ts';
import { cordDrawing, quipuDrawing } from './quipu-drawing.ts';
import { type BarTable, barTableOf, barTableOfMatrix } from './table-bars.ts';
import { escapeXml } from './xml-text.ts';

/** What goes to the printer. */
export const documentToPrint = (document: ReportDocument): PageToPrint => ({
  title: document.title.slice(0, 300),
  language: document.language,
  html: documentToHtml(document),
  footer: document.footer.slice(0, 300),
});

export const documentToHtml = (document: ReportDocument): string =>
  document.blocks.map((block) => blockToHtml(document, block)).join('\n');

function blockToHtml(document: ReportDocument, block: Block): string {
  const runs = (list: readonly Run[]): string => list.map((run) => runToHtml(document, run)).join('');
  switch (block.type) {
    case 'cover': {
      const lines = block.lines.map((line) => `<p>${escapeXml(line)}</p>`).join('');
      const picture = drawingToSvg(quipuDrawing(block.knots), block.alt);
      return `<section class="cover">${picture}<p class="title">${escapeXml(block.title)}</p>${lines}</section>`;
    }
    case 'heading': {
      const mesa = block.mesa ?? mesaOfObjective(block.objective ?? 0)?.n;
      const name = `h${block.level}`;
      if (mesa === undefined) return `<${name}>${escapeXml(block.text)}</${name}>`;
      return `<${name} class="mesa mesa-${mesa}">${drawingToSvg(cordDrawing(mesa), null)}${escapeXml(block.text)}</${name}>`;
    }
    case 'paragraph':
      return block.role === 'quote'
        ? `<blockquote><p>${runs(block.runs)}</p></blockquote>`
        : `<p${block.role === undefined ? '' : ` class="${block.role}"`}>${runs(block.runs)}</p>`;
    case 'list': {
      const name = block.ordered ? 'ol' : 'ul';
      return `<${name}>${block.items.map((item) => `<li>${runs(item)}</li>`).join('')}</${name}>`;
    }
    case 'table':
      return tableToHtml(block, document.language);
    case 'chart': {
      const bars = barTableOf(block);
      if (bars !== null) return barTableToHtml(bars, document.language);
      const picture = drawingToSvg(chartDrawing(block), block.alt);
      return figure('chart', block.title, picture, tableToHtml(chartTable(block), document.language, UNDER));
    }
    case 'map': {
      const picture = drawingToSvg(mapDrawing(block), block.alt);
      return figure('map', block.title, picture, tableToHtml(mapTable(block), document.language, UNDER));
    }
    case 'matrix':
      return barTableToHtml(barTableOfMatrix(block), document.language);
    case 'pageBreak':
      return '<div class="page-break"></div>';
  }
}

const figure = (name: string, title: string, picture: string, table: string): string =>
  `<figure class="${name}"><figcaption>${escapeXml(title)}</figcaption>${picture}</figure>${table}`;

function runToHtml(document: ReportDocument, run: Run): string {
  const text = escapeXml(run.text).replace(/\r\n|\r|\n/g, '<br>');
  const strong = run.bold === true ? `<strong>${text}</strong>` : text;
  const set = run.italic === true ? `<em>${strong}</em>` : strong;
  const marks = sourceNumbers(document, run).map((number) => `[${number}]`);
  return `<bdi>${set}</bdi>${marks.length === 0 ? '' : `<sup>${marks.join('')}</sup>`}`;
}

/** How a table differs from a plain one. */
interface TableLook {
  readonly isUnderPicture?: boolean;
  readonly bars?: BarTable;
}

/** The picture above it has its title. */
const UNDER: TableLook = { isUnderPicture: true };

const barTableToHtml = (bars: BarTable, language: Language): string => tableToHtml(bars.table, language, { bars });

function tableToHtml(
  { caption, head, rows, rowHeads = false, widths }: TableBlock,
  language: Language,
  { isUnderPicture = false, bars }: TableLook = {},
): string {
  const isNumeric = head.map((_, at) => rows.some((row) => typeof row[at] === 'number'));
  const look = (at: number): string => (isNumeric[at] === true ? ' class="number"' : '');
  const whole = (widths ?? []).reduce((sum, share) => sum + share, 0);
  const columns = (widths ?? []).map((share) => `<col width="${Math.round((100 * share) / whole)}%">`).join('');
  const cells = (row: TableBlock['rows'][number], number: number): string =>
    row
      .map((cell, at) => {
        const text = escapeXml(cellText(cell, language)).replace(/\r\n|\r|\n/g, '<br>');
        return rowHeads && at === 0
          ? `<th scope="row"><bdi>${text}</bdi></th>`
          : `<td${look(at)}>${withBar(`<bdi>${text}</bdi>`, bars, number, at)}</td>`;
      })
      .join('');
  const title = escapeXml(caption);
  const names = [bars?.place ?? '', rows.length <= KEPT_WHOLE ? 'short' : ''].filter((each) => each !== '').join(' ');
  const named = `${names === '' ? '' : ` class="${names}"`}${isUnderPicture ? ` aria-label="${title}"` : ''}`;
  return [
    `<table${named}>${isUnderPicture || title === '' ? '' : `<caption>${title}</caption>`}${columns === '' ? '' : `<colgroup>${columns}</colgroup>`}`,
    `<thead><tr>${head.map((text, at) => `<th scope="col"${look(at)}>${escapeXml(text)}</th>`).join('')}</tr></thead>`,
    `<tbody>${rows.map((row, number) => `<tr>${cells(row, number)}</tr>`).join('')}</tbody></table>`,
  ].join('');
}

function withBar(number: string, bars: BarTable | undefined, row: number, column: number): string {
  const drawing = bars?.barOf(row, column) ?? null;
  if (drawing === null) return number;
  const bar = drawingToSvg(drawing, null);
  return bars?.place === 'before' ? bar + number : number + bar;
}

/** @param alt null: an ornament */
function drawingToSvg({ width, height, marks }: Drawing, alt: string | null): string {
  const words = alt === null ? 'aria-hidden="true"' : `role="img" aria-label="${escapeXml(alt)}"`;
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ${words}>${marks.map(markToSvg).join('')}</svg>`;
}

function markToSvg(mark: Mark): string {
  if (mark.type === 'text') {
    const weight = mark.bold === true ? ' font-weight="700"' : '';
    return `<text x="${mark.x}" y="${mark.y}" font-size="${mark.size}" text-anchor="${mark.anchor}" fill="#${mark.colour}"${weight}>${escapeXml(mark.text)}</text>`;
  }
  const { fill, stroke, width = 1 } = mark;
  const look = `fill="${fill === undefined ? 'none' : `#${fill}`}"${stroke === undefined ? '' : ` stroke="#${stroke}" stroke-width="${width}"`}`;
  return mark.type === 'circle'
    ? `<circle cx="${mark.x}" cy="${mark.y}" r="${mark.r}" ${look}/>`
    : `<path d="${mark.d}" ${look}/>`;
}
