// The calendar file, by the sentences of RFC 5545.

import { expect, test } from 'vitest';
import { type CalendarEvent, eventsToIcs } from '#shared/report/ics.ts';

const event: CalendarEvent = {
  uid: 'AbC_-123',
  first: '2024-06-30',
  last: '2024-06-30',
  summary: 'Mesa de Vinculación; segunda, parte\n«A\\B»',
  location: '',
  status: 'CONFIRMED',
  stamp: '2024-06-01T10:20:30.500Z',
};

test('is these bytes, and the same again: no clock is in it', () => {
  const text = eventsToIcs([event], 'Mesas');
  expect(text).toBe(
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Chasqui//Mechanism calendar//ES',
      'CALSCALE:GREGORIAN',
      'X-WR-CALNAME:Mesas',
      'BEGIN:VEVENT',
      'UID:AbC_-123@chasqui.invalid',
      'DTSTAMP:20240601T102030Z',
      'DTSTART;VALUE=DATE:20240630',
      'DTEND;VALUE=DATE:20240701',
      'SUMMARY:Mesa de Vinculación\\; segunda\\, parte\\n«A\\\\B»',
      'STATUS:CONFIRMED',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );
  expect(eventsToIcs([event], 'Mesas')).toBe(text);
});

test('the order of events does not depend on the order in which they came', () => {
  const other = { ...event, uid: 'b', first: '2024-01-01', last: '2024-01-02' };
  expect(eventsToIcs([event, other], 'x')).toBe(eventsToIcs([other, event], 'x'));
});

test('a line is folded between characters, and a text cannot begin a property of its own', () => {
  const text = eventsToIcs([{ ...event, summary: `${'ñ'.repeat(60)}\r\nATTENDEE:mailto:x` }], 'x');
  for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  expect(text).not.toMatch(/^ATTENDEE/m);
});

test('a time that is none, and an end before the start, still give a valid event', () => {
  const text = eventsToIcs([{ ...event, stamp: 'ayer', last: '2024-06-01' }], 'x');
  expect(text).toContain('DTSTAMP:20240630T000000Z');
  expect(text).toContain('DTEND;VALUE=DATE:20240701');
});
