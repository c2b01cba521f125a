import { describe, expect, it } from 'vitest';
import { parseHeardTracks } from './heard-tracks.ts';

const vtt = 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nAnn: Good <b>morning</b>';

describe('captions a server tells of', () => {
  it('are kept as plain WebVTT, one a language', () => {
    expect(parseHeardTracks(JSON.stringify({ 'en-us': vtt, fa: vtt }))).toEqual([
      { language: 'en-US', text: 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nAnn: Good morning\n' },
      { language: 'fa', text: 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nAnn: Good morning\n' },
    ]);
  });

  it.each(['', '[]', '{"en":7}', '{"!!":"WEBVTT"}', '{"en":"nothing to read"}'])('are none in %s', (told) => {
    expect(parseHeardTracks(told)).toEqual([]);
  });
});
