import { create, fromBinary } from '@bufbuild/protobuf';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import {
  ApproveWaitingUsersReqSchema,
  ChangeSharedNotepadStatusReqSchema,
  ExternalMediaPlayerReqSchema,
  SwitchPresenterReqSchema,
} from '#generated/proto/plugnmeet/common_api_pb.js';
import { ChatMessageSchema } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { ActivatePollsReqSchema, CreatePollReqSchema, PollResponseSchema } from '#generated/proto/plugnmeet/polls_pb.js';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { openRoom, ticket } from './support/calls.ts';
import { classOf, enter, everybodyLeaves, historySchema, privateChats, privateData } from './support/classroom.ts';
import { moderate, setLock } from './support/moderator.ts';
import { api } from './support/participant.ts';
import { chatBytes, dataBytes } from './support/peers.ts';

const services = inject('services');
let engine: TestEngine;

beforeAll(async () => {
  engine = await startEngine(services);
});

afterEach(everybodyLeaves);

afterAll(async () => {
  await engine.stop();
});

describe('chat', () => {
  it('comes from who sent it, clean, and only while it is allowed', async () => {
    const { ann, bob, cy } = await classOf(engine, 'relay-chat');
    bob.say('<b>hi</b><img src=x onerror=alert(1)><script>alert(1)</script>', { fromName: 'Ann', fromAdmin: true, sentAt: 5n });
    bob.say('as ann', { fromUserId: 'ann' });
    bob.say('pretends to be private', { isPrivate: true, toUserId: 'ann' });
    bob.say('x'.repeat(10_001));
    bob.say('<a href="javascript:alert(1)">link</a> <a href="https://example.org/">link</a>');
    await bob.settle(ann, cy);
    expect(ann.chatTexts).toEqual(['<b>hi</b>', '<a>link</a> <a href="https://example.org/">link</a>']);
    expect(cy.chatTexts).toEqual(ann.chatTexts);
    expect(ann.chat[0]).toMatchObject({ fromUserId: 'bob', fromName: 'Bob', fromAdmin: false, isPrivate: false });
    expect(Math.abs(Number(ann.chat[0]?.sentAt) - Date.now())).toBeLessThan(120_000);
    expect(bob.chat).toEqual([]);
  });

  it.each(['chat', 'sendChatMsg'])('is silent under the lock %s, but for moderators, and speaks again after', async (service) => {
    const roomId = `relay-lock-${service}`;
    const { ann, bob, cy } = await classOf(engine, roomId);
    await setLock(engine.url, roomId, service, 'lock');
    bob.say('locked');
    bob.deliver('cy', 'CHAT', chatBytes('locked'));
    ann.say('teacher');
    await bob.settle(cy);
    await ann.settle(cy);
    expect([cy.chatTexts, privateChats(cy)]).toEqual([['teacher'], []]);
    await setLock(engine.url, roomId, service, 'unlock', 'bob');
    bob.say('unlocked');
    await bob.settle(cy);
    expect(cy.chatTexts).toEqual(['teacher', 'unlocked']);
  });

  it('is off in a room without it', async () => {
    const { ann, bob } = await classOf(engine, 'relay-no-chat', { features: { chat_features: { is_allow: false } } });
    bob.say('hello');
    ann.say('hello');
    await bob.settle(ann);
    await ann.settle(bob);
    expect([ann.chat, bob.chat]).toEqual([[], []]);
  });

  it('links no files but those of the room', async () => {
    const { ann, bob } = await classOf(engine, 'relay-files');
    bob.say(`<a href="${engine.url}/download/uploadedFile/some-sid%2Fother.pdf">other.pdf</a>`);
    bob.say('<a href="https://example.org/other.pdf">elsewhere</a>');
    await bob.settle(ann);
    expect(ann.chatTexts).toEqual(['<a href="https://example.org/other.pdf">elsewhere</a>']);
  });

  it('goes privately to one person of the room, from who sent it, unless that is locked', async () => {
    const { ann, bob, cy } = await classOf(engine, 'relay-private');
    bob.deliver('cy', 'CHAT', chatBytes('psst', { fromName: 'Ann', isPrivate: true, toUserId: 'cy' }), { extra: 1 });
    bob.deliver('cy', 'CHAT', chatBytes('as ann', { fromUserId: 'ann' }));
    bob.deliver('cy', 'CHAT', chatBytes('for another', { isPrivate: true, toUserId: 'ann' }));
    bob.deliver('nobody', 'CHAT', chatBytes('lost'));
    await bob.settle(ann, cy);
    expect([privateChats(cy), privateChats(ann)]).toEqual([['psst'], []]);
    expect(fromBinary(ChatMessageSchema, cy.privately[0]?.bytes ?? new Uint8Array())).toMatchObject({ fromUserId: 'bob', fromName: 'Bob', toUserId: 'cy' });
    expect(JSON.parse(cy.privately[0]?.msg ?? '')).toEqual({ toUserId: 'cy', echoToSender: false, type: 'CHAT' });
    await setLock(engine.url, 'relay-private', 'privateChat', 'lock');
    bob.deliver('cy', 'CHAT', chatBytes('locked'));
    ann.deliver('cy', 'CHAT', chatBytes('teacher'));
    await bob.settle(cy);
    await ann.settle(cy);
    expect(privateChats(cy)).toEqual(['psst', 'teacher']);
  });

  it('is told to who comes later by the engine; what others tell of it is dropped', async () => {
    const { ann, bob, cy } = await classOf(engine, 'relay-history');
    bob.say('first');
    await bob.settle(cy);
    ann.say('second');
    await ann.settle(cy);
    const dan = await enter(engine, 'relay-history', 'dan');
    dan.deliver('ann', 'DATA_MSG', dataBytes('REQ_PUBLIC_CHAT_DATA', { fromUserId: 'dan', toUserId: 'ann' }));
    bob.deliver('dan', 'DATA_MSG', dataBytes('RES_PUBLIC_CHAT_DATA', { message: JSON.stringify([{ id: 'x', fromUserId: 'ann', message: 'never said' }]) }));
    await bob.settle(dan);
    await vi.waitUntil(() => dan.privately.length > 0, { timeout: 10_000 });
    const [answer, ...others] = privateData(dan);
    expect(answer).toMatchObject({ fromUserId: 'ann', toUserId: 'dan', type: 19 });
    expect(historySchema.parse(JSON.parse(answer?.message ?? '')).map(({ fromUserId, message }) => `${fromUserId}: ${message}`)).toEqual(['bob: first', 'ann: second']);
    expect([others, privateData(ann)]).toEqual([[], []]);
  });
});

