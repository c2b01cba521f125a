import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { signBody } from '#lib/plugnmeet/signature.ts';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth } from './support/calls.ts';

let engine: TestEngine;

beforeAll(async () => {
  engine = await startEngine(inject('services'));
});

afterAll(async () => await engine.stop());

it('the worked call of the documentation is signed and answered as it says', async () => {
  const text = await readFile(new URL('../../docs/api/plugnmeet.md', import.meta.url), 'utf8');
  const of = (pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';
  const body = of(/\n {4}(\{"room_id".*\})\n/u);
  expect(signBody(of(/With the secret `([^`]+)`/u), body)).toBe(of(/HASH-SIGNATURE: ([0-9a-f]{64})/u));
  const answer = await auth(engine.url, of(/POST (\/auth\/\S+)/u), body);
  expect(answer).toMatchObject({ status: 200, json: { status: true, is_active: false } });
});
