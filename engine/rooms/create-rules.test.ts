import { describe, expect, it } from 'vitest';
import { CreateRoomReqSchema } from '#generated/proto/plugnmeet/create_room_pb.js';
import { parseWireJson } from '#lib/plugnmeet/json.ts';
import { createViolations } from './create-rules.ts';
import { createAliases } from './seed-aliases.ts';
import { violationText } from './validation.ts';

function problems(request: unknown): string {
  const { message, json } = parseWireJson(CreateRoomReqSchema, JSON.stringify(request), createAliases);
  const violations = createViolations(message, json);
  return violations.length === 0 ? '' : violationText(violations);
}

const metadata = { room_title: 'T', room_features: {} };

describe('create request', () => {
  it('passes with the least', () => {
    expect(problems({ room_id: 'r1', metadata })).toBe('');
  });

  it.each([
    [{ room_id: 'r1' }, 'metadata: value is required'],
    [{ room_id: 'r 1', metadata }, 'room_id: room_id should only contain ASCII letters (a-z A-Z), digits (0-9) or -_'],
    [{ room_id: 'x'.repeat(65), metadata }, 'room_id: must be at most 64 characters'],
    [{ room_id: 'r1', empty_timeout: 0, metadata }, 'empty_timeout: must be greater than 0'],
    [{ room_id: 'r1', metadata: { ...metadata, room_title: 'a\u202Eb' } }, 'metadata.room_title: must not contain control or bidirectional formatting characters'],
    [{ room_id: 'r1', metadata: { ...metadata, started_at: '5' } }, 'metadata.started_at: must equal 0'],
    [{ room_id: 'r1', metadata: { ...metadata, metadata_id: 'x' } }, 'metadata.metadata_id: must be empty'],
    [{ room_id: 'r1', metadata: { ...metadata, logout_url: 'nope' } }, 'metadata.logout_url: must be a valid URI'],
    [
      { room_id: 'r1', metadata: { room_title: 'T', room_features: { polls_features: { is_active: true } } } },
      'metadata.room_features.polls_features.is_active: must equal false',
    ],
    [
      { room_id: 'r1', metadata: { room_title: 'T', room_features: { breakout_room_features: { allowed_number_rooms: 17 } } } },
      'metadata.room_features.breakout_room_features.allowed_number_rooms: must be less than or equal to 16',
    ],
  ])('%o is refused', (request, text) => {
    expect(problems(request)).toBe(`validation error: ${text}`);
  });

  it('takes "" for no address, as the seed document does', () => {
    const seed = { roomTitle: 'T', webhookUrl: '', logoutUrl: '', roomFeatures: { whiteboardFeatures: { preloadFile: '' } } };
    expect(problems({ roomId: 'r1', metadata: seed })).toBe('');
  });

  it('lists several problems', () => {
    expect(problems({ room_id: '', metadata: { room_features: {} } })).toBe(
      'validation errors:\n - room_id: room_id should only contain ASCII letters (a-z A-Z), digits (0-9) or -_\n - metadata.room_title: value is required',
    );
  });
});
