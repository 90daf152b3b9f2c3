// Saves the meetings and what was agreed as a calendar file. A calendar leaves the sealed notebook and lies open on
// the disk: what is restricted or personal is not in it, and of a meeting only its title, day and place are.

import { textToBytes } from '#shared/base/bytes.ts';
import { ok } from '#shared/base/result.ts';
import type { RecordCells } from '#shared/report/cell-readers.ts';
import { eventsToIcs } from '#shared/report/ics.ts';
import { type CalendarWords, meetingEvents } from '#shared/report/meeting-events.ts';
import { meetingsOf } from '#shared/report/meetings.ts';
import { activityChange } from '../engine/activity.ts';
import type { Catalogue } from '../engine/catalogue.ts';
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
  const events = meetingsOf(records).flatMap((meeting) =>
    meetingEvents(meeting, stamps.get(meeting.record) ?? '', words),
  );
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
