import { describe, expect, it } from 'vitest';
import { chaptersOf } from './chapters.ts';

describe('chapters', () => {
  it('lie on the time line of the whole file', () => {
    const first = { seconds: 60.04, marks: [{ at: 2.04, kind: 'presenter', label: 'Ann' }, { at: 30, kind: 'screen', label: 'Ann' }] };
    const second = { seconds: 20, marks: [{ at: 1, kind: 'stage', label: 'whiteboard' }] };
    expect(chaptersOf([first, second])).toEqual([
      { at: 2, kind: 'presenter', label: 'Ann' },
      { at: 30, kind: 'screen', label: 'Ann' },
      { at: 61, kind: 'stage', label: 'whiteboard' },
    ]);
  });

  it('do not say again what a part began anew with', () => {
    const part = { seconds: 10, marks: [{ at: 0.1, kind: 'presenter', label: 'Ann' }] };
    expect(chaptersOf([part, part])).toHaveLength(1);
    expect(chaptersOf([part, { seconds: 10, marks: [{ at: 0.1, kind: 'presenter', label: 'Bob' }] }])).toHaveLength(2);
  });

  it('are no captions', () => {
    expect(chaptersOf([{ seconds: 5, marks: [{ at: 1, kind: 'caption', label: '{}' }] }])).toEqual([]);
  });

  it('never lie behind the end of their part', () => {
    expect(chaptersOf([{ seconds: 5, marks: [{ at: 9, kind: 'screen', label: '' }] }])).toEqual([{ at: 5, kind: 'screen', label: '' }]);
  });
});
