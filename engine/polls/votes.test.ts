import { describe, expect, it } from 'vitest';
import type { PollRecord } from './record.ts';
import { pollProblem, responseDetails, votesFor, withVote } from './votes.ts';

const poll: PollRecord = {
  id: 'p1',
  question: 'Now?',
  options: [{ id: 1, text: 'yes' }, { id: 2, text: 'no' }],
  isRunning: true,
  created: 1_766_000_000,
  createdBy: 'ann',
  closedBy: '',
  votes: {},
};

describe('votes', () => {
  it('count once for each person', () => {
    const voted = withVote(poll, 'bob', { option: 1, name: 'Bob' });
    expect(votesFor(voted, 1)).toBe(1);
    expect(() => withVote(voted, 'bob', { option: 2, name: 'Bob' })).toThrow('user already voted');
  });

  it('are refused for an option there is not and for a closed poll', () => {
    expect(() => withVote(poll, 'bob', { option: 3, name: 'Bob' })).toThrow('option not found');
    expect(() => withVote({ ...poll, isRunning: false }, 'bob', { option: 1, name: 'Bob' })).toThrow('poll is closed');
  });

  it('are told to moderators with who gave them', () => {
    const voted = withVote(withVote(poll, 'bob', { option: 1, name: 'Bob' }), 'cy', { option: 1, name: 'Cy: x' });
    expect(responseDetails(voted)).toEqual({ total_resp: '2', '1_count': '2', '2_count': '0', all_respondents: '["bob:1:Bob","cy:1:Cy: x"]' });
  });
});

describe('polls', () => {
  it.each([
    ['', poll.options, 'question is required'],
    ['Q', [], 'options are required'],
    ['Q', [{ id: 0, text: 'a' }], 'option ids start at 1'],
    ['Q', [{ id: 1, text: 'a' }, { id: 1, text: 'b' }], 'option ids must differ'],
    ['Q', [{ id: 1, text: 'a'.repeat(501) }], 'options must be at most 500 characters'],
    ['Q', poll.options, undefined],
  ])('%j with %j: %s', (question, options, problem) => {
    expect(pollProblem(question, options)).toBe(problem);
  });
});
