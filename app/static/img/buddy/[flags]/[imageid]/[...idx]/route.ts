export { serveBuddyPicture as GET } from '#lib/spreed/serve.ts';
