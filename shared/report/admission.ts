// Stage 5, what of a record may stand in a text, and for whom. The law that every report goes by:
//   who reads        the four audiences are the four uses that a consultation asks consent for; they are no ladder:
//                    consent for Governments says nothing about the Mechanism's own papers
//   consent          not obtained: nothing, to nobody. Not said: only to the Mechanism, to which its author handed the
//                    record. Said: exactly the uses named. What people said is never published, for the widest use is
//                    "aggregate figures only"; a quote needs, besides, the use "quotes"
//   a practice       leaves the Mechanism where its author permits publication, and not once that is withdrawn
//   sensitivity      of the whole record, as the data handles it: severe nothing, high numbers only, moderate only the
//                    Mechanism; of a cell: personal nothing, restricted numbers only (and quotes, with their consent),
//                    mechanism only the Mechanism, but for what was said there: that is no more than "not yet reviewed"
//   review           what goes beyond the Mechanism was approved, and nobody has changed it since
// What several sources say together has the narrowest of what each may. Numbers go by suppression.ts besides.

import type { Json } from '../base/json.ts';
import type { ReviewState } from '../merge/review.ts';
import { fieldOfPath } from '../record/cells.ts';
import type { Field, Level } from '../record/definition.ts';
import { type CellPath, componentsOf, isLogPath } from '../record/paths.ts';

/** By the key of the use that a consultation asks consent for. */
const USE_OF = {
  mechanism: 'internal_mechanism',
  unNetwork: 'share_with_un_network',
  governments: 'share_with_governments',
  public: 'publish_aggregated',
} as const;

/** Who reads a text, in the order in which the data asks. */
export type Audience = keyof typeof USE_OF;
export const AUDIENCES = Object.keys(USE_OF) as readonly Audience[];

export interface CitedCell {
  readonly value: Json;
  readonly level: Level;
  /** versions of it disagree and nobody has decided */
  readonly conflict: boolean;
}

/** A record as what it may be cited for depends on. */
export interface CitedRecord {
  readonly id: string;
  readonly kind: string;
  readonly cells: ReadonlyMap<CellPath, CitedCell>;
  readonly finished: boolean;
  readonly deleted: boolean;
  readonly review: ReviewState;
}

/** Why something may not stand in a text. */
export type Denial = {
  readonly type:
    | 'missing' // the cell is not there any more, or is not here
    | 'deleted'
    | 'unfinished'
    | 'withdrawn' // by the status of the record, or because consent was taken back
    | 'consentUnknown'
    | 'useNotAgreed' // consent does not name this audience
    | 'figuresOnly' // nothing but numbers
    | 'quotesNotAgreed'
    | 'notPermitted' // a practice without permission to publish
    | 'tooSensitive'
    | 'personal'
    | 'restricted'
    | 'mechanismOnly'
    | 'notReviewed'
    | 'returned' // a reviewer asked its author for a correction
    | 'disputed' // two versions, and nobody has decided
    | 'aFile';
};

/** @returns undefined where the cell may stand in a text for this audience */
export function denialOf(record: CitedRecord, path: CellPath, audience: Audience): Denial | undefined {
  const cell = record.cells.get(path);
  const field = fieldOfPath(record.kind, path);
  if (cell === undefined || isLogPath(path)) return { type: 'missing' };
  const role = field === undefined ? 'fact' : roleOf(record.kind, field, path);
  const type =
    (role === 'file' ? ('aFile' as const) : undefined) ??
    ofRecord(record, audience) ??
    (cell.conflict ? ('disputed' as const) : undefined) ??
    ofConsent(record, role, audience) ??
    ofSensitivity(record, role, audience) ??
    ofLevel(cell.level, role, field?.level ?? 'restricted', audience);
  return type === undefined ? undefined : { type };
}

/** Whether a number of this field may be counted in a figure for this audience; small ones are hidden besides. */
export function figureDenialOf(record: CitedRecord, field: string, audience: Audience): Denial | undefined {
  const level = [...record.cells].find(([path]) => componentsOf(path)[0] === field)?.[1].level;
  if (level === undefined) return { type: 'missing' };
  const type =
    ofRecord(record, audience) ??
    ofConsent(record, 'figure', audience) ??
    ofSensitivity(record, 'figure', audience) ??
    (level === 'personal' ? ('personal' as const) : undefined);
  return type === undefined ? undefined : { type };
}

/** For whom a cell may stand in a text. */
export const audiencesOf = (record: CitedRecord, path: CellPath): ReadonlySet<Audience> =>
  new Set(AUDIENCES.filter((audience) => denialOf(record, path, audience) === undefined));

