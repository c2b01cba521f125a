import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { rawQueryHeader } from '#lib/raw-query.ts';
import { clientAddressHeader, pathHeader, requestIdHeader, writePrivateHeaders } from './private-headers.ts';

function requestTo(url: string, headers: Record<string, string> = {}): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  request.url = url;
  Object.assign(request.headers, headers);
  return request;
}

test('the query is handed on byte for byte', () => {
  const request = requestTo('/key/bigbluebutton/api/create?name=a%20b,c&&x=%2c+&checksum=1');
  writePrivateHeaders(request);
  expect(request.headers[rawQueryHeader]).toBe('name=a%20b,c&&x=%2c+&checksum=1');
});

test('what a caller sends in these headers counts for nothing', () => {
  const forged = Object.fromEntries([rawQueryHeader, clientAddressHeader, pathHeader, requestIdHeader].map((name) => [name, 'forged']));
  const request = requestTo('/classes', forged);
  const requestId = writePrivateHeaders(request);
  expect(request.headers[requestIdHeader]).toBe(requestId);
  expect(request.headers[pathHeader]).toBe('/classes');
  expect(Object.values(request.headers)).not.toContain('forged');
});
