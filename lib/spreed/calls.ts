import { z } from 'zod';
import { accessCodesMatch } from '#lib/classes/access-code.ts';
import { env } from '#lib/env.ts';
import manifest from '../../package.json' with { type: 'json' };
import { jsonAnswer, notThere, refusals } from './answer.ts';
import { readForm, readObject } from './body.ts';
import { largestUpload } from './image.ts';
import { keepPicture, pictureUrl } from './picture.ts';
import { newRoomName } from './room-name.ts';
import { isSession, newSession } from './session.ts';
import type { SpreedSite } from './site.ts';
import { stats } from './stats.ts';
import { newNonce, newUser, provenUser } from './user.ts';

type Call = (site: SpreedSite, request: Request) => Promise<Response>;

const longestToken = 100;
const buddySide = 46;
const text = z.string().max(1000);
const sessionFields = z.object({ id: text, sid: text });
const proofFields = z.object({ useridcombo: text, secret: text });

/** `GET /api/v1/config`. Media goes through Kelas's own servers, which tell their clients what they need: no STUN, no TURN. */
export const readConfig: Call = async ({ accessCode, mayRegister }) =>
  jsonAnswer({
    Title: 'Kelas', S: `static/ver=${manifest.version}`, B: '/', Token: '', StunURIs: [], TurnURIs: [], Tokens: accessCode !== null, Version: manifest.version,
    UsersEnabled: true, UsersAllowRegistration: mayRegister, UsersMode: 'sharedsecret', Plugin: '',
  });

/** `POST /api/v1/tokens`: whether an access code is the right one. Not there while none is asked for. */
export const checkToken: Call = async ({ accessCode }, request) => {
  if (accessCode === null) return notThere();
  return jsonAnswer({ success: true, token: assertCode(accessCode, (await readForm(request)).get('a')) });
};

/** `POST /api/v1/rooms`: the name of a new room. It opens when somebody follows its address. */
export const createRoom: Call = async ({ accessCode }, request) => {
  if (accessCode !== null) assertCode(accessCode, (await readForm(request)).get('a'));
  const name = newRoomName();
  return jsonAnswer({ success: true, name, url: `${env().PORTAL_URL}/${name}` });
};

function assertCode(accessCode: string, given: string | null): string {
  if (given !== null && [...given].length > longestToken) throw refusals.tokenTooLong();
  if (given === null || !accessCodesMatch(given, accessCode)) throw refusals.invalidToken();
  return given.toLowerCase();
}

/** `POST /api/v1/sessions`: what the original's channel says in its Self document. */
export const createSession: Call = async () => jsonAnswer({ success: true, ...newSession() });

/** `PATCH /api/v1/sessions/{id}/`: proves a session's user; every failure looks the same. */
export const patchSession = (pathId: string): Call => async ({ account }, request) => {
  const given = sessionFields.extend(proofFields.shape).safeParse(await readObject(request).catch(() => null));
  if (!given.success || given.data.id !== pathId || !isSession(given.data)) throw refusals.patchFailed();
  const userid = provenUser(given.data, account.secrets);
  if (userid === null) throw refusals.patchFailed();
  return jsonAnswer({ success: true, userid, nonce: newNonce(account.id, userid) });
};

/** `POST /api/v1/users`: makes a user for a session. Not there unless switched on. */
export const createUser: Call = async ({ account, mayRegister }, request) => {
  if (!mayRegister) return notThere();
  const given = sessionFields.safeParse(await readObject(request));
  if (!given.success || given.data.id === '' || given.data.sid === '') throw refusals.incomplete();
  if (!isSession(given.data)) throw refusals.wrongSession();
  const { userid, useridcombo, timestamp, secret } = newUser(account.secrets[0] ?? '');
  return jsonAnswer({ success: true, userid, useridcombo, timestamp, secret, nonce: newNonce(account.id, userid) });
};

/** `POST /api/v1/users/picture`: multipart, the session's and the user's fields and `picture`. The original takes pictures over its channel. */
export const putPicture: Call = async ({ account }, request) => {
  const form = await request.formData().catch(() => null);
  if (!form) throw refusals.unreadable();
  const given = sessionFields.extend(proofFields.shape).safeParse(Object.fromEntries([...form].filter(([, value]) => typeof value === 'string')));
  const picture = form.get('picture');
  if (!given.success || !(picture instanceof Blob)) throw refusals.incomplete();
  if (!isSession(given.data)) throw refusals.wrongSession();
  const userid = provenUser(given.data, account.secrets);
  if (userid === null) throw refusals.wrongUser();
  if (picture.size > largestUpload) throw refusals.pictureTooLarge();
  const address = await keepPicture(account.id, userid, new Uint8Array(await picture.arrayBuffer()));
  return jsonAnswer({ success: true, imageid: address.imageId, idx: address.idx, url: pictureUrl(address, buddySide) });
};

/** `GET /api/v1/stats`. Not there unless switched on. */
export const readStats: Call = async ({ account, showsStats }, request) =>
  showsStats ? jsonAnswer(await stats(account.id, new URL(request.url).searchParams.get('details') === '1')) : notThere();
