// Stage 5, the Mechanism as its records tell it on a day: who sits, when they met, what was agreed, promised and asked
// for, and what is not in order. A function of the set of records, of the day, and of who may settle rules.

import { type Composition, compositionOf, type CompositionFinding, type Found } from './composition.ts';
import type { RecordCells } from './cell-readers.ts';
import { type Dialogue, dialoguesOf } from './dialogue.ts';
import {
  agreementsOf,
  type FollowedAgreement,
  type Meeting,
  type MeetingFinding,
  meetingFindings,
  meetingsOf,
  quartersOf,
  type QuarterView,
} from './meetings.ts';
import { type Advice, adviceOf, type Pledge, pledgesOf } from './pledges.ts';
import { type Rules, rulesOf } from './rules.ts';

export interface MechanismNow {
  /** YYYY-MM-DD */
  readonly today: string;
  readonly rules: Rules;
  /** records of rules that somebody else than the secretariat wrote: they do not count */
  readonly proposals: readonly string[];
  readonly composition: Composition;
  readonly meetings: readonly Meeting[];
  readonly quarters: readonly QuarterView[];
  readonly findings: {
    readonly seats: readonly Found<CompositionFinding>[];
    readonly meetings: readonly MeetingFinding[];
  };
  readonly agreements: readonly FollowedAgreement[];
  readonly pledges: readonly Pledge[];
  readonly advice: readonly Advice[];
  /** the newest first */
  readonly dialogues: readonly Dialogue[];
}

/** The kinds that are read. */
export const MECHANISM_KINDS: ReadonlySet<string> = new Set([
  'meeting',
  'member',
  'rules',
  'commitment',
  'recommendation',
]);

/** @param isOfOffice whether the secretariat alone wrote a record of rules */
export function mechanismNow(
  records: readonly RecordCells[],
  today: string,
  isOfOffice: (id: string) => boolean,
): MechanismNow {
  const counting = records.filter(({ id, kind }) => kind !== 'rules' || isOfOffice(id));
  const rules = rulesOf(counting, today);
  const composition = compositionOf(records, rules, today);
  const meetings = meetingsOf(records);
  const pledges = pledgesOf(records, today);
  const advice = adviceOf(records);
  return {
    today,
    rules,
    proposals: records.filter(({ id, kind }) => kind === 'rules' && !isOfOffice(id)).map(({ id }) => id),
    composition,
    meetings,
    quarters: quartersOf(meetings, today),
    findings: { seats: composition.findings, meetings: meetingFindings(meetings, today) },
    agreements: agreementsOf(meetings, today),
    pledges,
    advice,
    dialogues: dialoguesOf(meetings, pledges, advice, today),
  };
}
