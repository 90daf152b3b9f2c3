// What of a record may stand in a text, and for whom.

import { describe, expect, test } from 'vitest';
import type { Json } from '#shared/base/json.ts';
import { entryToCells, levelOfPath } from '#shared/record/cells.ts';
import type { Level } from '#shared/record/definition.ts';
import {
  AUDIENCES,
  type Audience,
  audiencesOf,
  type CitedRecord,
  denialOf,
  figureDenialOf,
  narrowest,
} from '#shared/report/admission.ts';

type Entry = Readonly<Record<string, Json>>;
type Changes = Partial<Pick<CitedRecord, 'review' | 'finished' | 'deleted'>> & {
  readonly raised?: Readonly<Record<string, Level>>;
  readonly disputed?: string;
};

const SAID = 'progress.7';
const QUOTE = 'quotes.e0001';
const TOLD: Entry = {
  title: 'Consulta en la frontera',
  objectives: [7],
  progress: { '7': 'Se abrió una oficina.' },
  quotes: ['Nos trataron bien.'],
  facilitators: ['Una persona'],
  site: 'Un refugio',
  risks: 'Un riesgo',
  total: 40,
  by_migratory_status: { irregular: 12 },
  consent_obtained: 'verbal_all',
  consent_uses: [
    'internal_mechanism',
    'share_with_un_network',
    'share_with_governments',
    'publish_aggregated',
    'quotes',
  ],
  sensitivity: 'low',
};

describe('what people said', () => {
  test('may be read by exactly those to whom consent names, and is never published', () => {
    expect(allowed(consultation({}), SAID)).toEqual(['mechanism', 'unNetwork', 'governments']);
    expect(why(consultation({}), SAID, 'public')).toBe('figuresOnly');
    const governments = consultation({ consent_uses: ['share_with_governments'] });
    expect(allowed(governments, SAID)).toEqual(['governments']);
    expect(why(governments, SAID, 'mechanism')).toBe('useNotAgreed');
  });

  test('stays with the Mechanism, to which it was handed, where nothing is said about consent', () => {
    for (const unsaid of [{ consent_uses: null }, { consent_obtained: null }]) {
      expect(allowed(consultation(unsaid), SAID)).toEqual(['mechanism']);
      expect(why(consultation(unsaid), SAID, 'governments')).toBe('consentUnknown');
    }
  });

  test('is nobody’s to read once consent is refused or taken back', () => {
    const refused = consultation({ consent_obtained: 'not_obtained' });
    for (const path of [SAID, QUOTE, 'title', 'objectives.7']) expect(allowed(refused, path)).toEqual([]);
    expect(figureDenialOf(refused, 'total', 'mechanism')).toEqual({ type: 'withdrawn' });
  });

  test('goes beyond the Mechanism only when it was approved and nobody has changed it since', () => {
    for (const review of ['new', 'answered', 'changed'] as const) {
      expect(allowed(consultation({}, { review }), SAID)).toEqual(['mechanism']);
      expect(why(consultation({}, { review }), SAID, 'governments')).toBe('notReviewed');
    }
    for (const review of ['returned', 'disputed'] as const) {
      expect(allowed(consultation({}, { review }), SAID)).toEqual([]);
      expect(why(consultation({}, { review }), SAID, 'mechanism')).toBe(review);
    }
  });

  test('is not cited while two versions of it disagree', () => {
    expect(why(consultation({}, { disputed: SAID }), SAID, 'mechanism')).toBe('disputed');
    expect(why(consultation({}, { disputed: SAID }), 'title', 'mechanism')).toBeUndefined();
  });

  test('is kept as close as its author raised it', () => {
    const raised = (level: Level) => consultation({}, { raised: { [SAID]: level } });
    expect(why(raised('restricted'), SAID, 'mechanism')).toBe('restricted');
    expect(why(raised('personal'), SAID, 'mechanism')).toBe('personal');
  });
});

describe('the sensitivity of a whole record', () => {
  test('severe leaves nothing, high numbers only, moderate only the Mechanism', () => {
    const of = (sensitivity: string) => consultation({ sensitivity });
    expect(why(of('severe'), SAID, 'mechanism')).toBe('tooSensitive');
    expect(figureDenialOf(of('severe'), 'total', 'mechanism')).toEqual({ type: 'tooSensitive' });
    expect(why(of('high'), SAID, 'mechanism')).toBe('tooSensitive');
    expect(figureDenialOf(of('high'), 'total', 'public')).toBeUndefined();
    expect(allowed(of('moderate'), SAID)).toEqual(['mechanism']);
  });
});

