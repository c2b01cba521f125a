import type { LockSettings } from '#generated/proto/plugnmeet/gen_token_pb.js';
import { lockBinds } from '#engine/rooms/locks-in-force.ts';
import type { LockName } from '#engine/rooms/locks-in-force.ts';

/** Media sources as LiveKit names them in tokens. */
export type Source = 'microphone' | 'camera' | 'screen_share' | 'screen_share_audio';

/** What decides which media somebody may publish. */
export interface PublishContext {
  isAdmin: boolean;
  isHidden: boolean;
  isWaiting: boolean;
  ownLocks: LockSettings | undefined;
  roomLocks: LockSettings | undefined;
  features: { allowWebcams: boolean; allowScreenShare: boolean; adminOnlyWebcams: boolean } | undefined;
}

/** The sources somebody may publish: role, locks and the room's features, enforced by the media server itself (wire §5, §9.22). */
export function publishSources({ isAdmin, isHidden, isWaiting, ownLocks, roomLocks, features }: PublishContext): Source[] {
  if (isHidden || isWaiting) return [];
  const isFree = (name: LockName): boolean => !lockBinds(isAdmin, ownLocks, roomLocks, name);
  const mayShowCamera = (features?.allowWebcams ?? true) && (isAdmin || !features?.adminOnlyWebcams) && isFree('lockWebcam');
  const mayShareScreen = (features?.allowScreenShare ?? true) && isFree('lockScreenSharing');
  return [
    ...(isFree('lockMicrophone') ? (['microphone'] as const) : []),
    ...(mayShowCamera ? (['camera'] as const) : []),
    ...(mayShareScreen ? (['screen_share', 'screen_share_audio'] as const) : []),
  ];
}
