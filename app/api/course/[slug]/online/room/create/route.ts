export { serveCreateRoom as POST } from '#lib/lms/serve.ts';
