import { z } from 'zod';

/** As much of a JSON Schema as the API's own OpenAPI document uses. */
export interface ApiSchema {
  $ref?: string | undefined;
  const?: unknown;
  enum?: unknown[] | undefined;
  anyOf?: ApiSchema[] | undefined;
  type?: string | string[] | undefined;
  format?: string | undefined;
  description?: string | undefined;
  default?: unknown;
  example?: unknown;
  items?: ApiSchema | undefined;
  properties?: Record<string, ApiSchema> | undefined;
  required?: string[] | undefined;
}

const schema: z.ZodType<ApiSchema> = z.lazy(() => z.object({
  $ref: z.string().optional(), const: z.unknown().optional(), enum: z.array(z.unknown()).optional(), anyOf: z.array(schema).optional(), type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(), description: z.string().optional(), default: z.unknown().optional(), example: z.unknown().optional(),
  items: schema.optional(), properties: z.record(z.string(), schema).optional(), required: z.array(z.string()).optional(),
}));

const content = z.object({ content: z.record(z.string(), z.object({ schema })).optional() });
const operation = z.object({
  operationId: z.string(),
  summary: z.string().optional(),
  tags: z.array(z.string()).default([]),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(z.object({ in: z.string(), name: z.string(), required: z.boolean().optional(), schema, description: z.string().optional() })).default([]),
  requestBody: content.optional(),
  responses: z.record(z.string(), content),
});

const document = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  webhooks: z.record(z.string(), z.object({ post: operation })),
  components: z.object({ schemas: z.record(z.string(), schema) }),
});

export type ApiOperation = z.output<typeof operation>;
export type ApiDocument = z.output<typeof document>;

/** The document as plain data, checked. */
export function readDocument(made: unknown): ApiDocument {
  return document.parse(JSON.parse(JSON.stringify(made)));
}

export const json = 'application/json';

/** What an operation answers when it works. */
export function answerOf({ responses }: ApiOperation): { status: string; content: Record<string, { schema: ApiSchema }> } {
  const [status, found] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? ['200', {}];
  return { status, content: ('content' in found && found.content) || {} };
}

/** The scope a key must have for it. */
export function scopeOf({ security }: ApiOperation): string | undefined {
  return security.flatMap((one) => one['key'] ?? [])[0];
}

/** The name of the schema a reference leads to. */
export function referenced({ $ref }: ApiSchema): string | undefined {
  return $ref?.split('/').at(-1);
}
