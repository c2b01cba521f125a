/** One rule of a request that was not kept. */
export interface Violation {
  /** Field path in canonical names; '' when it concerns the whole message. */
  path: string;
  message: string;
}

const identifier = /^[a-zA-Z0-9\-_]+$/u;
export const longestRoomId = 64;
export const longestUserId = 64;
export const longestName = 128;

/**
 * Control characters, and the marks that turn text around (U+061C, U+200E/F, U+202A-E, U+2066-9). The zero-width
 * non-joiner U+200C is ordinary Persian writing and stays allowed.
 */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const unwantedInNames = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u;

/** The text a Plugnmeet server answers for broken rules (wire §1.1). */
export function violationText(violations: readonly Violation[]): string {
  const lines = violations.map(({ path, message }) => (path ? `${path}: ${message}` : message));
  return lines.length === 1 ? `validation error: ${lines[0] ?? ''}` : `validation errors:\n${lines.map((line) => ` - ${line}`).join('\n')}`;
}

/** Whether an id has only the letters ids may have (wire §1.2). */
export function isIdentifier(id: string): boolean {
  return identifier.test(id);
}

/** Whether a text is an absolute URI. */
export function isUri(text: string): boolean {
  return URL.canParse(text) && !/\s/u.test(text);
}

/** What is wrong with a name people will see, if anything. */
export function nameProblem(name: string): string | undefined {
  if (unwantedInNames.test(name)) return 'must not contain control or bidirectional formatting characters';
  if ([...name].length > longestName) return `must be at most ${longestName} characters`;
  return undefined;
}

/** `value is required` for a room_id that is not there. */
export function requireRoomId(roomId: string): Violation[] {
  return roomId === '' ? [{ path: 'room_id', message: 'value is required' }] : [];
}
