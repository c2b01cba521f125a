import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { IngressInput } from '#generated/proto/plugnmeet/enums_pb.js';
import { CreateIngressReqSchema, CreateIngressResSchema } from '#generated/proto/plugnmeet/ingress_pb.js';
import type { CreateIngressRes } from '#generated/proto/plugnmeet/ingress_pb.js';
import { readSignedJwt } from '#lib/plugnmeet/jwt.ts';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { openRoom, ticket } from './support/calls.ts';
import { Participant, api } from './support/participant.ts';

/** LiveKit's ingress needs GStreamer, which is not installed everywhere: this stands in for the call that would reach it. */
const services = inject('services');
const requests: { token: string; body: Record<string, unknown> }[] = [];
const answer = { ingress_id: 'IN_1', url: 'rtmp://ingress.example.org/live', stream_key: 'k-123' };
let livekit: Server;
let engine: TestEngine;

beforeAll(async () => {
  livekit = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = z.record(z.string(), z.unknown()).parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      const isIngress = request.url === '/twirp/livekit.Ingress/CreateIngress';
      if (isIngress) requests.push({ token: (request.headers.authorization ?? '').replace('Bearer ', ''), body });
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(isIngress ? answer : {}));
    });
  });
  const port = await new Promise<number>((resolve) => {
    livekit.listen(0, '127.0.0.1', () => {
      const address = livekit.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  engine = await startEngine(services, { port: services.enginePort + 40, env: { LIVEKIT_API_URL: `http://127.0.0.1:${port}` } });
});

afterAll(async () => {
  await engine.stop();
  livekit.closeAllConnections();
  livekit.close();
});

it('asks LiveKit for an address once, and tells the moderators of the room', async () => {
  const roomId = 'stream-in';
  await openRoom(engine.url, roomId);
  const admin = await ticket(engine.url, roomId, 'ann', { isAdmin: true });
  const ann = await Participant.join(engine.url, admin);
  const ask = async (): Promise<CreateIngressRes> => {
    const message = create(CreateIngressReqSchema, { roomId, inputType: IngressInput.WHIP_INPUT, participantName: 'Camera at the back' });
    return (await api(engine.url, 'ingress/create', admin, { schema: CreateIngressReqSchema, message }, CreateIngressResSchema)).message;
  };
  expect(await ask()).toMatchObject({ status: true, msg: 'success', inputType: IngressInput.WHIP_INPUT, url: answer.url, streamKey: answer.stream_key });
  const [request] = requests;
  const fields = z.record(z.string(), z.unknown()).parse(request?.body);
  const sent = (snake: string, camel: string): unknown => fields[snake] ?? fields[camel];
  expect([sent('input_type', 'inputType'), sent('room_name', 'roomName'), sent('participant_name', 'participantName')]).toEqual(['WHIP_INPUT', roomId, 'Camera at the back']);
  expect(sent('participant_identity', 'participantIdentity')).toMatch(/^ingres_\d{13}$/u);
  expect(readSignedJwt(services.livekitSecret, request?.token ?? '')).toMatchObject({ video: { ingressAdmin: true } });
  const { msg } = await ann.next('ROOM_METADATA_UPDATE', (update) => update.msg.includes(answer.stream_key));
  expect(msg).toContain(answer.url);
  expect(await ask()).toMatchObject({ status: false, msg: 'multiple ingress creation request not allowed' });
  expect(requests).toHaveLength(1);
  await ann.leave();
});
