// Stage 5, the Mechanism's meetings as read from their records, the quarters in which the Mesa de Vinculación met or
// did not (it meets quarterly: `liaison.cadence` of the data), and what was agreed, followed until done.
// Functions of the set of records and of a day, never of order or of a clock.

import { compareText } from '../base/folding.ts';
import { mesas } from '../mechanism/compact.ts';
import { treeOf } from '../record/cell-tree.ts';
import {
  addMonths,
  dayRangeOf,
  type DayRange,
  quarterByNumber,
  type QuarterName,
  quarterNumber,
  quarterOf,
} from './calendar.ts';
import {
  type Group,
  groupsIn,
  groupText,
  dayIn,
  numberIn,
  numbersIn,
  type RecordCells,
  repeatedTexts,
  textIn,
  textsIn,
} from './cell-readers.ts';

export type MeetingType = 'working_table' | 'liaison' | 'annual_dialogue' | 'other';
export type MeetingStatus = 'planned' | 'held' | 'postponed' | 'cancelled';

export interface Agreement {
  /** names its cells: `agreements.<id>.done`; null where they have no cells of their own */
  readonly id: string | null;
  readonly what: string;
  /** the agreement of an earlier meeting that it carries on, as agreementKey names it; '' where none */
  readonly continues: string;
  readonly owner: string;
  readonly due: DayRange | null;
  readonly isDone: boolean;
  readonly doneOn: DayRange | null;
}

export interface Answer {
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  readonly question: string;
  readonly answer: string;
}

export interface Meeting {
  readonly record: string;
  readonly title: string;
  readonly type: MeetingType;
  readonly mesa: number | null;
  readonly date: DayRange | null;
  readonly end: DayRange | null;
  /** null: not said */
  readonly status: MeetingStatus | null;
  readonly place: string;
  readonly objectives: readonly number[];
  readonly agenda: readonly string[];
  readonly agreements: readonly Agreement[];
  readonly next: DayRange | null;
  readonly governments: readonly string[];
  readonly questions: readonly string[];
  readonly answers: readonly Answer[];
}

/** By date, those without one first. */
export function meetingsOf(records: readonly RecordCells[]): readonly Meeting[] {
  return records
    .filter(({ kind }) => kind === 'meeting')
    .map(meetingOf)
    .sort((a, b) => compareText(a.date?.first ?? '', b.date?.first ?? '') || compareText(a.record, b.record));
}

/** Said to be held, or, where nothing is said of it, its day has come. */
const isHeld = ({ status, date }: Meeting, today: string): boolean =>
  status === 'held' || (status === null && date !== null && date.last <= today);

/** Still to come. */
const isPlanned = ({ status, date }: Meeting, today: string): boolean =>
  date !== null && date.last >= today && (status === 'planned' || status === null);

export type QuarterState = 'held' | 'planned' | 'missing' | 'open';

export interface QuarterView extends QuarterName {
  /** `open`: not over, and nothing planned in it yet */
  readonly state: QuarterState;
  /** records of its meetings, also of those that were put off */
  readonly meetings: readonly string[];
}

/** The quarters looked at: at most so many before this one, and the next one. */
const QUARTERS_BACK = 7;

/** From the first quarter in which the Mesa de Vinculación is known to have met, to the next one. */
export function quartersOf(meetings: readonly Meeting[], today: string): readonly QuarterView[] {
  const current = quarterNumber(quarterOf(today));
  const dated = meetings.flatMap((meeting) => {
    const quarter = meeting.type === 'liaison' ? quarterIn(meeting.date) : null;
    return quarter === null ? [] : [{ meeting, quarter }];
  });
  const first = Math.min(current, ...dated.map(({ quarter }) => quarter));
  const from = Math.max(first, current - QUARTERS_BACK);
  return Array.from({ length: current + 2 - from }, (_, at) => {
    const number = from + at;
    const its = dated.filter(({ quarter }) => quarter === number).map(({ meeting }) => meeting);
    return {
      ...quarterByNumber(number),
      state: stateOf(its, number < current, today),
      meetings: its.map(({ record }) => record),
    };
  });
}

function stateOf(meetings: readonly Meeting[], isOver: boolean, today: string): QuarterState {
  if (meetings.some((meeting) => isHeld(meeting, today))) return 'held';
  if (isOver) return 'missing';
  return meetings.some((meeting) => isPlanned(meeting, today)) ? 'planned' : 'open';
}

