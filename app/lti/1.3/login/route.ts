export { serveLogin as GET, serveLogin as POST } from '#lib/lti/login.ts';
