import type { BbbHook } from '#generated/prisma/client.ts';
import { database } from '#lib/db/client.ts';
import { outsideUrl } from '#lib/outside-request/request.ts';
import type { BbbCall } from './call.ts';
import { refusal } from './refusal.ts';
import type { XmlElement } from './xml.ts';

const mostHooks = 100;

/** Registers an address to be told of what happens (A16); the same address twice is one hook. */
export async function createHook({ account, parameters }: BbbCall): Promise<readonly XmlElement[]> {
  const callbackUrl = parameters.text('callbackURL');
  if (callbackUrl === undefined) throw refusal('missingCallbackUrl');
  const where = { accountId_callbackUrl: { accountId: account.id, callbackUrl } };
  const known = await database().bbbHook.findUnique({ where });
  if (known) return duplicate(known);
  const count = await database().bbbHook.count({ where: { accountId: account.id } });
  if (callbackUrl.length > 2048 || outsideUrl(callbackUrl) === null || count >= mostHooks) throw refusal('createHook');
  const data = { accountId: account.id, callbackUrl, externalId: parameters.text('meetingID') ?? null, eventIds: parameters.list('eventID').map((id) => id.toLowerCase()), isRaw: parameters.flag('getRaw', false) };
  // Two at once: the second finds the first's.
  const made = await database().bbbHook.upsert({ where, create: data, update: {} });
  return [['hookID', made.id], ['permanentHook', false], ['rawData', made.isRaw]];
}

function duplicate({ id }: BbbHook): readonly XmlElement[] {
  return [['hookID', id], ['messageKey', 'duplicateWarning'], ['message', 'There is already a hook for this callback URL.']];
}

/** The account's hooks; with a meetingID that meeting's and those of all meetings. */
export async function listHooks({ account, parameters }: BbbCall): Promise<readonly XmlElement[]> {
  const externalId = parameters.text('meetingID');
  const hooks = await database().bbbHook.findMany({
    where: { accountId: account.id, ...(externalId === undefined ? {} : { OR: [{ externalId: null }, { externalId }] }) },
    orderBy: { id: 'asc' },
  });
  return [['hooks', hooks.map((hook): XmlElement => ['hook', hookElements(hook)])]];
}

function hookElements({ id, callbackUrl, externalId, eventIds, isRaw }: BbbHook): XmlElement[] {
  return [
    ['hookID', id],
    ['callbackURL', callbackUrl],
    ...(externalId === null ? [] : [['meetingID', externalId] satisfies XmlElement]),
    ...(eventIds.length === 0 ? [] : [['eventID', eventIds.join(',')] satisfies XmlElement]),
    ['permanentHook', false],
    ['rawData', isRaw],
  ];
}

/** Takes a hook away; what was queued for it is not sent any more. */
export async function destroyHook({ account, parameters }: BbbCall): Promise<readonly XmlElement[]> {
  const given = parameters.text('hookID');
  if (given === undefined) throw refusal('missingHookId');
  const id = /^\d{1,9}$/.test(given) ? Number(given) : 0;
  const { count } = await database().bbbHook.deleteMany({ where: { id, accountId: account.id } });
  if (count === 0) throw refusal('unknownHook');
  return [['removed', true]];
}
