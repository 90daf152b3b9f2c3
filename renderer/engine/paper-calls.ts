// The engine's calls about paper and spreadsheets, loaded with the first call as all that writes files.

import type { Result } from '#shared/base/result.ts';
import type { Catalogue } from './catalogue.ts';
import type { CitedRecords } from './cited-records.ts';
import type { EngineProblem } from './engine-problem.ts';
import type { PaperEngine } from './paper-door.ts';
import type { Session } from './session.ts';

interface Open {
  readonly session: Session;
  readonly catalogue: Catalogue;
  readonly cited: CitedRecords;
}
type Flow = <T, E>(work: (open: Open) => Promise<Result<T, E>>) => Promise<Result<T, E | EngineProblem>>;

export const paperCalls = (flow: Flow): PaperEngine => ({
  saveForm: (choice, goOn) =>
    flow(async ({ session, catalogue }) => {
      const { saveForm } = await import('../flow/save-form.ts');
      return saveForm(session, catalogue, choice, goOn);
    }),
  saveHandout: (handout, goOn) =>
    flow(async ({ session }) => {
      const { saveHandout } = await import('../flow/save-handout.ts');
      return saveHandout(session, handout, goOn);
    }),
  saveRecordPage: (id, reader, goOn) =>
    flow(async ({ session, catalogue, cited }) => {
      const { saveRecordPage } = await import('../flow/save-record-page.ts');
      return saveRecordPage(session, catalogue, cited, id, reader, goOn);
    }),
});
