export { serveJoin as POST } from '#lib/lti/serve-join.ts';
