import type { JsonObject, JsonValue } from '@bufbuild/protobuf';
import { objectAt } from './metadata-defaults.ts';
import { isIdentifier, isUri, longestRoomId, nameProblem } from './validation.ts';
import type { Violation } from './validation.ts';

const mostBreakoutRooms = 16;

type Expected = false | 0 | '' | 'none';

/** Fields only the server sets (wire §1.5), per object of the metadata: sending anything else is an error. */
const serverFields: Readonly<Record<string, Readonly<Record<string, Expected>>>> = {
  '': { is_recording: false, is_active_rtmp: false, parent_room_id: '', is_breakout_room: false, started_at: 0, metadata_id: '' },
  shared_note_pad_features: { is_active: false, visible: false, note_pad_id: '' },
  whiteboard_features: { visible: false, whiteboard_file_id: '', file_name: '', file_path: '', max_allowed_file_size: 0 },
  external_media_player_features: { is_active: false, shared_by: '', url: '' },
  breakout_room_features: { is_active: false },
  display_external_link_features: { is_active: false },
  ingress_features: { input_type: 0, url: '', stream_key: '' },
  end_to_end_encryption_features: { encryption_key: '' },
  polls_features: { is_active: false },
  sip_dial_in_features: { is_active: false, phone_numbers: 'none', pin: '', dispatch_rule_id: '' },
};

function isDefault(value: JsonValue | undefined, expected: Expected): boolean {
  if (value === undefined || value === expected) return true;
  if (expected === 0) return value === '0' || value === 'RTMP_INPUT';
  return expected === 'none' && Array.isArray(value) && value.length === 0;
}

function serverFieldViolations(path: string, json: JsonObject, name: string): Violation[] {
  return Object.entries(serverFields[name] ?? {})
    .filter(([field, expected]) => !isDefault(json[field], expected))
    .map(([field, expected]) => ({
      path: `${path}.${field}`,
      message: expected === '' || expected === 'none' ? 'must be empty' : `must equal ${String(expected)}`,
    }));
}

function positive(path: string, value: number | undefined): Violation[] {
  return value !== undefined && value <= 0 ? [{ path, message: 'must be greater than 0' }] : [];
}

function uri(path: string, value: string | undefined): Violation[] {
  return value && !isUri(value) ? [{ path, message: 'must be a valid URI' }] : [];
}

function titleViolations(title: string): Violation[] {
  if (title === '') return [{ path: 'metadata.room_title', message: 'value is required' }];
  const problem = nameProblem(title);
  return problem ? [{ path: 'metadata.room_title', message: problem }] : [];
}

function featureViolations(features: JsonObject): Violation[] {
  const path = 'metadata.room_features';
  const breakoutRooms = Number(objectAt(features, 'breakout_room_features')['allowed_number_rooms'] ?? 0);
  const preload = objectAt(features, 'whiteboard_features')['preload_file'];
  return [
    ...uri(`${path}.whiteboard_features.preload_file`, typeof preload === 'string' ? preload : undefined),
    ...Object.keys(serverFields).flatMap((name) => (name === '' ? [] : serverFieldViolations(`${path}.${name}`, objectAt(features, name), name))),
    ...(breakoutRooms > mostBreakoutRooms
      ? [{ path: `${path}.breakout_room_features.allowed_number_rooms`, message: `must be less than or equal to ${mostBreakoutRooms}` }]
      : []),
  ];
}

/** The parts of a create request the rules look at, beside its JSON under canonical names. */
export interface CreateFields {
  roomId: string;
  emptyTimeout?: number | undefined;
  maxParticipants?: number | undefined;
  metadata?: { roomTitle: string; webhookUrl?: string | undefined; logoutUrl?: string | undefined; roomFeatures?: unknown } | undefined;
}

function roomIdViolations(roomId: string): Violation[] {
  if (!isIdentifier(roomId)) {
    return [{ path: 'room_id', message: 'room_id should only contain ASCII letters (a-z A-Z), digits (0-9) or -_' }];
  }
  return roomId.length > longestRoomId ? [{ path: 'room_id', message: `must be at most ${longestRoomId} characters` }] : [];
}

/** Everything that is wrong with a create request, in the order of the message's fields (wire §1.5). */
export function createViolations(request: CreateFields, json: JsonObject): Violation[] {
  const { metadata } = request;
  const metadataJson = objectAt(json, 'metadata');
  return [
    ...roomIdViolations(request.roomId),
    ...positive('empty_timeout', request.emptyTimeout),
    ...positive('max_participants', request.maxParticipants),
    ...(metadata
      ? [
          ...titleViolations(metadata.roomTitle),
          ...serverFieldViolations('metadata', metadataJson, ''),
          ...uri('metadata.webhook_url', metadata.webhookUrl),
          ...uri('metadata.logout_url', metadata.logoutUrl),
          ...(metadata.roomFeatures
            ? featureViolations(objectAt(metadataJson, 'room_features'))
            : [{ path: 'metadata.room_features', message: 'value is required' }]),
        ]
      : [{ path: 'metadata', message: 'value is required' }]),
  ];
}