/** Of several sources, what all of them allow; of none, everybody: nobody's words are in it. */
export const narrowest = (sources: readonly ReadonlySet<Audience>[]): ReadonlySet<Audience> =>
  new Set(AUDIENCES.filter((audience) => sources.every((allowed) => allowed.has(audience))));

/**
 * said    what participants said, or a report of it        quote   their very words
 * figure  a number of people                               fact    what, where, when, who held it
 */
export type Role = 'said' | 'quote' | 'figure' | 'fact' | 'file';

function roleOf(kind: string, field: Field, path: CellPath): Role {
  const { shape, section, suppress } = field;
  if (shape.type === 'file') return 'file';
  if (kind !== 'consultation') return suppress && shape.type !== 'longtext' ? 'figure' : 'fact';
  if (componentsOf(path)[0] === 'quotes') return 'quote';
  if (shape.type === 'counts' || suppress) return 'figure';
  return SECTIONS_SAID.has(section) && !CHOSEN.has(shape.type) ? 'said' : 'fact';
}

/** How it went, what was said, what follows: the sections of a consultation whose texts are of those who took part. */
const SECTIONS_SAID: ReadonlySet<string> = new Set(['C', 'D', 'E']);
const CHOSEN: ReadonlySet<string> = new Set(['choice', 'multichoice', 'integer', 'boolean', 'date', 'workflow']);

function ofRecord({ deleted, finished, review, cells }: CitedRecord, audience: Audience): Denial['type'] | undefined {
  if (deleted) return 'deleted';
  if (!finished) return 'unfinished';
  if (valueAt(cells, 'review_status') === 'withdrawn') return 'withdrawn';
  if (review === 'returned') return 'returned';
  if (review === 'disputed') return 'disputed';
  return audience === 'mechanism' || review === 'approved' ? undefined : 'notReviewed';
}

function ofConsent({ kind, cells }: CitedRecord, role: Role, audience: Audience): Denial['type'] | undefined {
  if (kind === 'practice') {
    const permission = valueAt(cells, 'permission_to_publish');
    return audience === 'mechanism' || permission === true ? undefined : 'notPermitted';
  }
  if (kind !== 'consultation') return undefined;
  const obtained = valueAt(cells, 'consent_obtained');
  if (obtained === 'not_obtained') return 'withdrawn';
  const uses = usesIn(cells);
  if (role === 'fact') return undefined;
  if (role === 'quote' && !uses.has('quotes')) return 'quotesNotAgreed';
  if (typeof obtained !== 'string' || uses.size === 0) return audience === 'mechanism' ? undefined : 'consentUnknown';
  if (!uses.has(USE_OF[audience])) return 'useNotAgreed';
  return audience === 'public' && role !== 'figure' ? 'figuresOnly' : undefined;
}

/** In the words of the data's levels: see `handling` there. */
function ofSensitivity({ kind, cells }: CitedRecord, role: Role, audience: Audience): Denial['type'] | undefined {
  if (kind !== 'consultation') return undefined;
  const sensitivity = valueAt(cells, 'sensitivity');
  if (sensitivity === 'severe') return 'tooSensitive';
  if (role === 'figure') return undefined;
  if (sensitivity === 'high') return 'tooSensitive';
  return sensitivity === 'moderate' && audience !== 'mechanism' ? 'mechanismOnly' : undefined;
}

function ofLevel(level: Level, role: Role, floor: Level, audience: Audience): Denial['type'] | undefined {
  switch (level) {
    case 'open':
      return undefined;
    case 'mechanism':
      return audience === 'mechanism' || role === 'figure' || (role === 'said' && floor === 'mechanism')
        ? undefined
        : 'mechanismOnly';
    case 'restricted':
      return role === 'figure' || (role === 'quote' && floor === 'restricted') ? undefined : 'restricted';
    case 'personal':
      return 'personal';
  }
}

const valueAt = (cells: CitedRecord['cells'], path: CellPath): Json | undefined => cells.get(path)?.value;

/** Keys of the uses that were agreed to: each is an element of a set, or all of them are one value, as an old entry has it. */
function usesIn(cells: CitedRecord['cells']): ReadonlySet<string> {
  const uses = new Set<string>();
  for (const [path, { value }] of cells) {
    const [key, use] = componentsOf(path);
    if (key !== 'consent_uses' || value === null) continue;
    if (use !== undefined) uses.add(use);
    else for (const each of Array.isArray(value) ? value : [value]) if (typeof each === 'string') uses.add(each);
  }
  return uses;
}
