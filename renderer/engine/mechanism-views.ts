// What the engine answers for the place of the mesas: who sits, when they met, what was agreed and promised. All of it
// is read from records; the day it is judged by is this device's, and is said.

import type { Composition } from '#shared/report/composition.ts';
import type { CompositionFinding, Found } from '#shared/report/composition.ts';
import type { Dialogue } from '#shared/report/dialogue.ts';
import type { FollowedAgreement, Meeting, MeetingFinding, QuarterView } from '#shared/report/meetings.ts';
import type { Advice, Pledge } from '#shared/report/pledges.ts';
import type { Rules } from '#shared/report/rules.ts';

export interface MechanismView {
  /** YYYY-MM-DD, by this device's clock */
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

/** Words of a calendar file, in the person's language. */
export interface CalendarWords {
  readonly fileName: string;
  /** what a calendar program calls it */
  readonly name: string;
  /** before the title of the meeting that announced it */
  readonly next: string;
  /** before what was agreed */
  readonly due: string;
}
