import { noteUse, type ActingAccount } from '#lib/api-accounts/acting.ts';
import { findCaller } from '#lib/api-accounts/callers.ts';
import { clientAddress } from '#lib/client-address.ts';
import { isSame } from '#lib/constant-time.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { logger } from '#lib/logger.ts';
import { failure, jsonAnswer, success, type Answer } from './answer.ts';
import { longestForm, readBody, type ReadBody } from './body.ts';
import type { BbbCall, BbbRequest, CallDefinition } from './call.ts';
import { calls } from './calls.ts';
import { algorithms, checksumOf, verifyChecksum } from './checksum.ts';
import { Parameters } from './parameters.ts';
import { BbbRefusal, refusal } from './refusal.ts';

/**
 * Every call of the BigBlueButton API (portal contracts A1–A4): content type, checksum over the raw query, then the call. Failures are
 * BigBlueButton's, and an unknown address looks like a wrong secret.
 */
export async function answerBbb(request: BbbRequest): Promise<Answer> {
  const { name } = request;
  const origin = { requestId: request.header('x-request-id') ?? crypto.randomUUID(), ip: clientAddress(request.header, env().TRUST_PROXY) };
  if (name === '') return versionAnswer(request);
  if (name === 'hooks/ping') return { status: 200, headers: { 'content-type': 'text/plain;charset=utf-8' }, body: 'bbb-webhooks up!' };
  const definition = calls.get(name);
  try {
    if (!definition?.methods.includes(request.method)) throw refusal('unsupportedRequest');
    const answer = await definition.run(await admit(request, definition, origin));
    return 'status' in answer ? answer : success(answer);
  } catch (error) {
    return failed(error, { name, definition, requestId: origin.requestId });
  }
}

async function admit(request: BbbRequest, definition: CallDefinition, origin: BbbCall['origin']): Promise<BbbCall> {
  const { name, query: raw } = request;
  const account = await findCaller(request.apiKey);
  const isDocument = hasDocument(request, definition);
  // A form's text is part of what is signed, so it is read first; a document is not, and is read only for who signed the query.
  const form = isDocument ? null : await readBody(request, longestForm);
  checkChecksum({ name, raw, form, account });
  if (!account) throw refusal('checksumWrong');
  if (account.isDisabled) throw refusal('accountSuspended');
  await noteUse(account.id);
  const parameters = new Parameters(raw, form?.text ?? '');
  const contentType = request.header('content-type') ?? '';
  return { account, parameters, contentType, body: isDocument ? ((await readBody(request))?.bytes ?? null) : null, origin };
}

/** Whether the body is a document or file, as opposed to parameters or nothing. Types the call does not take are refused. */
function hasDocument(request: BbbRequest, { bodies = [] }: CallDefinition): boolean {
  const type = (request.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const isEmpty = request.method === 'GET' || (request.header('content-length') ?? '') === '0' || request.body === null;
  // PHP's client names a type even when there is no body.
  if (isEmpty) return false;
  if (bodies.includes(type)) return true;
  if (type === 'application/x-www-form-urlencoded') return false;
  throw refusal('unsupportedContentType');
}

interface Signed {
  name: string;
  raw: string;
  form: ReadBody | null;
  account: ActingAccount | null;
}

/** In the query, over the query; or in a form's body, over the body as it was sent (A2). */
function checkChecksum({ name, raw, form, account }: Signed): void {
  const text = form?.text ?? '';
  const isInForm = text !== '' && raw === '';
  const verdict = verifyChecksum(name, isInForm ? text : raw, { secrets: account?.secrets ?? [], allowed: algorithms });
  if (name === 'setConfigXML' && isSignedByName(isInForm ? text : raw, account)) return;
  if (verdict === 'missing' && name === 'putRecordingTextTrack') throw new BbbRefusal('paramError', 'Missing param checksum.');
  if (verdict === 'missing') throw refusal(name.startsWith('hooks/') ? 'hookChecksum' : 'checksumMissing');
  const isBoundOnlyToQuery = !isInForm && text !== '';
  if (verdict === 'wrong' || isBoundOnlyToQuery) throw refusal(name.startsWith('hooks/') ? 'hookChecksum' : 'checksumWrong');
}

/** How BigBlueButton's own clients sign setConfigXML: the decoded parameters, sorted by name and encoded again (A15). */
function isSignedByName(raw: string, account: ActingAccount | null): boolean {
  const parameters = new Parameters(raw);
  const given = parameters.text('checksum') ?? '';
  const text = parameters.entriesWithout('checksum').toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([key, value]) => `${key}=${new URLSearchParams({ v: value }).toString().slice(2)}`).join('&');
  return account !== null && account.secrets.some((secret) => isSame(checksumOf('setConfigXML', text, secret), given));
}

function versionAnswer(request: BbbRequest): Answer {
  const answer = { version: '2.0', apiVersion: '2.0', bbbVersion: '2.7' };
  if (request.header('content-type')?.startsWith('application/json')) return jsonAnswer({ returncode: 'SUCCESS', ...answer });
  return success(Object.entries(answer));
}

function failed(error: unknown, { name, definition, requestId }: { name: string; definition: CallDefinition | undefined; requestId: string }): Answer {
  const refused = error instanceof BbbRefusal ? error : refusal('internalError');
  if (refused !== error) {
    const level = error instanceof AppError ? 'warn' : 'error';
    logger[level]({ err: error, call: name, requestId }, 'a BigBlueButton call failed');
  }
  if (definition?.json) return jsonAnswer({ messageKey: refused.key, message: refused.message, returncode: 'FAILED' });
  return failure(refused.key, refused.message);
}
