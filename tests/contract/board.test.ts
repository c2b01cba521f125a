import { fromBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import * as Y from 'yjs';
import { DataChannelMessageSchema } from '#generated/proto/plugnmeet/datamessage_pb.js';
import { createCanvas } from '#lib/room/board/canvas.ts';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { openRoom, ticket } from './support/calls.ts';
import { Participant } from './support/participant.ts';
import { dataBytes, Peer } from './support/peers.ts';

const roomId = 'drawing';
const place = JSON.stringify({ fileId: 'default', page: 1 });
const stroke = (id: string, version: number) => ({ id, type: 'freedraw', version, versionNonce: 1, isDeleted: false, x: 1, y: 2, points: [[0, 0], [5, 5]] });
let engine: TestEngine;
let ann: Peer;
let bob: Peer;

beforeAll(async () => {
  engine = await startEngine(inject('services'));
  await openRoom(engine.url, roomId);
  ann = await Peer.listen(await Participant.join(engine.url, await ticket(engine.url, roomId, 'ann', { isAdmin: true })));
  bob = await Peer.listen(await Participant.join(engine.url, await ticket(engine.url, roomId, 'bob', { isAdmin: true })));
});

afterAll(async () => {
  await ann.participant.leave();
  await bob.participant.leave();
  await engine.stop();
});

it('draws together with a client that knows only the wire: Yjs, and JSON of elements by id', async () => {
  const canvas = createCanvas({ mayDraw: () => true, onUpdate: (binMessage) => ann.tell('whiteboard', 'SCENE_UPDATE', { fromUserId: 'ann', message: place, binMessage }) });
  const doc = new Y.Doc();
  const elements = doc.getMap<string>('elements');

  canvas.draw([stroke('from-ann', 1)]);
  await vi.waitFor(() => expect(bob.dataOf('SCENE_UPDATE')).toHaveLength(1));
  const [update] = bob.dataOf('SCENE_UPDATE');
  expect(update?.message).toBe(place);
  Y.applyUpdate(doc, update?.binMessage ?? new Uint8Array());
  expect(JSON.parse(elements.get('from-ann') ?? '')).toMatchObject({ version: 1, points: [[0, 0], [5, 5]] });

  doc.on('update', (binMessage: Uint8Array) => bob.tell('whiteboard', 'SCENE_UPDATE', { fromUserId: 'bob', message: place, binMessage: new Uint8Array(binMessage) }));
  doc.transact(() => {
    elements.set('from-bob', JSON.stringify(stroke('from-bob', 1)));
    elements.set('from-ann', JSON.stringify(stroke('from-ann', 2)));
  });
  await vi.waitFor(() => expect(ann.dataOf('SCENE_UPDATE')).toHaveLength(1));
  canvas.apply(ann.dataOf('SCENE_UPDATE')[0]?.binMessage ?? new Uint8Array());
  expect(canvas.elements().map(({ id, version }) => [id, version]).toSorted()).toEqual([['from-ann', 2], ['from-bob', 1]]);

  // Who comes late asks with a state vector, privately, and gets what it lacks.
  const late = new Y.Doc();
  bob.deliver('ann', 'WHITEBOARD_MSG', dataBytes('WHITEBOARD_SYNC_REQUEST', { id: 'question-1', fromUserId: 'bob', toUserId: 'ann', message: place, binMessage: new Uint8Array(Y.encodeStateVector(late)) }));
  const question = await vi.waitFor(() => {
    const found = ann.privately.map(({ bytes }) => fromBinary(DataChannelMessageSchema, bytes)).find(({ id }) => id === 'question-1');
    if (!found) throw new Error('not asked yet');
    return found;
  });
  const [answer] = canvas.updatesSince(question.binMessage ?? new Uint8Array());
  Y.applyUpdate(late, answer ?? new Uint8Array());
  expect([...late.getMap('elements').keys()].toSorted()).toEqual(['from-ann', 'from-bob']);
});