/** null where the date can mean more than one quarter */
function quarterIn(date: DayRange | null): number | null {
  if (date === null) return null;
  const [first, last] = [quarterNumber(quarterOf(date.first)), quarterNumber(quarterOf(date.last))];
  return first === last ? first : null;
}

/** Words by `type` in resources/locales/<language>/mechanism.json, `finding`. */
export type MeetingFinding = { readonly records: readonly string[] } & (
  | { readonly type: 'quarterMissing'; readonly year: number; readonly quarter: number }
  | { readonly type: 'meetingUndated'; readonly title: string }
  | { readonly type: 'meetingUnconfirmed'; readonly title: string; readonly date: string }
  | { readonly type: 'meetingBackwards'; readonly title: string; readonly from: string; readonly until: string }
  | { readonly type: 'nextBeforeMeeting'; readonly title: string; readonly date: string; readonly next: string }
  | { readonly type: 'dueBeforeMeeting'; readonly title: string; readonly date: string; readonly due: string }
);

export function meetingFindings(meetings: readonly Meeting[], today: string): readonly MeetingFinding[] {
  const missing = quartersOf(meetings, today).filter(({ state }) => state === 'missing');
  return [
    ...missing.map(
      ({ year, quarter, meetings: records }) => ({ type: 'quarterMissing', year, quarter, records }) as const,
    ),
    ...meetings.flatMap((meeting) => inMeeting(meeting, today)),
  ];
}

function inMeeting(meeting: Meeting, today: string): readonly MeetingFinding[] {
  const { record, title, type, date, end, next, status, agreements } = meeting;
  const records = [record];
  const findings: MeetingFinding[] = [];
  if (type === 'liaison' && quarterIn(date) === null) findings.push({ type: 'meetingUndated', title, records });
  if (date === null) return findings;
  if (status === 'planned' && date.last < today)
    findings.push({ type: 'meetingUnconfirmed', title, date: date.text, records });
  if (end !== null && end.last < date.first)
    findings.push({ type: 'meetingBackwards', title, from: date.text, until: end.text, records });
  if (next !== null && next.last < date.first)
    findings.push({ type: 'nextBeforeMeeting', title, date: date.text, next: next.text, records });
  const early = agreements.find(({ due }) => due !== null && due.last < date.first);
  if (early?.due) findings.push({ type: 'dueBeforeMeeting', title, date: date.text, due: early.due.text, records });
  return findings;
}

/** `due`: within a month. */
export type AgreementState = 'overdue' | 'due' | 'open' | 'done';

export interface LatestAgreement extends Agreement {
  readonly meeting: string;
  readonly meetingTitle: string;
  readonly meetingDate: DayRange | null;
  /** as agreementKey names it where it was first agreed, the same however often it is carried on; null: nowhere */
  readonly first: string | null;
  /** the meetings before this one in which it was agreed, the first of them first */
  readonly before: readonly AgreedBefore[];
}

export interface FollowedAgreement extends LatestAgreement {
  readonly state: AgreementState;
}

export interface AgreedBefore {
  readonly meeting: string;
  readonly meetingTitle: string;
}

/** How one agreement names another. */
export const agreementKey = (meeting: string, id: string): string => `${meeting}.${id}`;

/** The record of the meeting that is named, or in which what is named was agreed. */
export const meetingOfLink = (key: string): string => key.split('.')[0] ?? key;

/** What meetings and their agreements are called where a record names them; undefined: not among these. */
export function linkNamesOf(meetings: readonly Meeting[]): (key: string) => string | undefined {
  const names = new Map<string, string>();
  for (const { record, title, agreements } of meetings) {
    names.set(record, title);
    for (const { id, what } of agreements) if (id !== null) names.set(agreementKey(record, id), what);
  }
  return (key) => names.get(key) || undefined;
}

const ORDER: readonly AgreementState[] = ['overdue', 'due', 'open', 'done'];

/**
 * Of all meetings: what is late first, what is done last.
 * @param today YYYY-MM-DD
 */
