import { env } from '#lib/env.ts';
import { restDocument } from './document.ts';
import { answerOf, json, readDocument, referenced, scopeOf, type ApiDocument, type ApiOperation, type ApiSchema } from './open-api.ts';
import { basePath } from './operations.ts';

/** A place in an address or query that a person fills in. */
export interface DescribedParameter {
  name: string;
  place: 'path' | 'query';
  isRequired: boolean;
  description: string;
  /** What it may be, when that is a list. */
  choices: string[];
  example: string;
}

/** A line of a table about what something is made of; nested ones have dots in their names. */
export interface DescribedField {
  name: string;
  type: string;
  isRequired: boolean;
  description: string;
}

export interface DescribedOperation {
  id: string;
  method: string;
  path: string;
  summary: string;
  scope: string | null;
  parameters: DescribedParameter[];
  /** What is sent, with an example to begin with; null when nothing is. */
  body: { fields: DescribedField[]; example: string } | null;
  answer: { status: string; types: string[]; fields: DescribedField[] };
}

export interface DescribedApi {
  basePath: string;
  groups: { name: string; operations: DescribedOperation[] }[];
  events: { name: string; fields: DescribedField[] }[];
}

/** The API for people to read, from its OpenAPI document. */
export function describeApi(): DescribedApi {
  const document = readDocument(restDocument(env().PORTAL_URL));
  const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => ({ tag: one.tags[0] ?? '', described: describe(document, path, method, one) })));
  return {
    basePath,
    groups: [...Map.groupBy(operations, ({ tag }) => tag)].map(([name, found]) => ({ name, operations: found.map(({ described }) => described) })),
    events: Object.entries(document.webhooks).map(([name, { post }]) => ({ name, fields: fieldsOf(document, post.requestBody?.content?.[json]?.schema ?? {}) })),
  };
}

function describe(document: ApiDocument, path: string, method: string, operation: ApiOperation): DescribedOperation {
  const { status, content } = answerOf(operation);
  const body = operation.requestBody?.content?.[json]?.schema;
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    summary: operation.summary ?? '',
    scope: scopeOf(operation) ?? null,
    parameters: operation.parameters.flatMap(({ in: place, name, required = false, schema, description }) => (place === 'path' || place === 'query'
      ? [{ name, place, isRequired: required, description: description ?? schema.description ?? '', choices: (schema.enum ?? []).map(String), example: text(schema.example) }] : [])),
    body: body ? { fields: fieldsOf(document, body), example: JSON.stringify(exampleOf(document, body), null, 2) } : null,
    answer: { status, types: Object.keys(content), fields: fieldsOf(document, content[json]?.schema ?? {}) },
  };
}

function resolve(document: ApiDocument, schema: ApiSchema): ApiSchema {
  const name = referenced(schema);
  return name === undefined ? schema : (document.components.schemas[name] ?? {});
}

/** Deep enough for everything there is, and an end for what would hold itself. */
const deepest = 4;

function fieldsOf(document: ApiDocument, schema: ApiSchema, prefix = '', depth = 0): DescribedField[] {
  const { properties = {}, required = [] } = resolve(document, schema);
  return Object.entries(properties).flatMap(([name, one]) => {
    const whole = resolve(document, one);
    const inner = resolve(document, whole.items ?? whole.anyOf?.find((part) => part.type !== 'null') ?? whole);
    const path = `${prefix}${name}${whole.items ? '[]' : ''}`;
    const line = { name: path, type: typeOf(document, one), isRequired: required.includes(name), description: one.description ?? whole.description ?? '' };
    return [line, ...(inner.properties && depth < deepest ? fieldsOf(document, inner, `${path}.`, depth + 1) : [])];
  });
}

function typeOf(document: ApiDocument, schema: ApiSchema): string {
  const one = resolve(document, schema);
  if (one.const !== undefined) return JSON.stringify(one.const);
  if (one.enum) return one.enum.map(text).join(' | ');
  if (one.anyOf) return one.anyOf.map((part) => typeOf(document, part)).join(' | ');
  if (one.items) return `array of ${referenced(one.items) ?? typeOf(document, one.items)}`;
  const type = [one.type ?? 'any'].flat().join(' | ');
  return one.format === undefined ? (referenced(schema) ?? type) : `${type} (${one.format})`;
}

/** Something that could be sent: what must be there. */
function exampleOf(document: ApiDocument, schema: ApiSchema): unknown {
  const one = resolve(document, schema);
  if (one.example !== undefined) return one.example;
  if (one.properties) return Object.fromEntries(Object.entries(one.properties).filter(([name, field]) => one.required?.includes(name) || field.example !== undefined).map(([name, field]) => [name, exampleOf(document, field)]));
  if (one.enum) return one.enum[0];
  if (one.items) return [];
  if (one.type === 'boolean') return false;
  return one.type === 'integer' || one.type === 'number' ? 0 : '';
}

function text(value: unknown): string {
  return value === undefined ? '' : String(value);
}
