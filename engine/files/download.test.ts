import { describe, expect, it } from 'vitest';
import { readDownloadPath } from './download.ts';

const sid = '36842447-5e2a-4dec-8d0e-0f379a03adfa';

describe('readDownloadPath', () => {
  it('reads a file of a session', () => {
    expect(readDownloadPath(`${sid}/%D8%AA%D9%85%D8%B1%DB%8C%D9%86.pdf`)).toEqual({ sid, folder: '', name: 'تمرین.pdf' });
  });

  it('reads a page of a converted file', () => {
    expect(readDownloadPath(`${sid}/${sid}/page_3.png`)).toEqual({ sid, folder: sid, name: 'page_3.png' });
    expect(readDownloadPath(`${sid}/${sid}/page_3_meta.json`)).toEqual({ sid, folder: sid, name: 'page_3_meta.json' });
  });

  it.each([
    [sid, 'invalid url'],
    [`${sid}/`, 'invalid url'],
    [`${sid}/a/b`, 'invalid file path'],
    [`${sid}/${sid}/secret.pdf`, 'invalid file path'],
    [`${sid}/${sid}/page_1.png/x`, 'invalid url'],
    [`${sid}/%E0%A4%A`, 'invalid url'],
    [`${sid}/..%2F..%2Fsecret`, 'invalid file path'],
    [`${sid}/..`, 'invalid file path'],
    [`${sid}/.hidden`, 'invalid file path'],
    [`${sid}/a%00.txt`, 'invalid file path'],
    ['../chunks', 'invalid file path'],
    ['..%2Fchunks/x', 'invalid file path'],
  ])('refuses %s', (path, refusal) => {
    expect(readDownloadPath(path)).toBe(refusal);
  });
});
