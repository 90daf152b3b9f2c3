// Stage 5, an application to join as a document, to be printed, signed by hand and handed over: its questions in the
// order of the form with the answers given, and room or the answers to tick where none is. It is for whoever applies, so
// nothing is left out of it: what is restricted stands on the paper too, and whoever prints it is told so.

import { shortCodeOf, type RecordId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { type SayWord, wordsIn } from '../mechanism/about.ts';
import type { Language } from '../mechanism/language.ts';
import { isAsked } from '../record/answers.ts';
import { cellsToEntry } from '../record/cells.ts';
import type { Field } from '../record/definition.ts';
import { kindOf, REGISTRATION_KIND } from '../record/kinds.ts';
import { optionsOf } from '../record/options.ts';
import type { CellPath } from '../record/paths.ts';
import type { Block, ReportDocument } from './document.ts';
import { type AnswerWords, answerText, type TableCell } from './table.ts';

/** More than so many answers are not printed to be ticked. */
const MOST_TICKED = 14;

/** @param cells as this device shows them, drafts too */
export function applicationOf(
  record: RecordId,
  cells: ReadonlyMap<CellPath, Json>,
  language: Language,
): ReportDocument {
  const say = wordsIn(language);
  const kind = kindOf(REGISTRATION_KIND);
  const entry = cellsToEntry(REGISTRATION_KIND, cells);
  const words = { language, yes: say('yes'), no: say('no'), notKnown: say('notKnown') };
  const title = kind?.label[language] ?? REGISTRATION_KIND;
  const given = entry[kind?.titleField ?? ''];
  const name = typeof given === 'string' ? given : '';
  const code = shortCodeOf(record);
  const asked = (kind?.fields ?? []).filter(
    (field) =>
      field.shape.type !== 'workflow' && // what is decided about it is the Mechanism's to write
      (entry[field.key] !== undefined || isAsked(field, (key) => entry[key])),
  );
  const sections = (kind?.sections ?? []).flatMap(({ key, label }): readonly Block[] => {
    const rows = asked
      .filter(({ section }) => section === key)
      .map((field): readonly TableCell[] => [field.label[language], answerTo(field, entry[field.key], words)]);
    const caption = label[language];
    const head = [say('question'), say('answer')];
    return rows.length === 0 ? [] : [{ type: 'table', caption, head, rows, widths: [2, 3], rowHeads: true }];
  });
  return {
    title: [title, name].filter((part) => part !== '').join(': '),
    language,
    footer: `${title} · ${code}`,
    sources: [],
    blocks: [
      { type: 'heading', level: 1, text: title },
      ...(name === '' ? [] : [{ type: 'paragraph', role: 'lead', runs: [{ text: name }] } as const]),
      note(say('applicationNote', { code })),
      ...sections,
      ...signatureBlocks(say),
    ],
  };
}

function answerTo({ shape }: Field, value: Json | undefined, words: AnswerWords): TableCell {
  const text = answerText(shape, value, words);
  if (text !== null && text !== '') return text;
  const options =
    shape.type === 'boolean'
      ? [words.yes, words.no]
      : 'from' in shape
        ? optionsOf(shape.from).map(({ label }) => label[words.language])
        : [];
  if (options.length > 0 && options.length <= MOST_TICKED) return options.map((option) => `[  ] ${option}`).join('\n');
  return shape.type === 'longtext' ? '\n\n\n' : '\n';
}

const signatureBlocks = (say: SayWord): readonly Block[] => [
  {
    type: 'table',
    caption: say('signatures'),
    head: [say('placeAndDate'), say('nameAndSignature')],
    rows: [['\n\n', '\n\n']],
  },
];

const note = (text: string): Block => ({ type: 'paragraph', role: 'note', runs: [{ text }] });
