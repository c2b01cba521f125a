import { describe, expect, it } from 'vitest';
import { eventTypes, testEvent } from '#lib/webhook-receivers/event-types.ts';
import { restDocument } from './document.ts';
import { operations } from './operations.ts';

const described = JSON.parse(JSON.stringify(restDocument('https://school.example')));

describe('the OpenAPI document', () => {
  it('has every operation, with what it answers, how it fails, and the scope it needs', () => {
    expect(described).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'https://school.example/api/rest/v1' }] });
    for (const { id, method, path, scope, answer } of operations) {
      const status = 'schema' in answer ? answer.status : 200;
      const type = 'schema' in answer ? 'application/json' : answer.mediaTypes[0];
      expect(described.paths[path][method]).toMatchObject({
        operationId: id,
        security: [{ key: scope === null ? [] : [scope] }],
        responses: { [status]: { content: { [String(type)]: { schema: expect.anything() } } }, default: { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
      });
    }
  });

  it('gives every operation a name of its own', () => {
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
    expect(new Set(operations.map(({ method, path }) => `${method} ${path}`)).size).toBe(operations.length);
  });

  it('says what a class is made of, as it is sent', () => {
    const { schema } = described.paths['/classes/{externalId}'].put.requestBody.content['application/json'];
    expect(schema).toMatchObject({ type: 'object', properties: { title: { type: 'string' }, startsAt: { type: 'string' }, guestsAllowed: { type: 'boolean' } }, required: expect.arrayContaining(['title', 'startsAt', 'timeZone']) });
  });

  it('says which files are texts', () => {
    expect(described.paths['/recordings/{recordingId}/captions/{language}'].get.responses[200].content).toEqual({ 'text/vtt': { schema: { type: 'string' } } });
    expect(described.paths['/recordings/{recordingId}/files/{kind}'].get.responses[200].content['video/mp4']).toEqual({ schema: { type: 'string', format: 'binary' } });
  });

  it('names every part of an address', () => {
    for (const { method, path } of operations) {
      for (const [, name] of path.matchAll(/\{(\w+)\}/g)) {
        expect(described.paths[path][method].parameters, path).toEqual(expect.arrayContaining([expect.objectContaining({ in: 'path', name, required: true })]));
      }
    }
  });

  it('has every message a webhook may be sent', () => {
    expect(Object.keys(described.webhooks)).toEqual([...eventTypes.options, testEvent]);
    for (const type of eventTypes.options) {
      const { schema } = described.webhooks[type].post.requestBody.content['application/json'];
      expect(schema).toMatchObject({ properties: { type: { const: type }, timestamp: { type: 'string' }, data: expect.anything() }, required: ['type', 'timestamp', 'data'] });
    }
  });
});
