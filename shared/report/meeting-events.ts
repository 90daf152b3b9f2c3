// Stage 5, what of a meeting goes into a calendar: the meeting itself, the next one it announced, and what was agreed and
// is not done. A date known only as a month or a year is no day to keep free. A calendar lies open on a disk: whoever
// reads the meetings for it leaves out what is restricted or personal.

import type { DayRange } from './calendar.ts';
import type { CalendarEvent } from './ics.ts';
import { type LatestAgreement, latestAgreements, type Meeting } from './meetings.ts';

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

/**
 * Of all meetings. What a later meeting carries on is one event with it, on its newest day and under the name of its first:
 * a calendar program that reads the file again moves it.
 * @param meetings by date
 * @param stamps when each meeting's record says it was written
 */
export function meetingEvents(
  meetings: readonly Meeting[],
  stamps: ReadonlyMap<string, string>,
  words: CalendarWords,
): readonly CalendarEvent[] {
  const stampOf = (record: string): string => stamps.get(record) ?? '';
  return [
    ...meetings.flatMap((meeting) => eventsOf(meeting, stampOf(meeting.record), words)),
    ...latestAgreements(meetings).flatMap((agreement) => dueEvent(agreement, stampOf(agreement.meeting), words) ?? []),
  ];
}

const whole = { location: '', status: 'CONFIRMED' as const };

function eventsOf(meeting: Meeting, stamp: string, words: CalendarWords): readonly CalendarEvent[] {
  const { record, title, date, end, next, place, status } = meeting;
  const events: CalendarEvent[] = [];
  if (date !== null && isDay(date)) {
    const last = end !== null && isDay(end) ? end.last : date.last;
    const when = { first: date.first, last, stamp };
    events.push({ ...when, uid: record, summary: title, location: place, status: STATUS[status ?? 'held'] });
  }
  if (next !== null && isDay(next)) {
    const when = { first: next.first, last: next.last, stamp };
    const summary = `${words.next}: ${title}`;
    events.push({ ...whole, ...when, uid: `${record}.next`, summary, status: 'TENTATIVE' });
  }
  return events;
}

function dueEvent(
  { first, what, due, isDone }: LatestAgreement,
  stamp: string,
  words: CalendarWords,
): CalendarEvent | undefined {
  if (first === null || isDone || due === null || !isDay(due)) return undefined;
  const summary = `${words.due}: ${what}`;
  return { ...whole, uid: first, first: due.first, last: due.last, summary, stamp };
}

const STATUS = {
  planned: 'TENTATIVE',
  held: 'CONFIRMED',
  postponed: 'CANCELLED',
  cancelled: 'CANCELLED',
} as const;

const isDay = ({ first, last }: DayRange): boolean => first === last;
