export { serveRecordings as GET } from '#lib/lms/serve.ts';
