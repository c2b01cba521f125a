import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFigures, spansOf } from './read.ts';

const anybody = (): boolean => true;
const on = 'ANALYTICS_STATUS_STARTED';
const off = 'ANALYTICS_STATUS_ENDED';

/** Somebody who chose this option. */
function voted(user_id: string, option: number) {
  return { user_id, events: [{ name: 'voted_poll', total: 1, values: [{ time: '1', value: JSON.stringify({ poll_id: 'p', selected_option: option }) }] }] };
}

describe('the file of a real plugNmeet server', () => {
  const { response } = JSON.parse(readFileSync(new URL('../../tests/contract/recorded/artifacts/043-download-artifact-ok.json', import.meta.url), 'utf8'));
  const figures = readFigures(response.body_raw, anybody);

  it('says who did what, and for how long', () => {
    expect(figures?.people).toMatchObject([
      { participantId: 'ann', name: 'Ann Admin', isModerator: true, talkedSeconds: 16, talkedTimes: 25, cameraSeconds: 74, microphoneSeconds: 75, publicMessages: 0, badConnections: 0 },
      { participantId: 'bob', name: 'Bob User', isModerator: false, talkedSeconds: 9, cameraSeconds: 40, microphoneSeconds: 40 },
    ]);
    expect(figures?.people[1]?.cameraSpans).toHaveLength(2);
  });
});

describe('reading a file', () => {
  it('lets what never ended last until the meeting did', () => {
    const values = [{ time: 1000, value: on }, { time: 4000, value: off }, { time: 6000, value: on }, { time: 7000, value: on }];
    expect(spansOf(values, 9000)).toEqual([[1000, 4000], [6000, 9000]]);
    expect(spansOf([{ time: 500, value: off }], 9000)).toEqual([]);
  });

  it('counts votes by what was chosen, and leaves bots out', () => {
    const poll = { poll_id: 'p', question: 'Is zero even?', options: [{ id: 1, text: 'Yes' }, { id: 2, text: 'No' }] };
    const file = { room: { room_id: 'r', room_ended: '10', events: [{ name: 'poll_added', total: 1, values: [{ time: '1', value: JSON.stringify(poll) }, { time: '2', value: 'no poll' }] }] }, users: [voted('a', 1), voted('b', 1), voted('c', 2), voted('RECORDER_BOT', 2)] };
    const figures = readFigures(JSON.stringify(file), (id) => id !== 'RECORDER_BOT');
    expect(figures?.polls).toEqual([{ question: 'Is zero even?', options: [{ text: 'Yes', votes: 2 }, { text: 'No', votes: 1 }] }]);
    expect(figures?.people.map(({ name, votes }) => [name, votes])).toEqual([['a', 1], ['b', 1], ['c', 1]]);
  });

  it.each(['', '{', '[]', '{"room":{}}', '{"room":{"room_id":"r","room_ended":"x"}}'])('takes %j for no file', (text) => {
    expect(readFigures(text, anybody)).toBeNull();
  });
});
