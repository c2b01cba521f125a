import type { GenerateTokenReq, UserInfo, UserMetadata } from '#generated/proto/plugnmeet/gen_token_pb.js';
import { recorderTokenName } from '#lib/plugnmeet/tokens.ts';
import { isIdentifier, isUri, longestUserId, nameProblem, requireRoomId } from './validation.ts';
import type { Violation } from './validation.ts';

const reservedPrefixes = ['user_', 'ingres_', 'pnm_agent-', 'pnm_tts_agent-', 'sip_'];
const longestExtraData = 8192;

function metadataViolations(metadata: UserMetadata): Violation[] {
  const path = 'user_info.user_metadata';
  const extraLength = Object.entries(metadata.extraData).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  const serverFields: [string, boolean, string][] = [
    ['is_presenter', metadata.isPresenter, 'must equal false'],
    ['raised_hand', metadata.raisedHand !== undefined, 'must be empty'],
    ['wait_for_approval', metadata.waitForApproval, 'must equal false'],
    ['metadata_id', Boolean(metadata.metadataId), 'must be empty'],
  ];
  return [
    ...(metadata.profilePic && !isUri(metadata.profilePic) ? [{ path: `${path}.profile_pic`, message: 'must be a valid URI' }] : []),
    ...serverFields.filter(([, isSet]) => isSet).map(([field, , message]) => ({ path: `${path}.${field}`, message })),
    ...(extraLength > longestExtraData ? [{ path: `${path}.extra_data`, message: `must be at most ${longestExtraData} characters` }] : []),
  ];
}

function nameViolations(name: string): Violation[] {
  if (name === '') return [{ path: 'user_info.name', message: 'value is required' }];
  const problem = name === recorderTokenName ? 'is reserved for internal use only' : nameProblem(name);
  return problem ? [{ path: 'user_info.name', message: problem }] : [];
}

/** Everything that is wrong with a getJoinToken request but the user's id, in the order of the fields (wire §2.1). */
export function joinViolations({ roomId, userInfo }: GenerateTokenReq): Violation[] {
  if (!userInfo) return [...requireRoomId(roomId), { path: 'user_info', message: 'value is required' }];
  return [
    ...requireRoomId(roomId),
    ...nameViolations(userInfo.name),
    ...(userInfo.userMetadata ? metadataViolations(userInfo.userMetadata) : []),
  ];
}

/** What is wrong with a user's id, if anything (wire §1.2). The recorder's ids are allowed: its tokens are made here. */
export function userIdProblem({ userId }: UserInfo): string | undefined {
  if (!isIdentifier(userId)) return 'user_id should only contain ASCII letters (a-z A-Z), digits (0-9) or -_';
  if (userId.length > longestUserId) return `user_id must be at most ${longestUserId} characters`;
  const isReserved = reservedPrefixes.some((prefix) => userId.startsWith(prefix)) || userId.endsWith('-native') || userId.includes('-FIELD_');
  return isReserved ? `user_id: ${userId} is reserved for internal use only` : undefined;
}
