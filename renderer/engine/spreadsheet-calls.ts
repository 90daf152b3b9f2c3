// The engine's calls about spreadsheets, loaded with the first call as all that reads and writes files.

import type { Result } from '#shared/base/result.ts';
import type { EngineProblem } from './engine-problem.ts';
import type { ListPage, ListQuery } from './record-views.ts';
import type { Session } from './session.ts';
import type { SpreadsheetEngine } from './spreadsheet-door.ts';

type Flow<Open> = <T, E>(work: (open: Open) => Promise<Result<T, E>>) => Promise<Result<T, E | EngineProblem>>;

/** @param listed all of a list, from its first row to its last */
export const spreadsheetCalls = <Open extends { readonly session: Session }>(
  flow: Flow<Open>,
  listed: (open: Open, query: ListQuery) => Promise<ListPage>,
): SpreadsheetEngine => ({
  saveSpreadsheet: (choice, goOn) =>
    flow(async (open) => {
      const rows = choice.query === null ? [] : (await listed(open, { ...choice.query, kinds: [choice.kind] })).rows;
      const { saveSpreadsheet } = await import('../flow/save-spreadsheet.ts');
      return saveSpreadsheet(open.session, choice, rows, goOn);
    }),
  planSpreadsheet: (name, bytes) =>
    flow(async ({ session }) => {
      const { planSpreadsheet } = await import('../flow/take-spreadsheet.ts');
      return planSpreadsheet(session, name, bytes);
    }),
  takeSpreadsheet: (name, bytes, seen, undone) =>
    flow(async ({ session }) => {
      const { takeSpreadsheet } = await import('../flow/take-spreadsheet.ts');
      const taken = await takeSpreadsheet(session, { name, bytes, seen, undone });
      session.tell(['records', 'drafts', 'inbox', 'activity']);
      return taken;
    }),
});
