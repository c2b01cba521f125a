import { expect, it } from 'vitest';
import { longestBody, longestForm, readBody } from './body.ts';

function posted(bytes: number, said = bytes) {
  return { method: 'POST', body: new Response('x'.repeat(bytes)).body, header: (name: string) => (name === 'content-length' ? String(said) : null) };
}

it('is read up to the limit of its kind, whatever is said of its length', async () => {
  expect((await readBody(posted(longestForm), longestForm))?.text).toHaveLength(longestForm);
  for (const said of [longestForm + 1, 10]) await expect(readBody(posted(longestForm + 1, said), longestForm)).rejects.toMatchObject({ key: 'fileTooLarge' });
  expect((await readBody(posted(longestForm + 1)))?.bytes).toHaveLength(longestForm + 1);
  expect(longestBody).toBeGreaterThan(longestForm);
});