describe('the data channel', () => {
  it('carries what a student may say, with the right sender', async () => {
    const { ann, bob } = await classOf(engine, 'relay-data');
    bob.tell('dataChannel', 'REACTION', { message: JSON.stringify({ id: 'bob-1', emoji: '👍', fromUserId: 'ann', fromName: 'Ann' }) });
    bob.tell('dataChannel', 'REACTION', { message: JSON.stringify({ emoji: '<img src=x>' }) });
    bob.tell('dataChannel', 'USER_VISIBILITY_CHANGE', { message: 'hidden' });
    bob.tell('dataChannel', 'USER_VISIBILITY_CHANGE', { message: 'hidden', fromUserId: 'ann' });
    bob.tell('dataChannel', 'ALERT', { message: 'the room is on fire' });
    bob.tell('dataChannel', 'INFO', { message: 'hello' });
    bob.tell('dataChannel', 'EXTERNAL_MEDIA_PLAYER_EVENTS', { message: '{"action":"play"}' });
    bob.tell('dataChannel', 'NEW_POLL_RESPONSE', { message: 'no-poll' });
    bob.tell('dataChannel', 'RES_PUBLIC_CHAT_DATA', { message: '[]' });
    bob.tell('dataChannel', 'SCENE_UPDATE', { binMessage: new Uint8Array([1]) });
    bob.deliver('ann', 'DATA_MSG', dataBytes('PUSH_JOIN_BREAKOUT_ROOM', { message: 'x' }));
    await bob.settle(ann);
    const heard = ann.data.filter(({ message }) => !message.id.startsWith('mark-')).map(({ message }) => message);
    expect(heard.map(({ type, fromUserId }) => [type, fromUserId])).toEqual([[20, 'bob'], [4, 'bob']]);
    expect(JSON.parse(heard[0]?.message ?? '')).toMatchObject({ id: 'bob-1', emoji: '👍', fromUserId: 'bob', fromName: 'Bob' });
    expect(ann.privately).toEqual([]);
    await setLock(engine.url, 'relay-data', 'reactions', 'lock');
    bob.tell('dataChannel', 'REACTION', { message: JSON.stringify({ emoji: '🎉' }) });
    await bob.settle(ann);
    expect(ann.dataOf('REACTION')).toHaveLength(1);
  });

  it('carries notices and invitations of moderators, the sharer\'s player, and news of polls there are', async () => {
    const { ann, bob } = await classOf(engine, 'relay-leaders', { features: { polls_features: { is_allow: true } } });
    const token = await ticket(engine.url, 'relay-leaders', 'poller', { isAdmin: true });
    const activate = { schema: ActivatePollsReqSchema, message: create(ActivatePollsReqSchema, { roomId: 'relay-leaders', isActive: true }) };
    await api(engine.url, 'polls/activate', token, activate, PollResponseSchema);
    const poll = { schema: CreatePollReqSchema, message: create(CreatePollReqSchema, { question: 'Q', options: [{ id: 1, text: 'a' }, { id: 2, text: 'b' }] }) };
    const { pollId } = (await api(engine.url, 'polls/create', token, poll, PollResponseSchema)).message;
    ann.tell('dataChannel', 'INFO', { message: 'Ann asks you to speak', toUserId: 'bob' });
    ann.deliver('bob', 'DATA_MSG', dataBytes('PUSH_JOIN_BREAKOUT_ROOM', { message: 'room' }));
    bob.tell('dataChannel', 'NEW_POLL_RESPONSE', { message: pollId });
    await ann.settle(bob);
    await bob.settle(ann);
    expect(bob.dataOf('INFO').map(({ message }) => message)).toEqual(['Ann asks you to speak']);
    expect(privateData(bob).map(({ message }) => message)).toEqual(['room']);
    expect(ann.dataOf('NEW_POLL_RESPONSE')).toHaveLength(1);
    await moderate(engine.url, 'relay-leaders', 'externalMediaPlayer', ExternalMediaPlayerReqSchema, { url: 'https://example.org/v.mp4' });
    ann.tell('dataChannel', 'EXTERNAL_MEDIA_PLAYER_EVENTS', { message: '{"action":"pause"}' });
    await ann.settle(bob);
    expect(bob.dataOf('EXTERNAL_MEDIA_PLAYER_EVENTS')).toEqual([]);
  });

  it('lets only who may write the notepad change it, and answers who asked', async () => {
    const { ann, bob, cy } = await classOf(engine, 'relay-notepad');
    const update = { binMessage: new Uint8Array([1, 2]) };
    ann.tell('dataChannel', 'NOTEPAD_UPDATE', update);
    await ann.settle(bob);
    expect(bob.dataOf('NOTEPAD_UPDATE')).toEqual([]);
    await moderate(engine.url, 'relay-notepad', 'sharedNotepad/changeStatus', ChangeSharedNotepadStatusReqSchema, { isActive: true });
    ann.tell('dataChannel', 'NOTEPAD_UPDATE', update);
    bob.tell('dataChannel', 'NOTEPAD_UPDATE', update);
    bob.tell('dataChannel', 'NOTEPAD_SYNC_RESPONSE', { id: 'nobody-asked', ...update });
    bob.tell('dataChannel', 'NOTEPAD_AWARENESS', update);
    cy.deliver('bob', 'DATA_MSG', dataBytes('NOTEPAD_SYNC_REQUEST', { id: 'q1', ...update }));
    await ann.settle(bob);
    await cy.settle(bob);
    bob.tell('dataChannel', 'NOTEPAD_SYNC_RESPONSE', { id: 'q1', ...update });
    await bob.settle(ann, cy);
    expect([bob.dataOf('NOTEPAD_UPDATE').length, ann.dataOf('NOTEPAD_UPDATE').length, ann.dataOf('NOTEPAD_AWARENESS').length]).toEqual([1, 0, 1]);
    expect(privateData(bob).map(({ id }) => id)).toEqual(['q1']);
    expect([ann.dataOf('NOTEPAD_SYNC_RESPONSE'), cy.dataOf('NOTEPAD_SYNC_RESPONSE').map(({ id }) => id)]).toEqual([[], ['q1']]);
    await setLock(engine.url, 'relay-notepad', 'sharedNotepad', 'unlock', 'bob');
    bob.tell('dataChannel', 'NOTEPAD_UPDATE', update);
    await bob.settle(ann);
    expect(ann.dataOf('NOTEPAD_UPDATE')).toHaveLength(1);
  });
});

