import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { LockSettingsSchema } from '#generated/proto/plugnmeet/gen_token_pb.js';
import type { LockSettings } from '#generated/proto/plugnmeet/gen_token_pb.js';
import { publishSources } from './grants.ts';
import type { PublishContext } from './grants.ts';

const all = ['microphone', 'camera', 'screen_share', 'screen_share_audio'];
const features = { allowWebcams: true, allowScreenShare: true, adminOnlyWebcams: false };

function locks(values: Partial<Omit<LockSettings, '$typeName'>>): LockSettings {
  return create(LockSettingsSchema, values);
}

function sources(changes: Partial<PublishContext>): string[] {
  return publishSources({ isAdmin: false, isHidden: false, isWaiting: false, ownLocks: undefined, roomLocks: undefined, features, ...changes });
}

describe('what somebody may publish', () => {
  it('is everything without locks', () => {
    expect(sources({})).toEqual(all);
  });

  it('follows the room’s locks, and the own setting before them', () => {
    const roomLocks = locks({ lockMicrophone: true, lockWebcam: true });
    expect(sources({ roomLocks })).toEqual(['screen_share', 'screen_share_audio']);
    expect(sources({ roomLocks, ownLocks: locks({ lockMicrophone: false }) })).toEqual(['microphone', 'screen_share', 'screen_share_audio']);
    expect(sources({ ownLocks: locks({ lockScreenSharing: true }) })).toEqual(['microphone', 'camera']);
  });

  it('is not narrowed by locks for a moderator, but by the room’s features', () => {
    const everything = locks({ lockMicrophone: true, lockWebcam: true, lockScreenSharing: true });
    expect(sources({ isAdmin: true, roomLocks: everything })).toEqual(all);
    expect(sources({ isAdmin: true, features: { ...features, allowWebcams: false, allowScreenShare: false } })).toEqual(['microphone']);
  });

  it('has no camera for students when only moderators show theirs', () => {
    const adminOnly = { ...features, adminOnlyWebcams: true };
    expect(sources({ features: adminOnly })).not.toContain('camera');
    expect(sources({ isAdmin: true, features: adminOnly })).toContain('camera');
  });

  it('is nothing for who is hidden or still waits', () => {
    expect(sources({ isAdmin: true, isHidden: true })).toEqual([]);
    expect(sources({ isWaiting: true })).toEqual([]);
  });
});
