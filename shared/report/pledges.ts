// Stage 5, commitments and recommendations as they are followed: where each stands, when it was last heard of, and
// whether it is late. What follows from a meeting names its record, or, where that is not in the notebook, its title.

import { compareText, fold } from '../base/folding.ts';
import { treeOf } from '../record/cell-tree.ts';
import { dayRangeOf, type DayRange } from './calendar.ts';
import { type AnswerTree, dayIn, groupsIn, numbersIn, type RecordCells, textIn, textsIn } from './cell-readers.ts';

/** The meeting that something follows from. */
export interface NamedMeeting {
  /** its record; '' where only its title is known */
  readonly record: string;
  readonly title: string;
}

export interface Pledge {
  readonly record: string;
  /** the Network's, where it has one */
  readonly number: string;
  readonly title: string;
  readonly entity: string;
  /** keys of options; '' where nothing is said */
  readonly type: string;
  readonly category: string;
  readonly status: string;
  readonly objectives: readonly number[];
  readonly principles: readonly string[];
  readonly countries: readonly string[];
  readonly start: DayRange | null;
  readonly target: DayRange | null;
  /** the newest progress update with a date */
  readonly lastUpdate: DayRange | null;
  /** as the newest update that says so */
  readonly percent: number | null;
  /** its day is past and it is neither fulfilled nor given up */
  readonly isLate: boolean;
  readonly meeting: NamedMeeting;
}

export interface Advice {
  readonly record: string;
  readonly title: string;
  readonly addressedTo: string;
  readonly addressee: string;
  readonly objectives: readonly number[];
  readonly countries: readonly string[];
  readonly status: string;
  readonly date: DayRange | null;
  readonly lastUpdate: DayRange | null;
  readonly isOpen: boolean;
  readonly meeting: NamedMeeting;
}

const CLOSED_PLEDGES: readonly string[] = ['fulfilled', 'discontinued'];
const CLOSED_ADVICE: readonly string[] = ['fulfilled', 'not_accepted'];

export const isOpenPledge = ({ status }: Pledge): boolean => !CLOSED_PLEDGES.includes(status);

/** By the day they are due, then by title. */
export function pledgesOf(records: readonly RecordCells[], today: string): readonly Pledge[] {
  return records
    .filter(({ kind }) => kind === 'commitment')
    .map((record) => pledgeOf(record, today))
    .sort(
      (a, b) =>
        compareText(a.target?.last ?? '9999', b.target?.last ?? '9999') ||
        compareText(fold(a.title), fold(b.title)) ||
        compareText(a.record, b.record),
    );
}

export function adviceOf(records: readonly RecordCells[]): readonly Advice[] {
  return records
    .filter(({ kind }) => kind === 'recommendation')
    .map(({ id, cells }) => {
      const tree = treeOf(cells);
      const status = textIn(tree, 'status');
      return {
        record: id,
        title: textIn(tree, 'title'),
        addressedTo: textIn(tree, 'addressed_to'),
        addressee: textIn(tree, 'addressee'),
        objectives: numbersIn(tree, 'objective'),
        countries: textsIn(tree, 'country'),
        status,
        date: dayIn(tree, 'date_start'),
        lastUpdate: updatesIn(tree, 'follow_up').at(-1)?.day ?? null,
        isOpen: !CLOSED_ADVICE.includes(status),
        meeting: meetingNamedIn(tree),
      };
    })
    .sort((a, b) => compareText(a.date?.first ?? '', b.date?.first ?? '') || compareText(a.record, b.record));
}

/** Whether something follows from a meeting. A title counts only where no record is named: titles change, and recur. */
export const isFrom = (
  { meeting }: { readonly meeting: NamedMeeting },
  { record, title }: { readonly record: string; readonly title: string },
): boolean => (meeting.record === '' ? title !== '' && fold(meeting.title) === fold(title) : meeting.record === record);

const meetingNamedIn = (tree: AnswerTree): NamedMeeting => ({
  record: textIn(tree, 'meeting_record'),
  title: textIn(tree, 'from_meeting'),
});

function pledgeOf({ id, cells }: RecordCells, today: string): Pledge {
  const tree = treeOf(cells);
  const status = textIn(tree, 'status');
  const target = dayIn(tree, 'target_date');
  const updates = updatesIn(tree, 'progress_updates');
  return {
    record: id,
    number: textIn(tree, 'pledge_number'),
    title: textIn(tree, 'title'),
    entity: textIn(tree, 'pledging_entity'),
    type: textIn(tree, 'pledge_type'),
    category: textIn(tree, 'entity_category'),
    status,
    objectives: numbersIn(tree, 'objectives'),
    principles: textsIn(tree, 'principles'),
    countries: textsIn(tree, 'countries'),
    start: dayIn(tree, 'start_date'),
    target,
    lastUpdate: updates.findLast(({ day }) => day !== null)?.day ?? null,
    percent: updates.findLast(({ percent }) => percent !== null)?.percent ?? null,
    isLate: target !== null && target.last < today && !CLOSED_PLEDGES.includes(status),
    meeting: meetingNamedIn(tree),
  };
}

/** By date; those without one first. */
function updatesIn(
  tree: AnswerTree,
  field: string,
): readonly { readonly day: DayRange | null; readonly percent: number | null }[] {
  return groupsIn(tree, field)
    .map(({ values }) => ({
      day: dayRangeOf(values['date']),
      percent: typeof values['percent'] === 'number' ? values['percent'] : null,
    }))
    .map((update, at) => ({ update, at }))
    .sort((a, b) => compareText(a.update.day?.last ?? '', b.update.day?.last ?? '') || a.at - b.at)
    .map(({ update }) => update);
}
