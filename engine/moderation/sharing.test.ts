import { describe, expect, it } from 'vitest';
import { sharedAddress } from './sharing.ts';

describe('sharedAddress', () => {
  it.each(['https://example.org/video.mp4', 'http://example.org:8080/a?b=c#d'])('takes %s', (address) => {
    expect(sharedAddress(address)).toBe(address);
  });

  it.each([undefined, '', 'video.mp4', '/download/x', 'javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', `https://example.org/${'x'.repeat(2048)}`])(
    'refuses %j',
    (address) => {
      expect(() => sharedAddress(address)).toThrow('url must be a valid http or https address');
    },
  );
});
