import { expect, it } from 'vitest';
import { gather } from './gather.ts';

it('sends the first at once and those that come meanwhile together, each with its own answer', async () => {
  const sent: (readonly number[])[] = [];
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const double = gather(async (items: readonly number[]) => {
    sent.push(items);
    await gates[sent.length - 1]?.promise;
    return items.map((item) => item * 2);
  });
  const early = [double(1)];
  await expect.poll(() => sent.length).toBe(1);
  early.push(double(2));
  await expect.poll(() => sent.length).toBe(2);
  const late = [3, 4, 5].map(double);
  for (const gate of gates) gate.resolve();
  expect(await Promise.all([...early, ...late])).toEqual([2, 4, 6, 8, 10]);
  expect(sent.toSorted((left, right) => left.length - right.length)).toEqual([[1], [2], [3, 4, 5]]);
});

it('fails nobody for another’s sake', async () => {
  const check = gather(async (items: readonly string[]) => {
    if (items.includes('bad')) throw new Error('refused');
    return items.map((item) => `${item} done`);
  });
  const answers = await Promise.allSettled(['a', 'bad', 'b'].map(check));
  expect(answers.map((answer) => answer.status === 'fulfilled' ? answer.value : String(answer.reason))).toEqual(['a done', 'Error: refused', 'b done']);
});

it('loses none of many', async () => {
  const same = gather((items: readonly number[]) => Promise.resolve(items));
  const many = Array.from({ length: 500 }, (_, index) => index);
  expect(await Promise.all(many.map(same))).toEqual(many);
});
