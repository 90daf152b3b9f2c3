// Saves sheets for a workshop as a PDF, to be printed on a machine that has a printer. Nothing of the notebook is in it.

import { fileNameOf } from '#shared/report/document.ts';
import { type Handout, handoutToPrint } from '#shared/report/handout.ts';
import type { GoOn, MadeReport } from '../engine/report-views.ts';
import type { Session } from '../engine/session.ts';
import { printedPage } from './make-report.ts';
import { always } from './report-sources.ts';

export async function saveHandout({ desktop }: Session, handout: Handout, goOn: GoOn = always): Promise<MadeReport> {
  const page = handoutToPrint(handout);
  const printed = await printedPage(desktop, page, goOn);
  if (!printed.ok) return printed;
  const name = `${fileNameOf(page.title)} ${handout.language} ${handout.paper}.pdf`;
  return desktop.fileSave({ kind: 'pdf', suggestedName: name, bytes: printed.value });
}
