import { describe, expect, it } from 'vitest';
import { frameAddress, hostOf, isVideoPage, obstacle, webAddress } from './addresses.ts';
import { correction, parsePlayback } from './playback.ts';

describe('addresses to share', () => {
  it.each([
    ['https://example.com/a?b=1', 'https://example.com/a?b=1'],
    [' example.com ', 'https://example.com/'],
    ['http://localhost:8000/x', 'http://localhost:8000/x'],
    ['http://127.0.0.1:8000/x', 'http://127.0.0.1:8000/x'],
    ['مثال.ایران', 'https://xn--mgbh0fb.xn--mgba3a4f16a/'],
  ])('%s is %s', (typed, address) => expect(webAddress(typed)).toBe(address));

  it.each(['', 'two words.com', 'javascript://x.y/%0aalert(1)', 'ftp://example.com', 'file:///etc/passwd', 'nothing', `https://example.com/${'x'.repeat(2048)}`])('%s is none', (typed) =>
    expect(webAddress(typed)).toBeNull(),
  );

  it.each([
    ['https://www.youtube.com/watch?v=abc_DEF-123&t=3', 'https://www.youtube-nocookie.com/embed/abc_DEF-123'],
    ['https://youtu.be/abc123?si=x', 'https://www.youtube-nocookie.com/embed/abc123'],
    ['https://www.youtube.com/shorts/abc123', 'https://www.youtube-nocookie.com/embed/abc123'],
    ['https://vimeo.com/12345', 'https://player.vimeo.com/video/12345'],
    ['https://www.aparat.com/v/abc12', 'https://www.aparat.com/video/video/embed/videohash/abc12/vt/frame'],
  ])('%s is framed as its player', (page, player) => {
    expect(frameAddress(page)).toBe(player);
    expect(isVideoPage(page)).toBe(true);
  });

  it.each(['https://www.youtube.com/feed', 'https://www.youtube.com/watch?v=a%2F..%2Fb', 'https://evil-youtube.com/watch?v=abc', 'https://example.com/v/abc'])('%s is framed as it is', (page) => {
    expect(frameAddress(page)).toBe(page);
    expect(isVideoPage(page)).toBe(false);
  });

  it('are refused where they would run as this site or not at all', () => {
    expect(obstacle('https://kelas.school/classes', 'https://kelas.school/room/1')).toBe('ownPage');
    expect(obstacle('http://example.com/', 'https://kelas.school/room/1')).toBe('insecure');
    expect(obstacle('https://kelas.school.example/', 'https://kelas.school/room/1')).toBeNull();
    expect(obstacle('http://example.com/', 'http://127.0.0.1:3000/room/1')).toBeNull();
  });

  it('are named by their host', () => expect(hostOf('https://www.example.com/a')).toBe('example.com'));
});

describe('following a video', () => {
  it.each(['', '{}', '{"action":"stop"}', '{"action":"play","seekTo":-1}', '{"action":"play","seekTo":"3"}', '[]'])('%s is no word of a player', (json) => expect(parsePlayback(json)).toBeUndefined());

  it('reads what players say', () => {
    expect(parsePlayback('{"action":"seeked","seekTo":12.5}')).toEqual({ action: 'seeked', seekTo: 12.5 });
    expect(parsePlayback('{"action":"pause"}')).toEqual({ action: 'pause' });
  });

  it('corrects only what is off', () => {
    expect(correction({ action: 'play', seekTo: 10 }, { currentTime: 9.4, paused: false })).toEqual({});
    expect(correction({ action: 'play', seekTo: 10 }, { currentTime: 5, paused: true })).toEqual({ seekTo: 10, play: true });
    expect(correction({ action: 'pause', seekTo: 10 }, { currentTime: 10.2, paused: false })).toEqual({ play: false });
    expect(correction({ action: 'seeked', seekTo: 3 }, { currentTime: 3.2, paused: true })).toEqual({ seekTo: 3 });
    expect(correction({ action: 'play' }, { currentTime: 3, paused: true })).toEqual({ play: true });
  });
});
