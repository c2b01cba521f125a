import { describe, expect, it } from 'vitest';
import { cleanName } from './parse.ts';
import { parseInitialData, parseMediaServer, parseNotification, parsePeople, parsePerson, parseRoomMetadata, parseUserMetadata, parseUserMetadataUpdate } from './parse-room.ts';

const metadata = JSON.stringify({
  is_admin: false, is_presenter: false, raised_hand: { is_raised: true, raised_at: '1766000000123' }, wait_for_approval: true,
  lock_settings: { lock_microphone: true, lock_webcam: false },
});
const user = { user_id: 'u1', user_sid: 's', name: 'Ali', room_id: 'r1', is_admin: false, is_presenter: false, metadata, joined_at: '1766000000100' };
const roomMetadata = JSON.stringify({
  room_title: 'Physics', started_at: '1766000000', room_features: { allow_webcams: true, chat_features: { is_allow: false }, waiting_room_features: { is_active: true, waiting_room_msg: 'Soon' } },
  default_lock_settings: { lock_screen_sharing: true },
});

describe('readers of the wire', () => {
  it('reads a participant', () => {
    expect(parsePerson(user)).toEqual({
      id: 'u1', name: 'Ali', isModerator: false, isPresenter: false, joinedAt: 1_766_000_000_100, waiting: true,
      handRaisedAt: 1_766_000_000_123, locks: { microphone: true, camera: false }, connected: true,
    });
  });

  it('reads the initial data', () => {
    const data = parseInitialData(JSON.stringify({ room: { room_id: 'r1', room_sid: 'sid', metadata: roomMetadata }, local_user: user }));
    expect(data?.room).toMatchObject({ roomId: 'r1', roomSid: 'sid', title: 'Physics', startedAt: 1_766_000_000_000, allowChat: false, waitingMessage: 'Soon', defaultLocks: { screenShare: true } });
    expect(data?.self.id).toBe('u1');
  });

  it('reads media server and turn servers, leaving out other addresses', () => {
    const server = parseMediaServer(JSON.stringify({ url: 'https://lk.example', token: 't', turn_credentials: { username: 'u', password: 'p', uris: ['turn:t.example', 'https://evil.example', 7], force_turn: true } }));
    expect(server).toEqual({ url: 'https://lk.example', token: 't', iceServers: [{ urls: ['turn:t.example'], username: 'u', credential: 'p' }], forceRelay: true });
  });

  it('reads enum names and numbers of notifications', () => {
    expect(parseNotification('{"type":"NATS_SYSTEM_NOTIFICATION_ERROR","msg":"x"}')?.tone).toBe('danger');
    expect(parseNotification('{"type":1,"msg":"x"}')?.tone).toBe('warning');
    expect(parseNotification('{"msg":"x"}')?.tone).toBe('info');
  });

  const hostile = ['', 'null', '[]', '7', '"x"', '{', '{"user_id":7,"metadata":7}', '{"room":{"metadata":"{}"}}', '{"url":"javascript:x","token":"t"}', '{"__proto__":{"user_id":"x"}}', '{"metadata":"[]"}'];
  it.each(hostile)('takes nothing from %s', (json) => {
    expect(parseInitialData(json)).toBeUndefined();
    expect(parseMediaServer(json)).toBeUndefined();
    expect(parseNotification(json)).toBeUndefined();
    expect(parseUserMetadataUpdate(json)).toBeUndefined();
    expect(parsePeople(json)).toEqual([]);
  });

  it('gives wrong types their harmless default', () => {
    expect(parseUserMetadata('{"wait_for_approval":"yes","raised_hand":"up","lock_settings":{"lock_microphone":1}}')).toEqual({ isPresenter: false, waiting: false, handRaisedAt: null, locks: {} });
    expect(parseRoomMetadata('{"started_at":{},"room_features":[]}')).toMatchObject({ startedAt: 0, allowCamera: true, allowChat: true });
  });
});

describe('cleanName', () => {
  it('takes away what could disguise a name, and keeps what Persian needs', () => {
    expect(cleanName('  Te\u202Eacher\u0007 ')).toBe('Teacher');
    expect(cleanName('می\u200cخواهم')).toBe('می\u200cخواهم');
    expect([...cleanName('ض'.repeat(500))]).toHaveLength(128);
  });
});
