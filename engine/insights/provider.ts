import type { ApiCall } from '#engine/api/route.ts';
import type { EngineContext } from '#engine/context.ts';

/** What a provider of speech, translation and text services can be asked, by the name of its route under `insights/` (wire §3.6). */
export type InsightsService =
  | 'supportedLangs'
  | 'transcription/configure'
  | 'transcription/end'
  | 'transcription/userSession'
  | 'transcription/userStatus'
  | 'translation/chat/configure'
  | 'translation/chat/end'
  | 'translation/chat/execute'
  | 'ai/textChat/configure'
  | 'ai/textChat/end'
  | 'ai/textChat/execute'
  | 'ai/meetingSummarization/configure'
  | 'ai/meetingSummarization/end';

/**
 * Answers a call whose caller, room and features were checked and whose body is the route's message: the bytes of its
 * response, or nothing for a plain success. Throws Refused with a text for people.
 */
export interface InsightsProvider {
  answer(context: EngineContext, service: InsightsService, call: ApiCall, body: Uint8Array): Promise<Uint8Array | undefined>;
}
