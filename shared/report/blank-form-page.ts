// Stage 5, a blank form as the inside of a page (HTML), which Chromium prints (renderer/styles/print-form.css): a sheet of
// paper is a section, and what stands on it is plain lines, boxes and words, so that it is read on any black-and-white
// printer. Every text is escaped.

import { type SayWord, wordsIn } from '../mechanism/about.ts';
import type { BlankForm, FormSheet, Question, Room } from './blank-form.ts';
import type { PageToPrint } from './printed-page.ts';
import { qrPath } from './qr-path.ts';
import { escapeXml } from './xml-text.ts';

export function blankFormToPrint(form: BlankForm): PageToPrint {
  const say = wordsIn(form.language);
  const version = say('formVersion', { code: form.kind, version: form.version });
  return {
    title: form.title.slice(0, 300),
    language: form.language,
    html: form.sheets.map((sheet, at) => sheetToHtml(form, sheet, at, say)).join('\n'),
    footer: `${form.title} · ${version}`.slice(0, 300),
    paper: form.paper,
  };
}

function sheetToHtml(form: BlankForm, { code, parts }: FormSheet, at: number, say: SayWord): string {
  const page = say('formPage', { page: at + 1, of: form.sheets.length });
  const version = say('formVersion', { code: form.kind, version: form.version });
  const name = at === 0 ? `<h1>${escapeXml(form.title)}</h1>` : `<p class="name">${escapeXml(form.title)}</p>`;
  const note = at === 0 ? `<p class="note">${escapeXml(say('formNote'))}</p>` : '';
  return [
    `<section class="sheet"><div class="sheet-head"><div>${name}`,
    `<p>${escapeXml(page)} · ${escapeXml(version)}</p><p class="who">${escapeXml(say('formWritten'))}:</p></div>`,
    `${qrToSvg(code, say('formQr', { code }))}</div>${note}`,
    ...parts.map(({ heading, questions }) => {
      const title = heading === null ? '' : `<h2>${escapeXml(heading)}</h2>`;
      return title + questions.map(questionToHtml).join('');
    }),
    '</section>',
  ].join('');
}

function qrToSvg(code: string, alt: string): string {
  const { path, size } = qrPath(code);
  return `<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${escapeXml(alt)}" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}

function questionToHtml({ number, label, marks, hints, room }: Question): string {
  const marked = marks.length === 0 ? '' : ` <span class="marks">(${marks.map(escapeXml).join(', ')})</span>`;
  const asked = `<p class="ask"><strong>${number}. ${escapeXml(label)}</strong>${marked}</p>`;
  const told = hints.map((hint) => `<p class="hint">${escapeXml(hint)}</p>`).join('');
  return `<div class="question">${asked}${told}${roomToHtml(room)}</div>`;
}

function roomToHtml(room: Room): string {
  switch (room.type) {
    case 'lines':
      return Array.from(
        { length: room.count },
        (_, at) => `<div class="line">${room.isNumbered === true ? `${at + 1}.` : ''}</div>`,
      ).join('');
    case 'number':
      return '<div class="figure-box"></div>';
    case 'date':
      return `<div class="date">${room.parts.map((part) => `<div><div class="figure-box"></div>${escapeXml(part)}</div>`).join('')}</div>`;
    case 'boxes':
      return `<ul class="boxes in-${room.columns}">${room.options.map((option) => `<li><span class="box"></span>${escapeXml(option)}</li>`).join('')}</ul>`;
    case 'counts':
      return `<ul class="counts in-${room.columns}">${room.names.map((name) => `<li><span>${escapeXml(name)}</span><span class="figure-box"></span></li>`).join('')}</ul>`;
    case 'rows':
      return rowsToHtml(room);
  }
}

function rowsToHtml({ heads, count, first }: Extract<Room, { readonly type: 'rows' }>): string {
  const columns = first === undefined ? '' : `<colgroup><col width="${first}%"></colgroup>`;
  const names = heads.map((head) => `<th scope="col">${escapeXml(head)}</th>`).join('');
  const row = `<tr>${heads.map(() => '<td></td>').join('')}</tr>`;
  return `<table class="rows">${columns}<thead><tr>${names}</tr></thead><tbody>${row.repeat(count)}</tbody></table>`;
}
