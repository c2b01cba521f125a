import { answerOf, json, readDocument, referenced, scopeOf, type ApiOperation, type ApiSchema } from './open-api.ts';

/** The types of the API's TypeScript client, written from the OpenAPI document. */
export function clientSchema(document: unknown): string {
  const { paths, webhooks, components } = readDocument(document);
  const operations = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => ({ path, method, one })));
  return [
    '// Written from the OpenAPI document by lib/rest/client-schema.ts: change the schemas there, then run `vitest --project unit lib/rest -u`.',
    '/* oxlint-disable max-lines -- as long as the API is */',
    '',
    ...Object.entries(components.schemas).map(([name, one]) => `${comment(one.description, '')}export ${one.type === 'object' ? `interface ${name} ${typeOf(one, '')}` : `type ${name} = ${typeOf(one, '')};`}\n`),
    '/** What each operation takes and answers. */',
    'export interface Operations {',
    ...operations.map(({ one }) => typesOf(one)),
    '}',
    '',
    '/** Where each operation is. */',
    'export const operations = {',
    ...operations.map(({ one, path, method }) => `  ${one.operationId}: { method: '${method.toUpperCase()}', path: '${path}'${isFile(one) ? ', isFile: true' : ''} },`),
    '} as const satisfies Record<keyof Operations, { method: string; path: string; isFile?: true }>;',
    '',
    '/** What a webhook is told with each event. */',
    'export interface Events {',
    ...Object.entries(webhooks).map(([name, { post }]) => `  '${name}': ${typeOf(post.requestBody?.content?.[json]?.schema.properties?.['data'] ?? {}, '  ')};`),
    '}',
    '',
  ].join('\n');
}

function typesOf(operation: ApiOperation): string {
  const { operationId, summary, parameters, requestBody } = operation;
  const scope = scopeOf(operation);
  const { content: answer } = answerOf(operation);
  const body = requestBody?.content?.[json]?.schema;
  return [
    comment([summary, scope === undefined ? '' : `Needs the scope \`${scope}\`.`].join('. ').replace(/\. $/, '.'), '  ') + `  ${operationId}: {`,
    `    params: ${parametersType(parameters, 'path')};`,
    `    query: ${parametersType(parameters, 'query')};`,
    `    body: ${body ? typeOf(body, '    ') : 'undefined'};`,
    `    answer: ${isFile(operation) ? 'Response' : typeOf(answer[json]?.schema ?? {}, '    ')};`,
    '  };',
  ].join('\n');
}

function isFile(operation: ApiOperation): boolean {
  return answerOf(operation).content[json] === undefined;
}

function parametersType(parameters: ApiOperation['parameters'], place: string): string {
  const here = parameters.filter((one) => one.in === place);
  if (here.length === 0) return 'undefined';
  const properties = Object.fromEntries(here.map((one) => [one.name, { ...one.schema, description: one.description ?? one.schema.description }]));
  return typeOf({ type: 'object', properties, required: here.filter(({ required }) => required).map(({ name }) => name) }, '    ');
}

function typeOf(one: ApiSchema, indent: string): string {
  if (one.$ref !== undefined) return referenced(one) ?? 'unknown';
  if (one.const !== undefined) return literal(one.const);
  if (one.enum) return one.enum.map(literal).join(' | ');
  if (one.anyOf) return one.anyOf.map((part) => typeOf(part, indent)).join(' | ');
  if (Array.isArray(one.type)) return one.type.map((type) => typeOf({ ...one, type }, indent)).join(' | ');
  if (one.type === 'array') return `${wrapped(typeOf(one.items ?? {}, indent))}[]`;
  if (one.type === 'object') return objectType(one, indent);
  if (one.type === 'integer' || one.type === 'number') return 'number';
  return one.type === 'string' || one.type === 'boolean' || one.type === 'null' ? one.type : 'unknown';
}

function objectType({ properties = {}, required = [] }: ApiSchema, indent: string): string {
  const lines = Object.entries(properties).map(([name, one]) => `${comment(one.description, `${indent}  `)}${indent}  ${name}${required.includes(name) ? '' : '?'}: ${typeOf(one, `${indent}  `)};`);
  return lines.length === 0 ? 'Record<string, never>' : `{\n${lines.join('\n')}\n${indent}}`;
}

function wrapped(type: string): string {
  return type.includes(' | ') ? `(${type})` : type;
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}

function comment(text: string | undefined, indent: string): string {
  return text === undefined || text === '' ? '' : `${indent}/** ${text.replaceAll('*/', '*\\/')} */\n`;
}
