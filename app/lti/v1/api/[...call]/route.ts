export { serveLtiApi as POST } from '#lib/lti/api.ts';
