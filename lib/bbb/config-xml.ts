import { createHash, randomBytes } from 'node:crypto';
import { SaxesParser } from 'saxes';
import { database } from '#lib/db/client.ts';
import { xmlText, type Answer } from './answer.ts';
import type { BbbCall } from './call.ts';
import { readMeetingId } from './meeting-id.ts';
import { refusal } from './refusal.ts';
import { findLive } from './session.ts';
import type { XmlElement } from './xml.ts';

const largest = 256 * 1024;
const mostTokens = 50;

/** The configuration of a client Kelas does not have (A15): enough for callers that read it. */
export async function getDefaultConfigXml(): Promise<Answer> {
  return xmlText('<config><version>2.0</version><modules></modules></config>');
}

/** Takes a configuration and gives a token to join with; it changes nothing of Kelas's room. */
export async function setConfigXml({ account, parameters }: BbbCall): Promise<readonly XmlElement[]> {
  const externalId = readMeetingId(parameters);
  const config = parameters.text('configXML');
  if (config === undefined) throw refusal('configMissing');
  if (Buffer.byteLength(config) > largest || !isXml(config)) throw refusal('configUnreadable');
  const session = await findLive(account.id, externalId);
  if (!session) throw refusal('joinUnknownMeeting');
  const token = `c${createHash('sha256').update(randomBytes(32)).digest('hex').slice(0, 31)}`;
  await database().bbbSession.update({ where: { id: session.id }, data: { configTokens: [...session.configTokens.slice(1 - mostTokens), token] } });
  return [['configToken', token], ['token', token]];
}

function isXml(text: string): boolean {
  let isGood = true;
  const parser = new SaxesParser();
  parser.on('error', () => { isGood = false; });
  parser.on('doctype', () => { isGood = false; });
  parser.write(text).close();
  return isGood;
}
