export { serveLaunch13 as POST } from '#lib/lti/launch-13.ts';
