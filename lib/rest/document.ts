import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { eventTypes, testEvent } from '#lib/webhook-receivers/event-types.ts';
import { eventData, messageOf, testData } from '#lib/webhook-receivers/events.ts';
import type { RestOperation } from './operation.ts';
import { basePath, operationGroups } from './operations.ts';
import { problem } from './problem.ts';

const failure = {
  description: 'A failure: 400 what was sent, 401 the key, 403 not allowed, 404 not there, 409 and 410 its state, 429 too many calls, 502 the media side',
  content: { 'application/problem+json': { schema: problem } },
};

const about = 'Make classes, start and end them, send people into them, read who attended, manage their recordings, look after the people of the school, and be told what happens.';

type OpenApi = ReturnType<typeof createDocument>;

const made = new Map<string, OpenApi>();

/** The OpenAPI 3.1 document of the public REST API, from the schemas that check its calls; made once, as anybody may ask for it. */
export function restDocument(portalUrl: string): OpenApi {
  const document = made.get(portalUrl) ?? makeDocument(portalUrl);
  made.set(portalUrl, document);
  return document;
}

function makeDocument(portalUrl: string): OpenApi {
  const paths: ZodOpenApiPathsObject = {};
  for (const [tag, operations] of Object.entries(operationGroups)) {
    for (const operation of operations) paths[operation.path] = { ...paths[operation.path], [operation.method]: { ...describe(operation), tags: [tag] } };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Kelas', version: '1', description: about },
    servers: [{ url: portalUrl + basePath }],
    tags: Object.keys(operationGroups).map((name) => ({ name })),
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of the account, as an admin made it' } } },
    paths,
    webhooks: Object.fromEntries([
      ...eventTypes.options.map((type) => [type, { post: told(type, eventData[type]) }]),
      [testEvent, { post: told(testEvent, testData) }],
    ]),
  }, { override: readably });
}

/** One description of a thing for asking, answering and telling, without the patterns that `format` says in a word. */
function readably({ jsonSchema }: { jsonSchema: Record<string, unknown> }): void {
  if (jsonSchema['additionalProperties'] === false) delete jsonSchema['additionalProperties'];
  if (jsonSchema['format'] !== undefined) delete jsonSchema['pattern'];
  for (const bound of ['minimum', 'maximum']) if (Math.abs(Number(jsonSchema[bound])) === Number.MAX_SAFE_INTEGER) delete jsonSchema[bound];
}

function describe({ id, scope, summary, onlySchool, schemas: { params, query, body }, answer }: RestOperation): ZodOpenApiOperationObject {
  const [status, content] = 'schema' in answer
    ? [answer.status, { 'application/json': { schema: answer.schema } }] as const
    : [200, Object.fromEntries(answer.mediaTypes.map((type) => [type, { schema: { type: 'string', ...(type.startsWith('text/') ? {} : { format: 'binary' }) } as const }]))] as const;
  return {
    operationId: id,
    summary: onlySchool ? `${summary}. Only for a system that reaches the whole school` : summary,
    security: [{ key: scope === null ? [] : [scope] }],
    requestParams: { ...(params instanceof z.ZodObject ? { path: params } : {}), ...(query instanceof z.ZodObject ? { query } : {}) },
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    responses: { [`${status}`]: { description: status === 201 ? 'Made' : 'Done', content }, default: failure },
  };
}

const signed = z.object({
  'webhook-id': z.string().meta({ description: 'The same however often the message is sent' }),
  'webhook-timestamp': z.string().meta({ description: 'When it was sent, in seconds since 1970' }),
  'webhook-signature': z.string().meta({ description: 'One or more of `v1,<base64 of HMAC-SHA256 over id.timestamp.body>`, with spaces between them (Standard Webhooks)' }),
});

function told(type: string, data: z.ZodType): ZodOpenApiOperationObject {
  return {
    operationId: type,
    security: [],
    requestParams: { header: signed },
    requestBody: { required: true, content: { 'application/json': { schema: messageOf(type, data) } } },
    responses: { '2XX': { description: 'Taken. 410 switches the webhook off; anything else is tried again for a day.' } },
  };
}
