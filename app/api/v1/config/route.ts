export { serveConfig as GET } from '#lib/spreed/serve.ts';
