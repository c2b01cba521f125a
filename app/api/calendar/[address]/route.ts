export { serveFeed as GET } from '#lib/calendar/serve-feed.ts';
