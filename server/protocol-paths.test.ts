import { expect, it } from 'vitest';
import { withoutTrailingSlash } from './protocol-paths.ts';

it.each([
  ['/api/course/plugnmeet/webhook/', '/api/course/plugnmeet/webhook'],
  ['/api/course/online/room/token//', '/api/course/online/room/token'],
  ['/api/v1/sessions/abc/', '/api/v1/sessions/abc'],
  ['/api/v1/stats/?details=1/', '/api/v1/stats?details=1/'],
])('takes the slash off %s', (given, expected) => {
  expect(withoutTrailingSlash(given)).toBe(expected);
});

it.each(['/api/course/plugnmeet/webhook', '/api/v1/stats?next=/', '/classes/', '/', '/api/health/', '/x/api/v1/rooms/'])('leaves %s', (given) => {
  expect(withoutTrailingSlash(given)).toBe(given);
});
