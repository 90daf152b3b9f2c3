// Stage 5, a sentence and its sources: who stands behind it and for whom it may be read, whether a source still says
// what it said and may still be cited, and whether words that were written or pasted are ones that may not stand there.

import type { ChangesetId, RecordId } from '../base/ids.ts';
import { countryByCode } from '../mechanism/countries.ts';
import type { SameEvents } from '../merge/same-event.ts';
import type { CellPath } from '../record/paths.ts';
import { summaryOf } from '../record/summary.ts';
import { type Audience, audiencesOf, type Denial, denialOf, narrowest } from './admission.ts';
import { isLaidCell, type LaidRecord, sameText, valuesOf } from './lay-out.ts';
import type { SourceRef } from './relatoria.ts';

/** Who stands behind a sentence. */
export interface Support {
  /** records of one event once */
  readonly events: number;
  readonly organisations: number;
  readonly subregions: number;
  /** the narrowest of what its sources allow */
  readonly audiences: ReadonlySet<Audience>;
}

/** Sources that are not here count for nobody and allow nobody. */
export function supportOf(
  sources: readonly SourceRef[],
  records: Pick<ReadonlyMap<string, LaidRecord>, 'get'>,
  events: SameEvents,
): Support {
  const known = sources.flatMap(({ record }) => records.get(record) ?? []);
  const summaries = known.map((record) => summaryOf(record.kind, valuesOf(record)));
  const names = summaries.flatMap(({ organisation }) => (organisation === null ? [] : [sameText(organisation)]));
  const places = summaries.flatMap(({ countries }) =>
    countries.flatMap((code) => countryByCode(code)?.subregion ?? []),
  );
  return {
    events: new Set(known.map(({ id }) => events.eventOf(id))).size,
    organisations: new Set(names).size,
    subregions: new Set(places).size,
    audiences: narrowest(
      sources.map(({ record, cell }) => {
        const found = records.get(record);
        return found === undefined ? new Set<Audience>() : audiencesOf(found, cell);
      }),
    ),
  };
}

/**
 * How a source stands to what it was when it was attached.
 * same · changed: it says something else now · denied: it may not be cited any more, and why
 */
export type SourceState =
  | { readonly type: 'same' }
  | { readonly type: 'changed'; readonly write: ChangesetId; readonly words: string }
  | { readonly type: 'denied'; readonly denial: Denial };

export function sourceStateOf(ref: SourceRef, record: LaidRecord | undefined, audience: Audience): SourceState {
  const cell = record?.cells.get(ref.cell);
  if (record === undefined || cell === undefined) return { type: 'denied', denial: { type: 'missing' } };
  const denial = denialOf(record, ref.cell, audience);
  if (denial !== undefined) return { type: 'denied', denial };
  if (cell.write === ref.write || cell.write === null) return { type: 'same' };
  return { type: 'changed', write: cell.write, words: typeof cell.value === 'string' ? cell.value : '' };
}

/** A text that may not be cited, found in words. */
export interface Forbidden {
  readonly record: RecordId;
  readonly cell: CellPath;
  readonly denial: Denial;
}

/** Shorter ones are everybody's words. */
const SHORTEST_TOLD = 12;
/** What is only a part of such a text is told from here. */
const SHORTEST_PART = 40;

/**
 * Texts of these records that may not be read by this audience and stand in the words, or a long part of them,
 * letter by letter but for accents, capitals and spaces: what was pasted by mistake. Only what was said, and what is restricted or personal, is
 * looked for: that a title stands in a sentence is no leak.
 */
export function forbiddenIn(words: string, records: Iterable<LaidRecord>, audience: Audience): Forbidden | undefined {
  const written = ` ${sameText(words)} `;
  if (written.length < SHORTEST_TOLD) return undefined;
  for (const record of records) {
    for (const [cell, { value, level }] of record.cells) {
      if (typeof value !== 'string' || value.length < SHORTEST_TOLD) continue;
      if (level !== 'restricted' && level !== 'personal' && !isLaidCell(record.kind, cell)) continue;
      const text = sameText(value);
      if (!hasText(written, text) && !isPartOf(written.trim(), text)) continue;
      const denial = denialOf(record, cell, audience);
      if (denial !== undefined) return { record: record.id, cell, denial };
    }
  }
  return undefined;
}

/** As whole words. */
function hasText(written: string, text: string): boolean {
  const at = text.length < SHORTEST_TOLD ? -1 : written.indexOf(text);
  return at > 0 && !/[\p{L}\p{N}]/u.test(written.charAt(at - 1) + written.charAt(at + text.length));
}

const isPartOf = (written: string, text: string): boolean =>
  written.length >= SHORTEST_PART && written.length < text.length && hasText(` ${text} `, written);
