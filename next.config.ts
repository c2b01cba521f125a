import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const config: NextConfig = {
  poweredByHeader: false,
  redirects: () => Promise.resolve([
    // What a learning platform was given to let somebody in (lib/lms), at the address such platforms make of it.
    { source: '/', has: [{ type: 'query', key: 'access_token', value: '(?<visit>[a-z0-9]{16})' }], destination: '/visit/:visit', permanent: false },
    { source: '/admin', destination: '/admin/accounts', permanent: false },
  ]),
  // Types are a step of `npm test`.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  experimental: { authInterrupts: true },
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) },
  serverExternalPackages: ['@node-rs/argon2', '@prisma/client', '@prisma/adapter-pg', 'nodemailer', 'pg', 'pino', 'rate-limiter-flexible'],
};

export default createNextIntlPlugin('./lib/i18n/request.ts')(config);
