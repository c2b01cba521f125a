export { serveTokens as POST } from '#lib/spreed/serve.ts';
