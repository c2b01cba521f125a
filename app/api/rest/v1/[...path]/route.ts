export { serveRest as DELETE, serveRest as GET, serveRest as HEAD, serveRest as PATCH, serveRest as POST, serveRest as PUT } from '#lib/rest/serve.ts';
