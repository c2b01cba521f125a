import { describe, expect, it } from 'vitest';
import { captionsOf } from './captions.ts';

const said = (at: number, caption: object) => ({ at, kind: 'caption', label: JSON.stringify({ language: 'en-US', name: 'Ann', text: 'Good morning', spokenFor: 2000, ...caption }) });

describe('captions of a recording', () => {
  it('lie where the sentence was said, on the time line of the whole file, one file a language', () => {
    const first = { seconds: 60, marks: [said(4, {}), said(4, { language: 'fa_IR', text: 'صبح بخیر' })] };
    const second = { seconds: 4000, marks: [{ at: 1, kind: 'presenter', label: 'Bob' }, said(3600, { name: 'Bob', text: 'a < b & c' })] };
    expect(captionsOf([first, second])).toEqual({
      'en-US': 'WEBVTT\n\n00:00:02.000 --> 00:00:04.000\nAnn: Good morning\n\n01:00:58.000 --> 01:01:00.000\nBob: a &lt; b &amp; c\n',
      'fa-IR': 'WEBVTT\n\n00:00:02.000 --> 00:00:04.000\nAnn: صبح بخیر\n',
    });
  });

  it('stay long enough to be read, within their part', () => {
    expect(captionsOf([{ seconds: 10, marks: [said(0.2, { spokenFor: 0 })] }])).toEqual({ 'en-US': 'WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nAnn: Good morning\n' });
    expect(captionsOf([{ seconds: 60, marks: [said(50, { spokenFor: 45_000 })] }])['en-US']).toContain('00:00:40.000 --> 00:00:50.000');
  });

  it.each(['', '{}', '{"language":"../en","name":"","text":"x","spokenFor":1}', '{"language":"en","name":"Ann","text":"","spokenFor":1}'])('leave out %s', (label) => {
    expect(captionsOf([{ seconds: 10, marks: [{ at: 1, kind: 'caption', label }] }])).toEqual({});
  });
});
