import { beforeAll, expect, test } from 'vitest';
import { setPortalEnvironment } from '#tests/fixtures/portal-environment.ts';
import { calendarFile, type CalendarClass } from './ics.ts';

beforeAll(() => setPortalEnvironment({ PORTAL_URL: 'https://kelas.example.org', NEXTAUTH_URL: 'https://kelas.example.org' }));

const lesson: CalendarClass = {
  id: '0198f2f0-0000-7000-8000-000000000001', title: 'هندسه; مثلث‌ها, دایره‌ها', description: 'Bring a ruler.\nAnd a pencil.', joinCode: '0123456789abcdef', teacherName: 'Leila Karimi',
  startsAt: new Date('2026-12-01T08:30:00Z'), durationMinutes: 90, cancelledAt: null, updatedAt: new Date('2026-11-20T10:00:00Z'),
};

/** The lines of a file, with those that were folded put together again (RFC 5545 §3.1). */
function lines(text: string): string[] {
  return text.replaceAll('\r\n ', '').split('\r\n');
}

test('a class has its time in UTC, its link, and an id that stays', () => {
  const file = lines(calendarFile([lesson], { name: 'Kelas' }));
  expect(file).toEqual(expect.arrayContaining([
    'BEGIN:VCALENDAR', 'METHOD:PUBLISH', 'UID:0198f2f0-0000-7000-8000-000000000001@kelas.example.org', 'DTSTART:20261201T083000Z', 'DTEND:20261201T100000Z', 'STATUS:CONFIRMED',
    'SUMMARY:هندسه\\; مثلث‌ها\\, دایره‌ها', 'DESCRIPTION:Leila Karimi\\n\\nBring a ruler.\\nAnd a pencil.\\n\\nhttps://kelas.example.org/join/0123456789abcdef',
    'URL;VALUE=URI:https://kelas.example.org/join/0123456789abcdef', 'END:VCALENDAR',
  ]));
});

test('no line is longer than 75 bytes, in Persian neither', () => {
  const file = calendarFile([{ ...lesson, title: 'کلاس هندسهٔ پایهٔ دهم '.repeat(5) }], { name: 'Kelas' });
  expect(file.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
});

test('a changed class replaces itself, a cancelled one says so', () => {
  const sequence = (changes: Partial<CalendarClass>) => Number(/SEQUENCE:(\d+)/u.exec(calendarFile([{ ...lesson, ...changes }], { name: 'Kelas' }))?.[1]);
  expect(sequence({ updatedAt: new Date('2026-11-20T10:00:01Z') })).toBeGreaterThan(sequence({}));
  expect(lines(calendarFile([{ ...lesson, cancelledAt: new Date() }], { name: 'Kelas' }))).toContain('STATUS:CANCELLED');
});

test('what a teacher writes makes no event of its own', () => {
  const injected = 'Hello\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Exam moved';
  const file = lines(calendarFile([{ ...lesson, description: injected, teacherName: injected }], { name: injected }));
  expect(file.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
  expect(file.filter((line) => line.startsWith('SUMMARY:'))).toHaveLength(1);
});

test('a subscribed calendar says how often to read it again', () => {
  expect(lines(calendarFile([], { name: 'Kelas', refreshMinutes: 60 }))).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H');
});
