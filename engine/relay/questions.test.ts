import type { NatsConnection } from '@nats-io/nats-core';
import { expect, it } from 'vitest';
import { OpenQuestions } from './questions.ts';

function questions(): { open: OpenQuestions; told: string[] } {
  const told: string[] = [];
  const nats: Pick<NatsConnection, 'publish' | 'subscribe'> = {
    publish: (subject) => void told.push(subject),
    subscribe: () => {
      throw new Error('not listened to here');
    },
  };
  return { open: new OpenQuestions(nats), told };
}

it('knows who asked whom, in which room, under which id', () => {
  const { open, told } = questions();
  open.ask({ roomId: 'room', id: 'q', askerId: 'cy', askedId: 'bob' });
  expect(open.askerOf('room', 'q', 'bob')).toBe('cy');
  expect([open.askerOf('room', 'q', 'dan'), open.askerOf('room', 'other', 'bob'), open.askerOf('other', 'q', 'bob')]).toEqual([undefined, undefined, undefined]);
  expect(told).toEqual(['kelas.relay.question']);
});

it('lets anybody answer what everybody was asked, for half a minute', () => {
  const { open } = questions();
  open.note({ roomId: 'room', id: 'q', askerId: 'cy' }, 1000);
  expect(open.askerOf('room', 'q', 'bob', 30_000)).toBe('cy');
  expect(open.askerOf('room', 'q', 'bob', 31_000)).toBeUndefined();
});
