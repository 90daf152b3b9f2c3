// A report of having taken in nothing, to say something more than that with.

import type { TakeInReport } from './carry-views.ts';

export const EMPTY_REPORT: TakeInReport = {
  name: '',
  bundle: null,
  code: '',
  from: null,
  records: 0,
  newRecords: 0,
  changedRecords: 0,
  sameRecords: 0,
  conflicts: 0,
  held: [],
  refused: [],
  missing: [],
  receipts: 0,
  files: { arrived: 0, held: 0, missing: 0 },
  problem: null,
};
