export { serveDownload as GET } from '#lib/lti/recordings.ts';
