export { serveRegistration as GET } from '#lib/lti/registration.ts';
