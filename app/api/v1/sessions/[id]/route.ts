export { serveSession as PATCH } from '#lib/spreed/serve.ts';
