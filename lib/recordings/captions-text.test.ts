import { describe, expect, it } from 'vitest';
import { writeWebVtt } from '#lib/plugnmeet/web-vtt.ts';
import { readCaptions } from './captions-text.ts';

describe('readCaptions', () => {
  it('reads WebVTT and leaves out styles, notes, positions and markup', () => {
    const vtt = 'WEBVTT - lesson\n\nSTYLE\n::cue { color: red }\n\nNOTE from here\n\n1\n00:01.000 --> 00:02.500 line:0 align:end\n<v Sara>Good <b>morning</b></v>\nclass &amp; all\n\n01:00:00.000 --> 01:00:01.000\nend';
    expect(readCaptions(vtt)).toEqual([
      { from: 1000, to: 2500, text: 'Good morning\nclass & all' },
      { from: 3_600_000, to: 3_601_000, text: 'end' },
    ]);
  });

  it('reads SubRip with Windows line ends and a byte order mark, in order', () => {
    const srt = '\ufeff2\r\n00:00:05,000 --> 00:00:06,000\r\n{\\an8}دوم\r\n\r\n1\r\n00:00:01,200 --> 00:00:02,000\r\nنخست می\u200cآید\r\n';
    expect(readCaptions(srt)).toEqual([{ from: 1200, to: 2000, text: 'نخست می\u200cآید' }, { from: 5000, to: 6000, text: 'دوم' }]);
  });

  it.each([
    ['nothing', ''],
    ['another text', 'hello\n\nworld'],
    ['a page', '<html><script>alert(1)</script></html>'],
    ['a time that is none', 'WEBVTT\n\n1:2 --> x\nhi'],
    ['an end before its beginning', 'WEBVTT\n\n00:05.000 --> 00:04.000\nhi'],
    ['nothing to show', 'WEBVTT\n\n00:01.000 --> 00:04.000\n<b></b>'],
  ])('refuses %s', (_, text) => {
    expect(readCaptions(text)).toBeNull();
  });
});

describe('writeWebVtt', () => {
  it('lets nothing be taken for markup or for another cue', () => {
    const cues = readCaptions('WEBVTT\n\n00:01.000 --> 00:02.000\n&lt;script&gt;alert(1)&lt;/script&gt; a --&gt; b \u202eevil') ?? [];
    const vtt = writeWebVtt(cues);
    expect(vtt).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n&lt;script&gt;alert(1)&lt;/script&gt; a --&gt; b evil\n');
    expect(readCaptions(vtt)).toEqual(cues);
  });
});
