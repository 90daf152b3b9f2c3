// Saves the meetings and what was agreed as a calendar file. A calendar leaves the sealed notebook and lies open on
// the disk: what is restricted or personal is not in it, and of a meeting only its title, day and place are.

import { textToBytes } from '#shared/base/bytes.ts';
import { ok } from '#shared/base/result.ts';
import type { RecordCells } from '#shared/report/cell-readers.ts';
import { type CalendarEvent, eventsToIcs } from '#shared/report/ics.ts';
import { type Meeting, meetingsOf } from '#shared/report/meetings.ts';
import { activityChange } from '../engine/activity.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import type { CalendarWords } from '../engine/mechanism-views.ts';
import { cellViewsOf, recordNow } from '../engine/record-now.ts';
import type { Done, Session } from '../engine/session.ts';

export async function saveCalendar(
  session: Session,
  catalogue: Catalogue,
  words: CalendarWords,
): Done<{ readonly name: string } | null> {
  const rows = (await catalogue.rows()).filter(({ kind, deleted }) => kind === 'meeting' && !deleted);
  const stamps = new Map(rows.map(({ id, changedAt }) => [String(id), changedAt]));
  const records: RecordCells[] = [];
  for (const { id } of rows) {
    const now = await recordNow(session, id);
    if (now === undefined) continue;
    const readable = cellViewsOf(now).filter(({ level }) => level === 'open' || level === 'mechanism');
    records.push({ id, kind: now.kind, cells: new Map(readable.map(({ path, value }) => [path, value])) });
  }
  const events = meetingsOf(records).flatMap((meeting) => eventsOf(meeting, stamps.get(meeting.record) ?? '', words));
  const saved = await session.desktop.fileSave({
    kind: 'ics',
    suggestedName: `${words.fileName}.ics`,
    bytes: textToBytes(eventsToIcs(events, words.name)),
  });
  if (!saved.ok || saved.value === null) return saved;
  const facts = { name: saved.value.name, events: events.length };
  await session.ledger.exclusive(() =>
    session.ledger.commit({ shelf: activityChange(session, 'savedCalendar', facts) }),
  );
  session.tell(['activity']);
  return ok(saved.value);
}

/** A date known only as a month or a year is no day to keep free. */
function eventsOf(meeting: Meeting, stamp: string, words: CalendarWords): readonly CalendarEvent[] {
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

const isDay = ({ first, last }: { readonly first: string; readonly last: string }): boolean => first === last;
