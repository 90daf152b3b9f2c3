// Saves the meetings and what was agreed as a calendar file. A calendar leaves the sealed notebook and lies open on
// the disk: what is restricted or personal is not in it, and of a meeting only its title, day and place are.

import { textToBytes } from '#shared/base/bytes.ts';
import { ok } from '#shared/base/result.ts';
import { eventsToIcs } from '#shared/report/ics.ts';
import { type CalendarWords, meetingEvents } from '#shared/report/meeting-events.ts';
import { asPracticeEvents, practiceName } from '#shared/report/practice.ts';
import { activityChange } from '../engine/activity.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import { languageOf } from '../engine/language.ts';
import { type Done, isWorkshop, type Session } from '../engine/session.ts';
import { readableMeetings } from './readable-meetings.ts';

export async function saveCalendar(
  session: Session,
  catalogue: Catalogue,
  words: CalendarWords,
): Done<{ readonly name: string } | null> {
  const { meetings, stamps } = await readableMeetings(session, catalogue);
  const language = await languageOf(session);
  const isPractice = isWorkshop(session);
  const real = meetingEvents(meetings, stamps, words);
  const events = isPractice ? asPracticeEvents(real, language) : real;
  const nameOf = (name: string): string => (isPractice ? practiceName(name, language) : name);
  const saved = await session.desktop.fileSave({
    kind: 'ics',
    suggestedName: `${nameOf(words.fileName)}.ics`,
    bytes: textToBytes(eventsToIcs(events, nameOf(words.name))),
  });
  if (!saved.ok || saved.value === null) return saved;
  const facts = { name: saved.value.name, events: events.length };
  await session.ledger.exclusive(() =>
    session.ledger.commit({ shelf: activityChange(session, 'savedCalendar', facts) }),
  );
  session.tell(['activity']);
  return ok(saved.value);
}
