// A filled spreadsheet that somebody brings. Law: whatever it is, its answers are texts of its own columns, of records
// with an id, and what it says to replace has the form of a write. Nothing else comes out of one.

import assert from 'node:assert/strict';
import { unzipSync, zipSync } from 'fflate';
import { isId, isRecordId } from '#shared/base/ids.ts';
import { readSpreadsheet } from '#shared/report/read-spreadsheet.ts';
import { textToAnswer } from '#shared/report/spreadsheet-answers.ts';
import { idOf, sampleRecords, spreadsheetOf, WORDS } from '#tests/fixtures/spreadsheets.ts';
import type { Target } from './target.ts';

export function spreadsheetTarget(): Target {
  const packed = spreadsheetOf('practice', sampleRecords('practice').slice(0, 2), [idOf('una')]);
  const stored = zipSync(unzipSync(packed), { level: 0 }); // its XML itself is bent, not only its envelope
  return {
    name: 'spreadsheet',
    good: [packed, stored],
    async enter(input) {
      const sheet = readSpreadsheet(input);
      if (!sheet.ok) return sheet.error.type;
      for (const { record, answers } of sheet.value.rows) {
        assert(isRecordId(record));
        for (const { column, read, before } of answers) {
          for (const [path, writes] of before.writes ?? []) {
            assert(writes.every(isId), 'a write that nobody can have made');
            assert(path.isWellFormed());
          }
          if (read.type !== 'text') continue;
          assert(read.text.isWellFormed());
          const said = textToAnswer(column, read.text, WORDS, { cells: new Map(), salt: 'abc' });
          if (!said.ok) continue;
          for (const path of said.value.keys())
            assert(path === column.key || path.startsWith(`${column.key}.`), 'a cell of another column');
        }
      }
      return null;
    },
  };
}
