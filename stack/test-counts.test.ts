import { expect, test } from 'vitest';
import { addCounts, countPlaywright, countVitest } from './test-counts.ts';

test('vitest: failed tests are named, a file that does not load is a failure, and a second attempt is told', () => {
  const counts = countVitest({
    testResults: [
      {
        name: 'a.test.ts',
        status: 'failed',
        assertionResults: [
          { fullName: 'adds', status: 'passed', failureMessages: [] },
          { fullName: 'roots', status: 'passed', failureMessages: ['too late'] },
          { fullName: 'divides', status: 'failed', failureMessages: ['expected 1 to be 2'] },
          { fullName: 'later', status: 'skipped' },
        ],
      },
      { name: 'b.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] },
    ],
  });
  expect(counts).toEqual({
    passed: 2,
    failed: 2,
    failures: ['a.test.ts\ndivides\nexpected 1 to be 2', 'b.test.ts\nCannot find module'],
    unsteady: ['a.test.ts\nroots\ntoo late'],
  });
});

function spec(title: string, status: 'expected' | 'unexpected' | 'flaky', message: string): unknown {
  return { title, file: 'class.e2e.ts', ok: status !== 'unexpected', tests: [{ status, results: [{ errors: message ? [{ message }] : [] }] }] };
}

test('playwright: nested suites are counted, errors outside of tests fail, and a second attempt is told', () => {
  const counts = countPlaywright({
    suites: [{ specs: [spec('joins', 'expected', ''), spec('hears', 'flaky', 'silence')], suites: [{ specs: [spec('leaves', 'unexpected', 'no video')] }] }],
    errors: [{ message: 'worker died' }],
  });
  expect(counts).toEqual({
    passed: 2,
    failed: 2,
    failures: ['class.e2e.ts\nleaves\nno video', 'worker died'],
    unsteady: ['class.e2e.ts\nhears\nsilence'],
  });
});

test('several runs add up', () => {
  const one = { passed: 2, failed: 1, failures: ['a'] };
  const other = { passed: 3, failed: 0, failures: [], unsteady: ['b'] };
  expect(addCounts([one, other])).toEqual({ passed: 5, failed: 1, failures: ['a'], unsteady: ['b'] });
});
