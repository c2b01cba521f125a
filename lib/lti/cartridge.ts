import { env } from '#lib/env.ts';
import { escape } from './answer.ts';
import { launchUrl } from './launch-11.ts';

const schemas = 'http://www.imsglobal.org/xsd';
const namespaces = `xmlns="${schemas}/imslticc_v1p0" xmlns:blti="${schemas}/imsbasiclti_v1p0" xmlns:lticm="${schemas}/imslticm_v1p0" xmlns:lticp="${schemas}/imslticp_v1p0"`;

/** GET /lti/v1/config.xml: what platforms read that take a tool by address (IMS LTI 1.1 cartridge). It holds no secret. */
export function serveCartridge(): Response {
  const launch = escape(launchUrl());
  const { hostname, origin } = new URL(env().PORTAL_URL);
  const elements = [
    '<blti:title>Kelas</blti:title>', '<blti:description>Live classes</blti:description>', `<blti:launch_url>${launch}</blti:launch_url>`,
    launch.startsWith('https:') ? `<blti:secure_launch_url>${launch}</blti:secure_launch_url>` : '',
    `<blti:icon>${escape(origin)}/icon.svg</blti:icon>`, `<blti:vendor><lticp:code>${escape(hostname)}</lticp:code><lticp:name>Kelas</lticp:name></blti:vendor>`,
  ];
  const text = `<?xml version="1.0" encoding="UTF-8"?><cartridge_basiclti_link ${namespaces}>${elements.join('')}</cartridge_basiclti_link>`;
  return new Response(text, { headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' } });
}
