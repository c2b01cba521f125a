export { serveWellKnown as GET } from '#lib/spreed/serve.ts';
