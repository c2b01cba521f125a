import type { DescMessage } from '@bufbuild/protobuf';
import {
  InsightsAIMeetingSummarizationConfigReqSchema,
  InsightsAITextChatConfigReqSchema,
  InsightsAITextChatContentSchema,
  InsightsChatTranslationConfigReqSchema,
  InsightsGetSupportedLanguagesReqSchema,
  InsightsTranscriptionConfigReqSchema,
  InsightsTranscriptionUserSessionReqSchema,
  InsightsTranslateTextReqSchema,
} from '#generated/proto/plugnmeet/insights_pb.js';
import { Refused } from '#engine/api/refused.ts';
import { readMessage } from '#engine/api/route.ts';
import type { ApiCall, ApiRoute, Callers } from '#engine/api/route.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import type { InsightsProvider, InsightsService } from './provider.ts';

function requireEnabled({ room }: ApiCall): void {
  const features = roomMetadataOf(room).roomFeatures;
  if (features?.endToEndEncryptionFeatures?.isEnabled && features.endToEndEncryptionFeatures.enabledSelfInsertEncryptionKey) {
    throw new Refused('insights.feature-disable-while-e2ee-self-key-enabled');
  }
  if (!features?.insightsFeatures?.isAllow) throw new Refused("insights feature wasn't enabled");
}

function insightsRoute(provider: InsightsProvider | undefined, service: InsightsService, callers: Callers, schema?: DescMessage): readonly [string, ApiRoute] {
  const handle = async (call: ApiCall, body: Uint8Array): Promise<Uint8Array | undefined> => {
    if (schema) readMessage(schema, body);
    if (!provider) throw new Refused("insights feature wasn't configured");
    requireEnabled(call);
    return await provider.answer(call.context, service, call, body);
  };
  return [`/api/insights/${service}`, { method: 'POST', callers, paramCount: 0, handle }];
}

/** The calls about transcription, translation and text services (wire §3.6). Without a provider each says so. */
export function insightsRoutes(provider: InsightsProvider | undefined): readonly (readonly [string, ApiRoute])[] {
  return [
    insightsRoute(provider, 'supportedLangs', 'participants', InsightsGetSupportedLanguagesReqSchema),
    insightsRoute(provider, 'transcription/configure', 'admins', InsightsTranscriptionConfigReqSchema),
    insightsRoute(provider, 'transcription/end', 'admins'),
    insightsRoute(provider, 'transcription/userSession', 'participants', InsightsTranscriptionUserSessionReqSchema),
    insightsRoute(provider, 'transcription/userStatus', 'participants'),
    insightsRoute(provider, 'translation/chat/configure', 'admins', InsightsChatTranslationConfigReqSchema),
    insightsRoute(provider, 'translation/chat/end', 'admins'),
    insightsRoute(provider, 'translation/chat/execute', 'participants', InsightsTranslateTextReqSchema),
    insightsRoute(provider, 'ai/textChat/configure', 'admins', InsightsAITextChatConfigReqSchema),
    insightsRoute(provider, 'ai/textChat/end', 'admins'),
    insightsRoute(provider, 'ai/textChat/execute', 'participants', InsightsAITextChatContentSchema),
    insightsRoute(provider, 'ai/meetingSummarization/configure', 'admins', InsightsAIMeetingSummarizationConfigReqSchema),
    insightsRoute(provider, 'ai/meetingSummarization/end', 'admins'),
  ];
}
