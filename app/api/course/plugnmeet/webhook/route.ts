export { receiveLmsWebhook as POST } from '#lib/lms/webhook.ts';
