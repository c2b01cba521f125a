import { expect, it, vi } from 'vitest';
import { doEach } from './background.ts';
import { logger } from './logger.ts';

it('does the rest of a round when one step fails, however often', async () => {
  const warn = vi.spyOn(logger, 'warn').mockImplementation(() => undefined);
  const done: string[] = [];
  const steps = {
    first: () => done.push('first'),
    failing: async () => { throw new Error('refused'); },
    throwing: () => { throw new Error('broken'); },
    last: async () => { done.push('last'); },
  };
  await doEach(steps);
  await doEach(steps);
  expect(done).toEqual(['first', 'last', 'first', 'last']);
  expect(warn.mock.calls.map(([details]) => details)).toMatchObject([{ step: 'failing' }, { step: 'throwing' }, { step: 'failing' }, { step: 'throwing' }]);
  warn.mockRestore();
});
