import { describe, expect, it } from 'vitest';
import { cleanChatHtml, sharedFilePath } from './chat-html.ts';

describe('cleanChatHtml', () => {
  it.each([
    ['plain ساده', 'plain ساده'],
    ['<b>b</b><i>i</i><strong>s</strong><br>', '<b>b</b><i>i</i><strong>s</strong><br />'],
    ['<b onclick="x()">b</b>', '<b>b</b>'],
    ['<script>alert(1)</script>rest', 'rest'],
    ['<style>*{}</style><iframe src="//x"></iframe>rest', 'rest'],
    ['<a href="JaVaScRiPt:alert(1)">a</a>', '<a>a</a>'],
    ['<a href="//tracker.example/">a</a>', '<a>a</a>'],
    ['<p>کلاس</p>', 'کلاس'],
    ['1 &lt; 2 &amp; 3', '1 &lt; 2 &amp; 3'],
    ['<svg><a href="https://x.example">a', '<a href="https://x.example">a</a>'],
  ])('%s', (html, clean) => {
    expect(cleanChatHtml(html).html).toBe(clean);
  });

  it('names where links lead', () => {
    expect(cleanChatHtml('<a href="https://a.example">a</a><a href="/download/uploadedFile/x">b</a>').links).toEqual(['https://a.example', '/download/uploadedFile/x']);
  });
});

it.each([
  ['https://school.example/download/uploadedFile/sid%2Fname.pdf', 'sid/name.pdf'],
  ['/download/uploadedFile/sid/%D9%86%D8%A7%D9%85.pdf', 'sid/نام.pdf'],
  ['https://school.example/live/download/uploaded%46ile/sid/a.pdf?x=1', 'sid/a.pdf'],
  ['https://school.example/other', undefined],
  ['https://school.example/%E0%A4%A', undefined],
  ['mailto:a@school.example', undefined],
])('sharedFilePath %s', (address, path) => {
  expect(sharedFilePath(address)).toBe(path);
});
