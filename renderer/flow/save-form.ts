// Saves a blank form as a PDF, to be printed on a machine that has a printer. Nothing of the notebook is in it but the questions
// that are asked beside the form.

import { err } from '#shared/base/result.ts';
import { blankFormOf } from '#shared/report/blank-form.ts';
import { blankFormToPrint } from '#shared/report/blank-form-page.ts';
import { fileNameOf } from '#shared/report/document.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import { kindHere } from '../engine/read-questions.ts';
import type { GoOn, MadeReport } from '../engine/report-views.ts';
import type { FormChoice } from '../engine/paper-door.ts';
import type { Session } from '../engine/session.ts';
import { printedPage } from './make-report.ts';
import { always } from './report-sources.ts';

export async function saveForm(
  session: Session,
  catalogue: Pick<Catalogue, 'rows'>,
  { kind, language, paper }: FormChoice,
  goOn: GoOn = always,
): Promise<MadeReport> {
  const { desktop } = session;
  const definition = await kindHere(session, catalogue, kind, 'asked');
  if (definition === undefined) return err({ type: 'noSuchRecord' });
  const page = blankFormToPrint(blankFormOf(definition, language, paper));
  const printed = await printedPage(desktop, page, goOn);
  if (!printed.ok) return printed;
  const name = `${fileNameOf(page.title)} ${language} ${paper}.pdf`;
  return desktop.fileSave({ kind: 'pdf', suggestedName: name, bytes: printed.value });
}
