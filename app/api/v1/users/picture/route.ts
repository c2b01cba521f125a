export { serveUserPicture as POST } from '#lib/spreed/serve.ts';
