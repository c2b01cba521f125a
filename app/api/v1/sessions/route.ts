export { serveSessions as POST } from '#lib/spreed/serve.ts';
