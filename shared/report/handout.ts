// Stage 5, sheets to be printed for a workshop (renderer/styles/print-form.css), as the inside of a page (HTML): each a
// piece of paper with numbered lines to be ticked, and room for notes where it is written on. An exercise says that it is
// one, above and across. What the lines say is given: it is the words of the screen, in any of the languages. Every
// text is escaped.

import type { Language } from '../mechanism/language.ts';
import { practiceName, practiceWords } from './practice.ts';
import type { PageToPrint, Paper } from './printed-page.ts';
import { escapeXml } from './xml-text.ts';

export interface Handout {
  readonly language: Language;
  readonly paper: Paper;
  readonly title: string;
  /** nothing that is written on it is real */
  readonly isExercise: boolean;
  readonly sheets: readonly HandoutSheet[];
}

export interface HandoutSheet {
  readonly title: string;
  /** what it is good for, in a sentence */
  readonly lead: string;
  readonly parts: readonly HandoutPart[];
  /** what is written on it, each with its lines below; none: it is only read */
  readonly blanks: readonly { readonly label: string; readonly lines: number }[];
}

export interface HandoutPart {
  /** null: the sheet has one part */
  readonly heading: string | null;
  readonly items: readonly HandoutItem[];
}

export interface HandoutItem {
  readonly words: string;
  readonly hint: string | null;
}

export function handoutToPrint({ language, paper, title, isExercise, sheets }: Handout): PageToPrint {
  const words = isExercise ? practiceWords(language) : null;
  return {
    title: (isExercise ? practiceName(title, language) : title).slice(0, 300),
    language,
    html: sheets.map((sheet) => sheetToHtml(sheet, words)).join('\n'),
    footer: [words ?? '', title]
      .filter((said) => said !== '')
      .join(' · ')
      .slice(0, 300),
    paper,
  };
}

function sheetToHtml({ title, lead, parts, blanks }: HandoutSheet, practice: string | null): string {
  const marks =
    practice === null
      ? ''
      : `<p class="watermark" aria-hidden="true">${escapeXml(practice)}</p><p class="practice">${escapeXml(practice)}</p>`;
  return [
    `<section class="sheet handout">${marks}<h1>${escapeXml(title)}</h1><p class="lead">${escapeXml(lead)}</p>`,
    ...parts.map(partToHtml),
    ...blanks.map(({ label, lines }) => `<h2>${escapeXml(label)}</h2>${'<div class="line"></div>'.repeat(lines)}`),
    '</section>',
  ].join('');
}

function partToHtml({ heading, items }: HandoutPart): string {
  const name = heading === null ? '' : `<h2>${escapeXml(heading)}</h2>`;
  const lines = items.map(({ words, hint }, at) => {
    const more = hint === null ? '' : `<p class="hint">${escapeXml(hint)}</p>`;
    return `<li><span class="box"></span><div><p>${at + 1}. ${escapeXml(words)}</p>${more}</div></li>`;
  });
  return `${name}<ol class="to-do">${lines.join('')}</ol>`;
}
