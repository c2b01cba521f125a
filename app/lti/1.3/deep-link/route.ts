export { serveDeepLink as POST } from '#lib/lti/choices.ts';
