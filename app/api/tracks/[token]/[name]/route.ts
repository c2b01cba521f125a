export { serveTrack as GET } from '#lib/bbb/serve-track.ts';
