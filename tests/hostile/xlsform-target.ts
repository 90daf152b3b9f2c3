// A spreadsheet with extra questions that somebody brings, and the cell that it becomes. Law: whatever it is, every
// question is a field of its own name and type in a form, reads the same once it was signed, and carries well-formed words.

import assert from 'node:assert/strict';
import { unzipSync, zipSync } from 'fflate';
import { canonicalText, type Json } from '#shared/base/json.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { kindOf } from '#shared/record/kinds.ts';
import { MAX_PATH, pathOf } from '#shared/record/paths.ts';
import { questionAt } from '#shared/record/question-key.ts';
import { broughtOver, MOST_ASKED, questionSheet, withQuestions } from '#shared/record/question-sheet.ts';
import { readXlsform } from '#shared/report/read-xlsform.ts';
import { koboForm } from '#tests/fixtures/xlsforms.ts';
import type { Target } from './target.ts';

const ID = 'AAAAAAAAAAAAAAAAAAAAAA' as RecordId;

export function xlsformTarget(): Target {
  const packed = koboForm();
  const stored = zipSync(unzipSync(packed), { level: 0 }); // its XML itself is bent, not only its envelope
  return {
    name: 'xlsform',
    good: [packed, stored],
    async enter(input) {
      const read = readXlsform(input);
      if (!read.ok) return read.error.type;
      const { sheet, left, rows } = read.value;
      assert(sheet.questions.length > 0 && sheet.questions.length <= MOST_ASKED);
      assert(sheet.questions.every(({ name }) => rows.has(name)));
      assert(left.every(({ text }) => text.isWellFormed()));
      assert(canonicalText(sheet as object as Json).isWellFormed());
      assert.deepEqual(questionSheet(sheet as object as Json), sheet, 'another sheet once it was signed');
      const over = broughtOver(sheet, { ...sheet, questions: sheet.questions.slice(1) });
      const practice = kindOf('practice');
      assert(practice !== undefined);
      const known = { id: ID, title: '', about: 'practice', mesa: null, isAsked: true, sheet: over };
      const asked = withQuestions(practice, [known], 'all').fields.slice(practice.fields.length);
      assert.equal(asked.length, sheet.questions.length, 'a question was lost');
      for (const { key, shape } of asked) {
        assert.equal(questionAt(key)?.type, shape.type);
        const options = 'from' in shape && shape.from.type === 'list' ? shape.from.options : [];
        for (const option of options) assert(pathOf(key, option.key).length <= MAX_PATH);
      }
      return null;
    },
  };
}
