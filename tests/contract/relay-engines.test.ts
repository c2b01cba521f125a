import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { classOf, enter, everybodyLeaves, historySchema, privateData } from './support/classroom.ts';
import { setLock } from './support/moderator.ts';
import { dataBytes } from './support/peers.ts';

const services = inject('services');
const secondPort = services.enginePort + 40;
let engine: TestEngine;

beforeAll(async () => {
  engine = await startEngine(services);
});

afterEach(everybodyLeaves);

afterAll(async () => {
  await engine.stop();
});

describe('end-to-end encryption', () => {
  const encryption = { is_enabled: true, included_chat_messages: true, included_whiteboard: true, encryption_key: '' };

  it('passes on what it cannot read, from who may send there at all', async () => {
    const { ann, bob } = await classOf(engine, 'relay-e2ee', { features: { end_to_end_encryption_features: encryption } });
    const sealed = new Uint8Array([255, 254, 253, 7]);
    bob.publish('chat', sealed);
    bob.publish('dataChannel', sealed);
    bob.publish('whiteboard', sealed);
    bob.deliver('ann', 'WHITEBOARD_MSG', sealed);
    await bob.settle(ann);
    const heard = ann.raw.filter(({ bytes }) => bytes.length === sealed.length).map(({ channel, bytes }) => [channel, [...bytes]]);
    expect(heard).toEqual([['chat', [...sealed]], ['dataChannel', [...sealed]]]);
    expect(ann.privately.map(({ bytes }) => [...bytes])).toEqual([[...sealed]]);
    await setLock(engine.url, 'relay-e2ee', 'chat', 'lock');
    bob.publish('chat', sealed);
    await bob.settle(ann);
    expect(ann.raw.filter(({ channel }) => channel === 'chat')).toHaveLength(1);
  });
});

describe('two engines', () => {
  it('relay each message once, and know each other\'s questions and the chat', async () => {
    const second = await startEngine(services, { port: secondPort });
    try {
      const { ann, bob, cy } = await classOf(engine, 'relay-two');
      const said = Array.from({ length: 40 }, (_, index) => `line ${index}`);
      for (const line of said) bob.say(line);
      await vi.waitUntil(() => ann.chat.length >= said.length && cy.chat.length >= said.length, { timeout: 10_000 });
      await setLock(engine.url, 'relay-two', 'sendChatMsg', 'lock');
      await bob.settle(ann, cy);
      expect([ann.chatTexts.toSorted(), cy.chatTexts.toSorted()]).toEqual([said.toSorted(), said.toSorted()]);
      await second.kill();
      await ann.settle(cy);
      ann.say('still here');
      await vi.waitUntil(() => cy.chatTexts.includes('still here'), { timeout: 10_000 });
      const dan = await enter(engine, 'relay-two', 'dan');
      dan.deliver('bob', 'DATA_MSG', dataBytes('REQ_PUBLIC_CHAT_DATA'));
      await vi.waitUntil(() => dan.privately.length > 0, { timeout: 10_000 });
      expect(historySchema.parse(JSON.parse(privateData(dan)[0]?.message ?? ''))).toHaveLength(said.length + 1);
    } finally {
      await second.stop();
    }
  });
});