describe('a quote', () => {
  test('needs its own consent besides that for who reads', () => {
    expect(allowed(consultation({}), QUOTE)).toEqual(['mechanism', 'unNetwork', 'governments']);
    const without = consultation({ consent_uses: ['internal_mechanism', 'share_with_governments'] });
    expect(allowed(without, QUOTE)).toEqual([]);
    expect(why(without, QUOTE, 'mechanism')).toBe('quotesNotAgreed');
    expect(why(consultation({ consent_uses: ['quotes'] }), QUOTE, 'mechanism')).toBe('useNotAgreed');
    expect(why(consultation({ consent_uses: null }), QUOTE, 'mechanism')).toBe('quotesNotAgreed');
  });

  test('that its author raised is not given', () => {
    expect(why(consultation({}, { raised: { [QUOTE]: 'personal' } }), QUOTE, 'mechanism')).toBe('personal');
  });
});

describe('names, places, files and risks', () => {
  test('names of people stay in the Mechanism; a site, a risk and a file are in no text', () => {
    expect(allowed(consultation({}), 'facilitators.e0001')).toEqual(['mechanism']);
    expect(allowed(consultation({}), 'site')).toEqual([]);
    expect(why(consultation({}), 'risks', 'mechanism')).toBe('personal');
    expect(why(consultation({ attachments: ['foto.jpg'] }), 'attachments.e0001', 'mechanism')).toBe('aFile');
  });

  test('what this app does not know is in no text', () => {
    expect(allowed(consultation({ from_the_future: 'x' }), 'from_the_future')).toEqual([]);
    expect(why(consultation({}), 'challenges.7', 'mechanism')).toBe('missing');
  });
});

describe('numbers of people', () => {
  test('follow the same consent, at whatever level short of personal; published means figures', () => {
    expect(figureDenialOf(consultation({}), 'by_migratory_status', 'public')).toBeUndefined();
    const inner = consultation({ consent_uses: ['internal_mechanism'] });
    expect(figureDenialOf(inner, 'total', 'public')).toEqual({ type: 'useNotAgreed' });
    expect(why(consultation({}), 'by_migratory_status.irregular', 'public')).toBeUndefined();
  });
});

describe('a practice', () => {
  test('leaves the Mechanism with permission, approved, and not once it is withdrawn', () => {
    expect(allowed(practice({ permission_to_publish: true }), 'summary')).toEqual([...AUDIENCES]);
    expect(why(practice({ permission_to_publish: false }), 'summary', 'public')).toBe('notPermitted');
    expect(allowed(practice({}), 'summary')).toEqual(['mechanism']);
    expect(allowed(practice({ permission_to_publish: true, review_status: 'withdrawn' }), 'summary')).toEqual([]);
    expect(allowed(practice({ permission_to_publish: true }), 'submitter')).toEqual(['mechanism']);
  });
});

test('a draft and a deleted record are in no text', () => {
  expect(why(consultation({}, { finished: false }), SAID, 'mechanism')).toBe('unfinished');
  expect(why(consultation({}, { deleted: true }), SAID, 'mechanism')).toBe('deleted');
});

test('several sources together have the narrowest of what each may', () => {
  const sets = [consultation({}), consultation({ consent_uses: ['share_with_governments'] })].map((record) =>
    audiencesOf(record, SAID),
  );
  expect([...narrowest(sets)]).toEqual(['governments']);
  expect([...narrowest([])]).toEqual([...AUDIENCES]);
});

const allowed = (record: CitedRecord, path: string): readonly Audience[] => [...audiencesOf(record, path)];

const why = (record: CitedRecord, path: string, audience: Audience): string | undefined =>
  denialOf(record, path, audience)?.type;

/** @param changes null: not answered */
const consultation = (changes: Entry, state: Changes = {}): CitedRecord =>
  recordOf('consultation', { ...TOLD, ...changes }, state);

const practice = (entry: Entry): CitedRecord =>
  recordOf('practice', { title: 'Una práctica', summary: 'Lo que se hace.', submitter: 'Una persona', ...entry }, {});

function recordOf(kind: string, entry: Entry, { raised = {}, disputed, ...state }: Changes): CitedRecord {
  const answered = Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null));
  const cells = entryToCells(kind, answered);
  if (!cells.ok) throw new Error(cells.error.type);
  return {
    id: 'r',
    kind,
    cells: new Map(
      [...cells.value].map(([path, value]) => [
        path,
        { value, level: raised[path] ?? levelOfPath(kind, path), conflict: path === disputed },
      ]),
    ),
    finished: true,
    deleted: false,
    review: 'approved',
    ...state,
  };
}
