import { describe, expect, it } from 'vitest';
import { isBodySignature, signBody } from './signature.ts';

describe('body signatures', () => {
  it('are the lower-case hex HMAC-SHA256 of the bytes', () => {
    expect(signBody('zumyyYWqv7KR2kUqvYdq4z4sXg7XTBD2ljT6', '{"room_id":"r1"}')).toBe('37de705c72fd53979a6e1a025144cd70d9e4a8391706e9d1358fed5a7cb0c247');
  });

  it('fit exactly', () => {
    const right = signBody('secret', 'body');
    expect(isBodySignature('secret', Buffer.from('body'), right)).toBe(true);
    expect(isBodySignature('secret', 'body ', right)).toBe(false);
    expect(isBodySignature('secret', 'body', right.toUpperCase())).toBe(false);
    expect(isBodySignature('secret', 'body', `${right}0`)).toBe(false);
    expect(isBodySignature('secret', 'body', '')).toBe(false);
  });
});
