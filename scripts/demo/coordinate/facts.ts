// What the story tells and what its end state says, in the same terms, so that the two can be laid side by side. The
// story tells what it did; the end state is read from the laptops and the secretariat, which know nothing of it.

import type { Json } from '#shared/base/json.ts';
import { isSameJson } from '#shared/record/cell-value.ts';

/** One line of the table each; laptops and entries by name. */
const WORDS = {
  written: 'changesets that each laptop wrote, and that the secretariat has',
  unchanged: 'entries that nobody edited, and that arrived as they were',
  stayed: 'changesets whose personal part stayed on its laptop',
  notCarried: 'entries of the input that no record can carry',
  lostRun: 'what was on the lost stick, and what the coordinator asked for',
  answeredRun: 'what was on the lost stick, and what the answer brought',
  heldMeanwhile: 'changesets that were held until the answer came',
  gapsLeft: 'numbers still missing anywhere',
  heldLeft: 'changesets still held anywhere',
  conflictsSeen: 'cells that two people wrote differently, where they met',
  decided: 'what was decided, on the secretariat’s, the coordinator’s and the recorder’s laptop',
  keptBoth: 'cells that two people wrote at once and that need no decision',
  conflictsLeft: 'conflicts left at the secretariat',
  sameEvent: 'records said to be of one event',
  counted: 'records that count, events once',
  reviews: 'the record that was returned: its review, wherever it is',
  corrected: 'what its author corrected',
  roads: 'through whose hands what each laptop wrote came to the secretariat',
  cargo: 'sealed bundles that the driver carried, still has, opened, and knows records of',
  cargoArrived: 'bundles that came with the driver',
  cameAgain: 'bundles that came twice, and what was new in them the second time',
  receipts: 'laptops that hold the secretariat’s receipt for all they wrote',
} as const;

export type Facts = { readonly [Fact in keyof typeof WORDS]?: Json };

export interface Line {
  readonly what: string;
  readonly told: Json;
  readonly found: Json;
  readonly isEqual: boolean;
}

export const compareFacts = (told: Facts, found: Facts): readonly Line[] =>
  (Object.keys(WORDS) as (keyof Facts)[])
    .filter((fact) => told[fact] !== undefined || found[fact] !== undefined)
    .map((fact) => {
      const [a, b] = [told[fact] ?? null, found[fact] ?? null];
      return { what: WORDS[fact], told: a, found: b, isEqual: isSameJson(a, b) };
    });
