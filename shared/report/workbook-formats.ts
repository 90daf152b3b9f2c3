// Stage 5, which looks of a cell make its number a date (ECMA-376, 18.8.30): a built-in format of dates, or one of
// the workbook's own that names a day, a month or a year.

import { readXml } from './xml-events.ts';

const BUILT_IN: readonly (readonly [from: number, to: number])[] = [
  [14, 22],
  [27, 36],
  [50, 58],
];

/** @param part xl/styles.xml, where there is one */
export function dateFormats(part: string | undefined): (style: number) => boolean {
  const own = new Map<number, string>();
  const formats: number[] = [];
  let isOfCells = false;
  if (part !== undefined) {
    readXml(part, {
      open: (name, attributes) => {
        if (name === 'numFmt') own.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '');
        if (name === 'cellXfs') isOfCells = true;
        if (name === 'xf' && isOfCells) formats.push(Number(attributes.get('numFmtId') ?? 0));
      },
      close: (name) => {
        if (name === 'cellXfs') isOfCells = false;
      },
      text: () => undefined,
    });
  }
  const areDates = formats.map((format) => {
    const code = own.get(format);
    return code === undefined ? BUILT_IN.some(([from, to]) => format >= from && format <= to) : namesDay(code);
  });
  return (style) => areDates[style] === true;
}

/** Without what is quoted, escaped, or in brackets (colours, languages). */
const namesDay = (code: string): boolean => /[dy]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]|General/gi, ''));
