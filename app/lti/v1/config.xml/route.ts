export { serveCartridge as GET } from '#lib/lti/cartridge.ts';
