// Stage 5, a calendar as RFC 5545 has it: lines of at most 75 octets that end in CRLF (3.1), TEXT escaped (3.3.11),
// whole days as DATE with an exclusive end (3.6.1). Nothing of the moment of writing is in it: DTSTAMP is the time
// that the record claims for itself, and the UID is the record's, so the same records give the same bytes and a
// calendar that already has an event changes it instead of adding another.

import { compareText } from '../base/folding.ts';
import { addMonths, dayAfter } from './calendar.ts';

export interface CalendarEvent {
  /** the same for the same event for ever; letters, digits, `.`, `-` and `_` */
  readonly uid: string;
  /** YYYY-MM-DD */
  readonly first: string;
  /** the last day of it, not the day after */
  readonly last: string;
  readonly summary: string;
  readonly location: string;
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
  /** when the record says it was written: ISO 8601 with a `Z`; what is none counts as the event's first day */
  readonly stamp: string;
}

/** @param name what a calendar program calls it */
export function eventsToIcs(events: readonly CalendarEvent[], name: string): string {
  const ordered = [...events].sort((a, b) => compareText(a.first, b.first) || compareText(a.uid, b.uid));
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Chasqui//Mechanism calendar//ES',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escapeText(name)}`,
    ...ordered.flatMap(eventLines),
    'END:VCALENDAR',
  ]
    .map((line) => `${foldLine(line)}\r\n`)
    .join('');
}

function eventLines(event: CalendarEvent): readonly string[] {
  const last = event.last < event.first ? event.first : event.last;
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}@chasqui.invalid`,
    `DTSTAMP:${stampOf(event)}`,
    `DTSTART;VALUE=DATE:${compact(event.first)}`,
    `DTEND;VALUE=DATE:${compact(dayAfter(last))}`,
    `SUMMARY:${escapeText(event.summary)}`,
    ...(event.location === '' ? [] : [`LOCATION:${escapeText(event.location)}`]),
    `STATUS:${event.status}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

const UTC = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?Z$/;

/** A day that is none counts as the month's last. */
function stampOf({ stamp, first }: CalendarEvent): string {
  const [, year, month, day, hour, minute, second] = UTC.exec(stamp) ?? [];
  if (year === undefined || day === undefined) return `${compact(first)}T000000Z`;
  const date = addMonths(`${year}-${month}-${day}`, 0);
  return `${compact(date)}T${hour}${minute}${second}Z`;
}

const compact = (day: string): string => day.replaceAll('-', '');

/** TEXT (3.3.11): backslash, semicolon, comma and line breaks escaped; other control characters have no place in it. */
const escapeText = (text: string): string =>
  text
    .replace(/\r\n?|[\n\u2028\u2029]/gu, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\n/g, '\\n')
    .toWellFormed();

const MOST_OCTETS = 75;

/** Cut between characters, never inside one; each further line begins with a space, which counts. */
function foldLine(line: string): string {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > MOST_OCTETS) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join('\r\n');
}

function octetsOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}