export function agreementsOf(meetings: readonly Meeting[], today: string): readonly FollowedAgreement[] {
  const soon = addMonths(today, 1);
  return latestAgreements(meetings)
    .map((agreement, at) => ({ agreement: { ...agreement, state: agreementState(agreement, today, soon) }, at }))
    .sort(
      (a, b) =>
        ORDER.indexOf(a.agreement.state) - ORDER.indexOf(b.agreement.state) ||
        compareText(a.agreement.due?.last ?? '9999', b.agreement.due?.last ?? '9999') ||
        a.at - b.at,
    )
    .map(({ agreement }) => agreement);
}

/**
 * What a later meeting carries on is one agreement with it, told where it was last agreed; who is in charge and the day
 * stay as they were where the later meeting says nothing of them.
 * @param meetings by date
 */
export function latestAgreements(meetings: readonly Meeting[]): readonly LatestAgreement[] {
  const byKey = new Map<string, LatestAgreement>();
  const carriedOn = new Set<LatestAgreement>();
  const all: LatestAgreement[] = [];
  for (const { record, title, date, agreements } of meetings) {
    for (const agreement of agreements) {
      const earlier = byKey.get(agreement.continues); // of an earlier meeting, or above it in this one: never a circle
      const key = agreement.id === null ? null : agreementKey(record, agreement.id);
      const latest = {
        ...agreement,
        owner: agreement.owner === '' ? (earlier?.owner ?? '') : agreement.owner,
        due: agreement.due ?? earlier?.due ?? null,
        meeting: record,
        meetingTitle: title,
        meetingDate: date,
        before: earlier === undefined ? [] : [...earlier.before, agreedIn(earlier)],
        first: earlier?.first ?? key,
      };
      if (earlier !== undefined) carriedOn.add(earlier);
      if (key !== null) byKey.set(key, latest);
      all.push(latest);
    }
  }
  return all.filter((agreement) => !carriedOn.has(agreement));
}

const agreedIn = ({ meeting, meetingTitle }: LatestAgreement): AgreedBefore => ({ meeting, meetingTitle });

function agreementState(
  { isDone, due }: Pick<Agreement, 'isDone' | 'due'>,
  today: string,
  soon: string,
): AgreementState {
  if (isDone) return 'done';
  if (due === null) return 'open';
  return due.last < today ? 'overdue' : due.last <= soon ? 'due' : 'open';
}

const TYPES: readonly string[] = ['working_table', 'liaison', 'annual_dialogue', 'other'] satisfies MeetingType[];
const STATUSES: readonly string[] = ['planned', 'held', 'postponed', 'cancelled'] satisfies MeetingStatus[];

function meetingOf({ id, cells }: RecordCells): Meeting {
  const tree = treeOf(cells);
  const [type, status] = [textIn(tree, 'meeting_type'), textIn(tree, 'status')];
  const mesa = numberIn(tree, 'working_table');
  return {
    record: id,
    title: textIn(tree, 'title'),
    type: TYPES.includes(type) ? (type as MeetingType) : 'other',
    mesa: mesas.some(({ n }) => n === mesa) ? mesa : null,
    date: dayIn(tree, 'date_start'),
    end: dayIn(tree, 'date_end'),
    status: STATUSES.includes(status) ? (status as MeetingStatus) : null,
    place: textIn(tree, 'place'),
    objectives: numbersIn(tree, 'objectives'),
    agenda: repeatedTexts(tree, 'agenda'),
    agreements: groupsIn(tree, 'agreements').flatMap(agreementIn),
    next: dayIn(tree, 'next_date'),
    governments: textsIn(tree, 'governments'),
    questions: repeatedTexts(tree, 'questions'),
    answers: groupsIn(tree, 'answers').map((group) => ({
      country: groupText(group, 'country'),
      question: groupText(group, 'question'),
      answer: groupText(group, 'answer'),
    })),
  };
}

/** A card without words is none. */
function agreementIn(group: Group): readonly Agreement[] {
  const what = groupText(group, 'what');
  if (what === '') return [];
  const doneOn = dayRangeOf(group.values['done_on']);
  return [
    {
      id: group.id,
      what,
      continues: groupText(group, 'continues'),
      owner: groupText(group, 'owner'),
      due: dayRangeOf(group.values['due']),
      isDone: group.values['done'] === true || (doneOn !== null && group.values['done'] !== false),
      doneOn,
    },
  ];
}
