// Stage 5, what of a meeting goes into a calendar: the meeting itself, the next one it announced, and what was agreed and
// is not done. A date known only as a month or a year is no day to keep free. A calendar lies open on a disk: whoever
// reads the meetings for it leaves out what is restricted or personal.

import type { DayRange } from './calendar.ts';
import type { CalendarEvent } from './ics.ts';
import type { Meeting } from './meetings.ts';

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

/** @param stamp when the record says it was written */
export function meetingEvents(meeting: Meeting, stamp: string, words: CalendarWords): readonly CalendarEvent[] {
  const { record, title, date, end, next, place, agreements, status } = meeting;
  const events: CalendarEvent[] = [];
  const whole = { location: '', stamp, status: 'CONFIRMED' as const };
  if (date !== null && isDay(date)) {
    const last = end !== null && isDay(end) ? end.last : date.last;
    events.push({
      ...whole,
      uid: record,
      first: date.first,
      last,
      summary: title,
      location: place,
      status: STATUS[status ?? 'held'],
    });
  }
  if (next !== null && isDay(next)) {
    const summary = `${words.next}: ${title}`;
    events.push({ ...whole, uid: `${record}.next`, first: next.first, last: next.last, summary, status: 'TENTATIVE' });
  }
  for (const { id, what, due, isDone } of agreements) {
    if (id === null || isDone || due === null || !isDay(due)) continue;
    events.push({
      ...whole,
      uid: `${record}.${id}`,
      first: due.first,
      last: due.last,
      summary: `${words.due}: ${what}`,
    });
  }
  return events;
}

const STATUS = {
  planned: 'TENTATIVE',
  held: 'CONFIRMED',
  postponed: 'CANCELLED',
  cancelled: 'CANCELLED',
} as const;

const isDay = ({ first, last }: DayRange): boolean => first === last;
