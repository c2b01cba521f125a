export { Kelas, KelasError, type Input, type KelasOptions, type Listing, type RowOf } from './client.ts';
export { verifyWebhook, WebhookNotVerified, type KelasEvent, type ReceivedWebhook } from './webhooks.ts';
export type * from './schema.ts';
