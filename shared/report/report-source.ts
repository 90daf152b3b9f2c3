// Stage 5, a record as reports take it: what may be cited of it, the few facts by which it is counted, and which version
// it is. Everything a report says follows from these, its settings and the words: so the same records give the same
// report, on any machine.

import type { ChangesetId, RecordId } from '../base/ids.ts';
import type { RecordState } from '../merge/state.ts';
import { kindOf } from '../record/kinds.ts';
import { summaryOf } from '../record/summary.ts';
import { type Audience, denialOf } from './admission.ts';
import { knownCells, type LaidRecord, valuesOf } from './lay-out.ts';

export interface ReportSource {
  readonly cited: LaidRecord;
  readonly id: RecordId;
  readonly title: string;
  /** as the record says it: YYYY, YYYY-MM, YYYY-MM-DD, or '' */
  readonly date: string;
  readonly objectives: readonly number[];
  readonly countries: readonly string[];
  readonly organisation: string;
  /** the record that stands for its event; its own id where it is alone */
  readonly event: RecordId;
  readonly version: readonly ChangesetId[];
}

/** The changesets whose writes stand in a record now, and in what reviewers say of it: ascending, each once. */
export const versionOf = (...states: readonly (RecordState | undefined)[]): readonly ChangesetId[] =>
  [
    ...new Set(
      states.flatMap((state) => Object.values(state?.cells ?? {}).flatMap(({ writes }) => writes.map(({ id }) => id))),
    ),
  ].sort();

/** Whether it may be named to this audience. What may not be named is not counted either. */
export const mayBeNamed = ({ cited }: Pick<ReportSource, 'cited'>, audience: Audience): boolean => {
  const title = kindOf(cited.kind)?.titleField;
  return title !== undefined && denialOf(cited, title, audience) === undefined;
};

/**
 * Those that may be named to this audience, each as far as it may be known: a day, a country or an objective that its
 * author raised above what this audience reads is not in it.
 */
export const knownTo = (audience: Audience, sources: readonly ReportSource[]): readonly ReportSource[] =>
  sources
    .filter((source) => mayBeNamed(source, audience))
    .map((source) => {
      const cells = knownCells(source.cited, audience);
      if (cells === source.cited.cells) return source;
      const { dateText: date, objectives, countries } = summaryOf(source.cited.kind, valuesOf({ cells }));
      return { ...source, date: date.startsWith('-') ? '' : date, objectives, countries };
    });

/** In one order everywhere: by date, then id. */
export const inOrder = (sources: readonly ReportSource[]): readonly ReportSource[] =>
  [...sources].sort((a, b) => compare(a.date, b.date) || compare(a.id, b.id));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
