export { serveRooms as POST } from '#lib/spreed/serve.ts';
