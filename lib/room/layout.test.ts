import { describe, expect, it } from 'vitest';
import { arrange, featured, gridShape, pageOf, teachersFirst, tilesPerPage, withSpeaker } from './layout.ts';

describe('gridShape', () => {
  it.each([
    [1, 1, 1],
    [2, 2, 1],
    [4, 2, 2],
    [5, 3, 2],
    [9, 3, 3],
  ])('puts %i tiles on a wide stage in %i columns and %i rows', (count, columns, rows) => {
    expect(gridShape(count, 1280, 720, 8)).toMatchObject({ columns, rows });
  });

  it('never lets the tiles overflow the stage', () => {
    for (let count = 1; count <= 25; count += 1) {
      for (const [width, height] of [[1280, 640], [390, 700], [844, 300]] as const) {
        const shape = gridShape(count, width, height, 8);
        expect(shape.columns * shape.width + (shape.columns - 1) * 8).toBeLessThanOrEqual(width);
        expect(shape.rows * shape.height + (shape.rows - 1) * 8).toBeLessThanOrEqual(height);
        expect(shape.columns * shape.rows).toBeGreaterThanOrEqual(count);
      }
    }
  });

  it('makes two tiles on a phone taller than 16:9', () => {
    const { width, height } = gridShape(2, 374, 640, 8);
    expect(height).toBeGreaterThan(width * (9 / 16));
  });
});

describe('arrange', () => {
  it('keeps everybody in place when somebody comes', () => {
    expect(arrange(['a', 'b'], ['b', 'a', 'c'])).toEqual(['a', 'b', 'c']);
  });

  it('gives the place of one who left to the next who comes', () => {
    expect(arrange(['a', 'b', 'c'], ['a', 'c', 'd'])).toEqual(['a', 'd', 'c']);
  });

  it('moves only the last one when somebody leaves', () => {
    expect(arrange(['a', 'b', 'c', 'd'], ['a', 'c', 'd'])).toEqual(['a', 'd', 'c']);
    expect(arrange(['a', 'b', 'c'], ['a', 'b'])).toEqual(['a', 'b']);
  });

  it('copes with many leaving at once', () => {
    expect(arrange(['a', 'b', 'c', 'd', 'e'], ['e'])).toEqual(['e']);
    expect(arrange(['a', 'b'], [])).toEqual([]);
    expect(arrange(['a', 'b', 'c', 'd'], ['b', 'd']).toSorted()).toEqual(['b', 'd']);
  });

  it('always shows exactly those present, once each', () => {
    const all = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (let bits = 0; bits < 64; bits += 1) {
      const present = all.filter((_, index) => bits & (1 << index));
      expect(arrange(['c', 'a', 'e', 'x'], present).toSorted()).toEqual(present);
    }
  });
});

describe('pageOf', () => {
  it('cuts pages and goes back to the last one that exists', () => {
    const items = [1, 2, 3, 4, 5];
    expect(pageOf(items, 1, 2)).toEqual({ items: [3, 4], page: 1, pages: 3 });
    expect(pageOf(items, 9, 2)).toEqual({ items: [5], page: 2, pages: 3 });
    expect(pageOf([], 0, 4)).toEqual({ items: [], page: 0, pages: 1 });
  });

  it('holds at least one tile on the smallest stage', () => {
    expect(tilesPerPage(0, 0, 8)).toBe(1);
    expect(tilesPerPage(1600, 1000, 8)).toBe(25);
  });
});

describe('featured', () => {
  const base = { selfId: 'me', ids: ['me', 'teacher', 'ali'], pinnedId: null, sharerId: null, speakerId: null, moderatorId: 'teacher' };
  it('prefers the pinned one, then the speaker, then the teacher', () => {
    expect(featured({ ...base, pinnedId: 'ali', speakerId: 'teacher' })).toBe('ali');
    expect(featured({ ...base, speakerId: 'ali' })).toBe('ali');
    expect(featured(base)).toBe('teacher');
  });

  it('shows oneself only when nobody else is there', () => {
    expect(featured({ ...base, speakerId: 'me', moderatorId: 'me', ids: ['me', 'ali'] })).toBe('ali');
    expect(featured({ ...base, ids: ['me'] })).toBe('me');
    expect(featured({ ...base, ids: [] })).toBeNull();
  });
});

describe('teachersFirst', () => {
  it('puts teachers after oneself, and moves only those they change places with', () => {
    expect(teachersFirst(['me', 'a', 'b', 'c', 'teacher'], 'me', (id) => id === 'teacher')).toEqual(['me', 'teacher', 'b', 'c', 'a']);
    expect(teachersFirst(['me', 'first', 'a', 'second'], 'me', (id) => id === 'first' || id === 'second')).toEqual(['me', 'first', 'second', 'a']);
  });

  it('leaves a teacher’s own stage alone', () => {
    expect(teachersFirst(['me', 'a', 'b'], 'me', (id) => id === 'me')).toEqual(['me', 'a', 'b']);
  });
});

describe('withSpeaker', () => {
  it('brings who speaks on a later page to the end of the first', () => {
    expect(withSpeaker(['a', 'b', 'c', 'd', 'e'], 3, 'e')).toEqual(['a', 'b', 'e', 'd', 'c']);
  });

  it('moves nobody for who is on the first page, has left, or while nobody spoke', () => {
    for (const speaker of ['b', 'gone', null]) expect(withSpeaker(['a', 'b', 'c', 'd'], 3, speaker)).toEqual(['a', 'b', 'c', 'd']);
  });
});
