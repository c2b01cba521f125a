export { serveUsers as POST } from '#lib/spreed/serve.ts';