describe('the whiteboard', () => {
  it('is drawn on by who may, turned by who leads, and told to who asked', async () => {
    const { ann, bob, cy } = await classOf(engine, 'relay-board');
    const stroke = { message: '{"fileId":"default","page":1}', binMessage: new Uint8Array([1]) };
    ann.tell('whiteboard', 'SCENE_UPDATE', stroke);
    ann.tell('whiteboard', 'PAGE_CHANGE', { message: '2' });
    bob.tell('whiteboard', 'SCENE_UPDATE', stroke);
    bob.tell('whiteboard', 'PAGE_CHANGE', { message: '3' });
    bob.tell('whiteboard', 'WHITEBOARD_SYNC_RESPONSE', { id: 'nobody-asked', ...stroke });
    bob.tell('whiteboard', 'POINTER_UPDATE', { message: JSON.stringify({ id: 'bob', username: 'Ann', avatarUrl: 'https://tracker.example/', pointer: { x: 1, y: 2 } }) });
    bob.tell('whiteboard', 'POINTER_UPDATE', { message: JSON.stringify({ id: 'ann', username: 'Ann' }) });
    cy.deliver('bob', 'WHITEBOARD_MSG', dataBytes('WHITEBOARD_SYNC_REQUEST', { id: 'w1' }));
    await cy.settle(bob);
    bob.deliver('cy', 'WHITEBOARD_MSG', dataBytes('WHITEBOARD_SYNC_RESPONSE', { id: 'w1', ...stroke }));
    bob.deliver('ann', 'WHITEBOARD_MSG', dataBytes('WHITEBOARD_SYNC_RESPONSE', { id: 'w1', ...stroke }));
    await bob.settle(ann, cy);
    await ann.settle(bob);
    expect(bob.data.filter(({ channel }) => channel === 'whiteboard').map(({ message }) => [message.type, message.fromUserId])).toEqual([[10, 'ann'], [13, 'ann']]);
    const pointers = ann.data.filter(({ channel }) => channel === 'whiteboard').map(({ message }) => JSON.parse(message.message));
    expect(pointers).toEqual([{ id: 'bob', username: 'Bob', avatarUrl: '', pointer: { x: 1, y: 2 } }]);
    expect([privateData(cy).map(({ id }) => id), privateData(ann)]).toEqual([['w1'], []]);
    await setLock(engine.url, 'relay-board', 'whiteboard', 'unlock', 'bob');
    bob.tell('whiteboard', 'SCENE_UPDATE', stroke);
    bob.tell('whiteboard', 'PAGE_CHANGE', { message: '4' });
    await bob.settle(ann);
    expect([ann.dataOf('SCENE_UPDATE').length, ann.dataOf('PAGE_CHANGE').length]).toEqual([1, 0]);
    expect(await moderate(engine.url, 'relay-board', 'switchPresenter', SwitchPresenterReqSchema, { userId: 'bob', roomId: 'relay-board' })).toBe('success');
    bob.tell('whiteboard', 'PAGE_CHANGE', { message: '5' });
    await bob.settle(ann);
    expect(ann.dataOf('PAGE_CHANGE').map(({ message }) => message)).toEqual(['5']);
  });
});

