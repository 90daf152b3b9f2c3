// The engine's calls about what leaves as a document: reports, relatorías, the calendar, the papers of a conversatorio.
// Whatever writes files is large and seldom wanted, so it is loaded with the first call.

import type { Result } from '#shared/base/result.ts';
import { saveCalendar } from '../flow/save-calendar.ts';
import { writeRelatoria } from '../flow/write-relatoria.ts';
import type { Catalogue } from './catalogue.ts';
import type { CitedRecords } from './cited-records.ts';
import type { Engine } from './door.ts';
import type { EngineProblem } from './engine-problem.ts';
import { paperCalls } from './paper-calls.ts';
import type { PaperEngine } from './paper-door.ts';
import { readRelatoria } from './read-relatoria.ts';
import type { Session } from './session.ts';

interface Open {
  readonly session: Session;
  readonly catalogue: Catalogue;
  readonly cited: CitedRecords;
}
type Read = <T>(work: (open: Open) => Promise<T>) => Promise<T>;
type Flow = <T, E>(work: (open: Open) => Promise<Result<T, E>>) => Promise<Result<T, E | EngineProblem>>;

type ReportCalls = Pick<
  Engine,
  | 'relatoria'
  | 'writeRelatoria'
  | 'saveRelatoria'
  | 'saveCalendar'
  | 'savePackage'
  | 'saveApplication'
  | 'previewReport'
  | 'makeReport'
  | 'checkReport'
> &
  PaperEngine;

export const reportCalls = (read: Read, flow: Flow): ReportCalls => ({
  relatoria: (id, query) =>
    read(({ session, catalogue, cited }) => readRelatoria(session, catalogue, cited, id, query)),
  writeRelatoria: (id, deed) => flow(({ session, cited }) => writeRelatoria(session, cited, id, deed)),
  saveRelatoria: (id, format, goOn) =>
    flow(async ({ session, catalogue, cited }) => {
      const { saveRelatoria } = await import('../flow/save-relatoria.ts');
      return saveRelatoria(session, catalogue, cited, id, format, goOn);
    }),

  saveCalendar: (words) => flow(({ session, catalogue }) => saveCalendar(session, catalogue, words)),
  savePackage: (dialogue, format, words, goOn) =>
    flow(async ({ session, catalogue }) => {
      const { savePackage } = await import('../flow/save-package.ts');
      return savePackage(session, catalogue, dialogue, format, words, goOn);
    }),

  saveApplication: (application, format, goOn) =>
    flow(async ({ session }) => {
      const { saveApplication } = await import('../flow/save-application.ts');
      return saveApplication(session, application, format, goOn);
    }),

  ...paperCalls(flow),

  previewReport: (settings) =>
    read(async ({ session, catalogue }) => {
      const { previewReport } = await import('../flow/make-report.ts');
      return previewReport(session, catalogue, settings);
    }),
  makeReport: (settings, format, goOn) =>
    flow(async ({ session, catalogue }) => {
      const { makeReport } = await import('../flow/make-report.ts');
      return makeReport(session, catalogue, settings, format, goOn);
    }),
  checkReport: () =>
    flow(async (open) => {
      const { checkReport } = await import('../flow/check-report.ts');
      return checkReport(open);
    }),
});
