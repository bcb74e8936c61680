import { addDays, type Day } from './day'

export interface CalendarEvent {
  /** Stays the same however often the file is made: a calendar then replaces instead of doubling. */
  uid: string
  day: Day
  title: string
  text: string
}

const escape = (text: string) => text.replaceAll('\\', '\\\\').replaceAll(';', '\\;').replaceAll(',', '\\,').replaceAll(/\r?\n/g, '\\n')

const octetsOf = (char: string) => {
  const point = char.codePointAt(0) ?? 0
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
}

/** At most 75 octets a line, never inside a character; what follows begins with a space (RFC 5545 §3.1). */
function fold(line: string): string {
  let folded = ''
  let octets = 0
  for (const char of line) {
    const size = octetsOf(char)
    if (octets + size > 75) {
      folded += '\r\n '
      octets = 1
    }
    folded += char
    octets += size
  }
  return folded
}

const basic = (day: Day) => day.replaceAll('-', '')

/**
 * All-day events as iCalendar (RFC 5545), each with an alarm at nine in the morning of its day.
 * @param stamp when the file was made, UTC, `2026-11-26T01:00:00.000Z`
 */
export function toIcs(events: readonly CalendarEvent[], stamp: string): string {
  const dtstamp = `${stamp.slice(0, 19).replaceAll(/[-:]/g, '')}Z`
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Xinhui//Repair//ZH', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH']
  for (const { uid, day, title, text } of events) {
    lines.push('BEGIN:VEVENT', `UID:${uid}`, `DTSTAMP:${dtstamp}`, `DTSTART;VALUE=DATE:${basic(day)}`, `DTEND;VALUE=DATE:${basic(addDays(day, 1))}`, `SUMMARY:${escape(title)}`, `DESCRIPTION:${escape(text)}`, 'TRANSP:TRANSPARENT')
    lines.push('BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:PT9H', `DESCRIPTION:${escape(title)}`, 'END:VALARM', 'END:VEVENT')
  }
  return `${[...lines, 'END:VCALENDAR'].map(fold).join('\r\n')}\r\n`
}