describe('who takes part', () => {
  it('nothing reaches or leaves the waiting room until one is let in', async () => {
    const roomId = 'relay-waiting';
    await openRoom(engine.url, roomId, { features: { waiting_room_features: { is_active: true } } });
    const ann = await enter(engine, roomId, 'ann', { isAdmin: true });
    const ben = await enter(engine, roomId, 'ben', { isAdmin: true });
    const bob = await enter(engine, roomId, 'bob');
    bob.say('from outside');
    bob.deliver('ann', 'CHAT', chatBytes('from outside'));
    bob.participant.send('REQ_RAISE_HAND', 'Bob raises a hand');
    await bob.participant.ask('PING', 'PONG');
    ann.say('inside');
    ann.deliver('bob', 'CHAT', chatBytes('inside'));
    await ann.settle(ben);
    await ben.settle(ann);
    expect([bob.raw, bob.privately, ann.chat, ann.privately]).toEqual([[], [], [], []]);
    expect(ann.participant.received.filter(({ event }) => event === 'SYSTEM_NOTIFICATION')).toEqual([]);
    expect(await moderate(engine.url, roomId, 'waitingRoom/approveUsers', ApproveWaitingUsersReqSchema, { userId: 'bob', roomId })).toBe('success');
    ann.say('welcome');
    await ann.settle(bob);
    bob.say('thanks');
    await bob.settle(ann);
    expect([bob.chatTexts, ann.chatTexts]).toEqual([['welcome'], ['thanks']]);
  });

  it('hidden people hear and are not heard', async () => {
    const { ann, bob } = await classOf(engine, 'relay-hidden');
    const watcher = await enter(engine, 'relay-hidden', 'watcher', { isAdmin: true, isHidden: true });
    watcher.say('boo');
    watcher.tell('dataChannel', 'INFO', { message: 'boo' });
    watcher.tell('whiteboard', 'SCENE_UPDATE', { binMessage: new Uint8Array([1]) });
    watcher.deliver('ann', 'CHAT', chatBytes('boo'));
    await watcher.participant.ask('PING', 'PONG');
    bob.say('hello');
    await bob.settle(ann, watcher);
    expect([ann.chatTexts, ann.dataOf('INFO'), ann.dataOf('SCENE_UPDATE'), ann.privately]).toEqual([['hello'], [], [], []]);
    expect(watcher.chatTexts).toEqual(['hello']);
  });

  it('raises no hands where that is not allowed', async () => {
    const { ann, bob } = await classOf(engine, 'relay-hands', { features: { allow_raise_hand: false } });
    bob.participant.send('REQ_RAISE_HAND', 'Bob raises a hand');
    await bob.settle(ann);
    expect(ann.participant.received.filter(({ event, msg }) => event === 'SYSTEM_NOTIFICATION' || (event === 'USER_METADATA_UPDATE' && msg.includes('"bob"')))).toEqual([]);
  });
});
