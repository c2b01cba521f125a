import { expect, it } from 'vitest';
import { connectionName } from './callout.ts';

it('writes Persian names in ASCII that reads back as they are', () => {
  const name = connectionName({ roomId: 'r', userId: 'u', name: 'نگار\u200cها 🙂', isAdmin: false, isHidden: false, clientType: 0 });
  expect(name).toMatch(/^[\u0020-\u007E]+$/);
  expect(JSON.parse(name)).toMatchObject({ name: 'نگار\u200cها 🙂' });
});
