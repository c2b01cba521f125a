import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlugnmeetRefusal, PlugnmeetUnavailable } from '#lib/plugnmeet/client-errors.ts';
import { FakePlugnmeet } from './support/fake-plugnmeet.ts';

let server: FakePlugnmeet;

beforeEach(async () => {
  server = new FakePlugnmeet();
  await server.listen();
});

afterEach(() => server.close());

const refused = (statusCode: string) => ({ status: false, msg: 'no', status_code: statusCode });

describe('the /auth client', () => {
  it('signs the exact bytes it sends', async () => {
    server.json('isRoomActive', { status: true, msg: 'room is active', status_code: 'SUCCESS', is_active: true });
    expect(await server.client().isRoomActive('اتاق')).toBe(true);
    const [call] = server.calls;
    expect(call?.headers['api-key']).toBe('key');
    expect(call?.headers['hash-signature']).toBe(createHmac('sha256', 'secret').update(call?.body ?? '').digest('hex'));
  });

  it('reads answers with null sub-messages and unknown fields', async () => {
    server.json('getActiveRoomInfo', { status: true, msg: 'success', future: 1, room: { room_info: { room_id: 'r', sid: 's', joined_participants: '0', is_running: 1, extra: null }, participants_info: null } });
    expect(await server.client().getActiveRoom('r')).toMatchObject({ room_info: { sid: 's' }, participants_info: [] });
  });

  it('knows a missing room from a failure', async () => {
    server.json('getActiveRoomInfo', { ...refused('ROOM_NOT_FOUND'), room: null });
    server.json('endRoom', refused('ROOM_NOT_FOUND'));
    server.json('fetchPastRooms', refused('NOT_FOUND'));
    const client = server.client();
    expect(await client.getActiveRoom('r')).toBeNull();
    expect(await client.endRoom('r')).toBe(false);
    expect(await client.fetchPastRooms(['r'])).toEqual([]);
  });

  it('takes the zero time of a running session for no end', async () => {
    const room = { room_id: 'r', room_sid: 's', room_title: 'T', created: '2026-11-21T00:33:24Z', ended: '0001-01-01T00:00:00Z' };
    server.json('fetchPastRooms', { status: true, msg: 'success', result: { total_rooms: '1', rooms_list: [room] } });
    expect(await server.client().fetchPastRooms(['r'])).toMatchObject([{ ended: null }]);
  });

  it('passes a refusal on with its code, and does not repeat it', async () => {
    server.json('getJoinToken', refused('USER_BLOCKED'));
    const asked = server.client().getJoinToken({ roomId: 'r', userId: 'u', name: 'U', isModerator: false });
    await expect(asked).rejects.toMatchObject({ code: 'plugnmeetRefused', statusCode: 'USER_BLOCKED' });
    expect(server.calls).toHaveLength(1);
  });

  it.each([
    ['an HTML page', '<html><body>502 Bad Gateway</body></html>', 502],
    ['a cut answer', '{"status":true,"msg":"succ', 200],
    ['nothing', '', 200],
    ['a list', '[]', 200],
    ['an answer without its token', '{"status":true,"msg":"success"}', 200],
    ['a token that is none', '{"status":true,"msg":"success","token":null}', 200],
  ])('calls %s unavailable', async (_, text, status) => {
    server.on('getJoinToken', (response) => response.writeHead(status).end(text));
    const asked = server.client().getJoinToken({ roomId: 'r', userId: 'u', name: 'U', isModerator: false });
    await expect(asked).rejects.toBeInstanceOf(PlugnmeetUnavailable);
    expect(server.calls).toHaveLength(3);
  });

  it('repeats what may be repeated until it works', async () => {
    let tries = 0;
    server.on('isRoomActive', (response, request) => {
      tries += 1;
      if (tries < 3) request.socket.destroy();
      else response.end(JSON.stringify({ status: true, msg: '', is_active: true }));
    });
    expect(await server.client().isRoomActive('r')).toBe(true);
  });

  it('sends endRoom once only', async () => {
    server.on('endRoom', (_, request) => request.socket.destroy());
    await expect(server.client().endRoom('r')).rejects.toMatchObject({ code: 'plugnmeetUnavailable', maybeApplied: true });
    expect(server.calls).toHaveLength(1);
  });

  it('knows that a refused connection sent nothing', async () => {
    const client = server.client();
    await server.close();
    await expect(client.endRoom('r')).rejects.toMatchObject({ code: 'plugnmeetUnavailable', maybeApplied: false });
  });

  it('stops calling after repeated failures', async () => {
    server.on('endRoom', (_, request) => request.socket.destroy());
    const client = server.client(2);
    for (let i = 0; i < 5; i += 1) await expect(client.endRoom('r')).rejects.toBeInstanceOf(PlugnmeetUnavailable);
    expect(server.calls).toHaveLength(2);
  });

  it('does not follow redirects with its signature', async () => {
    server.on('endRoom', (response) => response.writeHead(307, { location: '/auth/room/isRoomActive' }).end());
    await expect(server.client().endRoom('r')).rejects.toBeInstanceOf(PlugnmeetUnavailable);
    expect(server.calls).toHaveLength(1);
  });

  it('never puts its secret into an error', async () => {
    server.json('endRoom', refused('INTERNAL_SERVER_ERROR'));
    const error = await server.client().endRoom('r').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(PlugnmeetRefusal);
    expect(JSON.stringify(error) + String(error)).not.toContain('secret');
  });
});
