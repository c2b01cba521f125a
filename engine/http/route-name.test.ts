import { expect, test } from 'vitest';
import { routeName } from './route-name.ts';

test.each([
  ['/auth/room/create', '/auth/room/create'],
  ['/api/polls/listPolls', '/api/polls/listPolls'],
  ['/api/polls/userSelectedOption/poll-1/user-1', '/api/polls/userSelectedOption'],
  ['/api/fileUpload', '/api/fileUpload'],
  ['/download/uploadedFile/room/file.pdf', '/download/uploadedFile'],
  ['/download/artifact/token', '/download/artifact'],
  ['/healthCheck', '/healthCheck'],
])('%s is counted as %s', (path, route) => {
  expect(routeName(path)).toBe(route);
});

test.each(['/auth/made/up', '/auth/room/createx', '/api/madeUp', '/api/polls/madeUp', '/api/endRoom/x', '/download/madeUp/x', '/', '/webhook/x'])('%s, which nothing serves, is no series of its own', (path) => {
  expect(routeName(path)).toBe('other');
});
