// Stage 5, practices as the UN Network's repository asks for them: its fields in the order of its form, and before each
// practice what is still missing. Only practices that may be named to the readers are in it, and of each only what may
// stand in a text for them; an answer that may not is neither said nor called missing.

import { type SayWord, wordsIn } from '../mechanism/about.ts';
import type { Language } from '../mechanism/language.ts';
import { cellsToEntry } from '../record/cells.ts';
import type { Field } from '../record/definition.ts';
import { kindOf } from '../record/kinds.ts';
import { componentsOf } from '../record/paths.ts';
import { type Audience, denialOf } from './admission.ts';
import type { Block, ReportDocument } from './document.ts';
import { inOrder, knownTo, type ReportSource } from './report-source.ts';
import { answerText, type TableCell } from './table.ts';

export interface PracticePackSettings {
  readonly report: 'practices';
  readonly language: Language;
  readonly audience: Audience;
}

/** Fields of ours that the repository does not ask for. */
const OWN: ReadonlySet<string> = new Set(['review_status', 'attachments']);

export function practicePackOf(
  { language, audience }: PracticePackSettings,
  all: readonly ReportSource[],
): ReportDocument {
  const say = wordsIn(language);
  const practices = practicesIn({ audience }, all);
  return {
    title: say('practices'),
    language,
    footer: say('practices'),
    sources: practices.map(({ id, title }) => ({ record: id, text: title })),
    blocks: [
      { type: 'heading', level: 1, text: say('practices') },
      {
        type: 'paragraph',
        role: 'note',
        runs: [{ text: say(practices.length === 0 ? 'noPractices' : 'practicesNote') }],
      },
      ...practices.flatMap((practice, at) => practiceBlocks(practice, at, language, audience, say)),
    ],
  };
}

const practicesIn = ({ audience }: Pick<PracticePackSettings, 'audience'>, all: readonly ReportSource[]) =>
  inOrder(
    knownTo(
      audience,
      all.filter(({ cited }) => cited.kind === 'practice'),
    ),
  );

/** Fields that the repository asks for and that have no answer. */
const missingIn = ({ cited }: Pick<ReportSource, 'cited'>): readonly Field[] => {
  const answered = new Set([...cited.cells.keys()].map((path) => componentsOf(path)[0]));
  return asked().filter(({ key, required, recommended }) => (required !== 'no' || recommended) && !answered.has(key));
};

const asked = (): readonly Field[] => (kindOf('practice')?.fields ?? []).filter(({ key }) => !OWN.has(key));

function practiceBlocks(
  practice: ReportSource,
  at: number,
  language: Language,
  audience: Audience,
  say: SayWord,
): readonly Block[] {
  const { cited, title, objectives } = practice;
  const allowed = new Map(
    [...cited.cells].flatMap(([path, { value }]) =>
      denialOf(cited, path, audience) === undefined ? [[path, value] as const] : [],
    ),
  );
  const entry = cellsToEntry('practice', allowed);
  const words = { language, yes: say('yes'), no: say('no'), notKnown: say('notKnown') };
  const missing = missingIn(practice).map(({ label }) => label[language]);
  const titleField = kindOf('practice')?.titleField;
  const answers = asked().flatMap(({ key, label, shape }): readonly (readonly [string, TableCell])[] => {
    const text = answerText(shape, entry[key], words);
    return text === null || text === '' || key === titleField ? [] : [[label[language], text]];
  });
  return [
    ...(at === 0 ? [] : [{ type: 'pageBreak' } as const]),
    { type: 'heading', level: 2, text: title, ...(objectives[0] === undefined ? {} : { objective: objectives[0] }) },
    ...(missing.length === 0
      ? [{ type: 'paragraph', role: 'note', runs: [{ text: say('complete') }] } as const]
      : ([
          { type: 'paragraph', role: 'note', runs: [{ text: say('missing'), bold: true }] },
          { type: 'list', ordered: false, items: missing.map((text) => [{ text }]) },
        ] as const)),
    {
      type: 'table',
      caption: '',
      head: [say('question'), say('answer')],
      rows: answers,
      widths: [1, 2],
      rowHeads: true,
    },
  ];
}
