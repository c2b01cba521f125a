import { describe, expect, it } from 'vitest';
import { chapterLines, chaptersBetween, parseChapters } from './chapters.ts';

const lesson = [
  { at: 0, kind: 'presenter', label: 'Leila' },
  { at: 0, kind: 'screen', label: '' },
  { at: 4, kind: 'stage', label: 'whiteboard' },
  { at: 4.2, kind: 'page', label: 'default 1' },
  { at: 8, kind: 'page', label: 'a file of 3 pages 2' },
  { at: 12, kind: 'stage', label: '' },
  { at: 13, kind: 'screen', label: 'Sara' },
  { at: 20, kind: 'screen', label: '' },
];
const chapters = parseChapters(JSON.stringify(lesson));

describe('chapters of a recording', () => {
  it('are none when the server has none or says something else', () => {
    for (const text of ['', 'null', '{}', '{"chapters":[]}', '[1,{"at":-1,"kind":"page","label":"x 1"},{"at":1,"kind":"later","label":""}]']) expect(parseChapters(text)).toEqual([]);
    expect(parseChapters(JSON.stringify([...lesson, { at: 'x' }].toReversed())).map(({ at }) => at)).toEqual([0, 0, 4, 4.2, 8, 12, 13, 20]);
  });

  it('tell what begins, and of a whiteboard that shows a page the page', () => {
    expect(chapterLines(chapters)).toEqual([
      { at: 0, what: 'presenter', name: 'Leila' },
      { at: 4.2, what: 'page', page: 1 },
      { at: 8, what: 'page', page: 2 },
      { at: 13, what: 'screen', name: 'Sara' },
    ]);
    expect(chapterLines([{ at: 2, kind: 'stage', label: 'whiteboard' }, { at: 9, kind: 'page', label: 'default 2' }]).map(({ what }) => what)).toEqual(['whiteboard', 'page']);
    expect(chapterLines([{ at: 2, kind: 'page', label: 'default' }, { at: 3, kind: 'stage', label: 'else' }])).toEqual([]);
  });

  it('move with a cut: what stood at its beginning stands there, the rest is gone', () => {
    expect(chaptersBetween(chapters, 10, 15)).toEqual([
      { at: 0, kind: 'presenter', label: 'Leila' },
      { at: 0, kind: 'stage', label: 'whiteboard' },
      { at: 0, kind: 'page', label: 'a file of 3 pages 2' },
      { at: 2, kind: 'stage', label: '' },
      { at: 3, kind: 'screen', label: 'Sara' },
    ]);
    expect(chapterLines(chaptersBetween(chapters, 21, 30))).toEqual([{ at: 0, what: 'presenter', name: 'Leila' }]);
  });
});
