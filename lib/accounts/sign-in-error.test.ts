import { expect, test } from 'vitest';
import { readSignInError, writeSignInError } from './sign-in-error.ts';

test('carries our error codes through next-auth', () => {
  expect(readSignInError(writeSignInError('wrongCredentials', undefined))).toEqual({ code: 'wrongCredentials' });
  expect(readSignInError(writeSignInError('tooManyTries', 42))).toEqual({ code: 'tooManyTries', params: { seconds: 42 } });
});

test('knows how next-auth names a failed OpenID Connect sign-in', () => {
  expect(readSignInError('AccessDenied')).toEqual({ code: 'schoolRefused' });
  expect(readSignInError('OAuthCallback')).toEqual({ code: 'schoolFailed' });
});

test.each(['', '<script>', 'tooManyTries', 'tooManyTries:soon', 'constructor'])('shows no text of whoever wrote the address: %j', (error) => {
  expect(readSignInError(error)).toEqual({ code: 'unexpected' });
});
