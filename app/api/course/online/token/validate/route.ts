export { serveValidate as GET, serveValidate as POST } from '#lib/lms/serve.ts';
