export { serveKeySet as GET } from '#lib/lti/keys.ts';
