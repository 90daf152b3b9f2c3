// Blank forms as Chromium lays them out with the style sheet of print: what is dealt out on a sheet has room there, in
// every kind, language and paper, so that no page is without its name and code.

import '#renderer/styles/print.css';
import { afterEach, expect, test } from 'vitest';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { kinds } from '#shared/record/kinds.ts';
import { blankFormOf } from '#shared/report/blank-form.ts';
import { blankFormToPrint } from '#shared/report/blank-form-page.ts';
import { MARGINS, PAPERS } from '#shared/report/printed-page.ts';

/** Of a page, in inches. */
const SIZES = { A4: { width: 8.27, height: 11.69 }, Letter: { width: 8.5, height: 11 } } as const;
const PIXELS = 96;

afterEach(() => document.querySelector('main')?.remove());

test.each(PAPERS)(
  'every sheet of every form fits on %s, and is not left half empty without a reason',
  async (paper) => {
    await document.fonts.ready;
    const { width, height } = SIZES[paper];
    const room = (height - MARGINS.top - MARGINS.bottom) * PIXELS;
    const tooHigh: string[] = [];
    let sheets = 0;
    let used = 0;
    for (const kind of kinds.values()) {
      for (const language of LANGUAGES) {
        const main = document.createElement('main');
        main.lang = language;
        main.style.width = `${(width - MARGINS.left - MARGINS.right) * PIXELS}px`;
        main.innerHTML = blankFormToPrint(blankFormOf(kind, language, paper)).html;
        document.body.append(main);
        for (const [at, sheet] of [...main.querySelectorAll<HTMLElement>('.sheet')].entries()) {
          const is = sheet.getBoundingClientRect().height;
          if (is > room) tooHigh.push(`${kind.key} ${language} ${at + 1}: ${Math.round((100 * is) / room)} %`);
          sheets += 1;
          used += is / room;
        }
        main.remove();
      }
    }
    expect(tooHigh).toEqual([]);
    expect(sheets).toBeGreaterThan(kinds.size * LANGUAGES.length);
    expect(used / sheets).toBeGreaterThan(0.6);
  },
);
