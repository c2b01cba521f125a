export { serveStats as GET } from '#lib/spreed/serve.ts';
