export { serveRoomToken as POST } from '#lib/lms/serve.ts';
