import { randomUUID } from 'node:crypto';
import { noteUse, schoolContextOf } from '#lib/api-accounts/acting.ts';
import { findKey, type CallersKey } from '#lib/api-keys/queries.ts';
import { clientAddress } from '#lib/client-address.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { takeFrom } from '#lib/limits.ts';
import type { RestOperation } from './operation.ts';
import { basePath, operations } from './operations.ts';
import { problemAnswer } from './problem.ts';

/** Serves every operation of the public REST API: key → limit → scope → reach → parse → run; failures are problem documents. */
export async function serveRest(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const requestId = request.headers.get('x-request-id') ?? randomUUID();
  const ip = clientAddress((header) => request.headers.get(header), env().TRUST_PROXY);
  const found = match(request.method, url.pathname.slice(basePath.length));
  try {
    const { account, scopes } = await authenticate(request, ip);
    await takeFrom('restCall', account.id);
    if (!found) throw new AppError('notFound');
    const { operation, params } = found;
    if (operation.scope !== null && !scopes.includes(operation.scope)) throw new AppError('scopeMissing', { field: operation.scope });
    if (operation.onlySchool && !account.reachesSchool) throw new AppError('schoolOutOfReach');
    const context = schoolContextOf(account, { requestId, ip });
    const answer = await operation.respond({ account, scopes, context, request }, { params, query: Object.fromEntries(url.searchParams), readBody: () => readJson(request) });
    answer.headers.set('x-request-id', requestId);
    return answer;
  } catch (error) {
    return problemAnswer(error, { operationId: found?.operation.id ?? 'unknown', requestId });
  }
}

/** `Bearer <key>`. An unknown key looks like a revoked one. */
async function authenticate(request: Request, ip: string): Promise<CallersKey> {
  const [, key = ''] = /^Bearer (kelas_[A-Za-z0-9_-]{1,128})$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  const found = key === '' ? null : await findKey(key);
  if (!found) {
    await takeFrom('restStranger', ip);
    throw new AppError('notSignedIn');
  }
  if (found.account.isDisabled) throw new AppError('accountDisabled');
  await noteUse(found.account.id);
  return found;
}

function match(method: string, path: string): { operation: RestOperation; params: Record<string, string> } | null {
  const parts = path.split('/');
  const wanted = method === 'HEAD' ? 'GET' : method;
  for (const operation of operations) {
    const expected = operation.path.split('/');
    if (operation.method.toUpperCase() !== wanted || expected.length !== parts.length) continue;
    const pairs = expected.map((part, at) => [part, parts[at] ?? ''] as const);
    if (!pairs.every(([part, given]) => isPlace(part) || part === given)) continue;
    return { operation, params: Object.fromEntries(pairs.filter(([part]) => isPlace(part)).map(([part, given]) => [part.slice(1, -1), given])) };
  }
  return null;
}

function isPlace(part: string): boolean {
  return part.startsWith('{');
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    throw new AppError('invalidInput', { field: 'body' });
  }
}
