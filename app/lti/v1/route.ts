export { serveLaunch11 as POST, servePostOnly as GET } from '#lib/lti/serve-launch.ts';
