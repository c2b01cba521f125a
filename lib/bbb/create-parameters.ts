import { randomInt } from 'node:crypto';
import type { ClassInput } from '#lib/classes/schema.ts';
import type { RoomExtras } from '#lib/plugnmeet/metadata.ts';
import { readMeetingId } from './meeting-id.ts';
import type { Parameters } from './parameters.ts';
import { refusal } from './refusal.ts';

const guestPolicies = ['ALWAYS_ACCEPT', 'ALWAYS_DENY', 'ASK_MODERATOR', 'ALWAYS_ACCEPT_AUTH'] as const;
export type GuestPolicy = (typeof guestPolicies)[number];

/** What a create asks for (A5.1), checked. */
export interface CreateRequest {
  externalId: string;
  name: string;
  /** Null when the caller leaves it to us. */
  attendeePassword: string | null;
  moderatorPassword: string | null;
  voiceBridge: number | null;
  dialNumber: string;
  duration: number;
  maxUsers: number;
  isRecorded: boolean;
  guestPolicy: GuestPolicy;
  logoutUrl: string | null;
  endedUrl: string | null;
  breakout: { parentId: string; sequence: number; freeJoin: boolean } | null;
  metadata: Record<string, string>;
  settings: Partial<ClassInput>;
  extras: RoomExtras;
  /** Slides to fetch, besides those in the body. */
  preUploaded: { url: string; name: string | null } | null;
}

const longestMetadata = 256;
const passwordAlphabet = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** Eight letters and digits that begin with a letter: clients that guess types must not take it for a number. */
export function newPassword(): string {
  const letters = passwordAlphabet.length - 8;
  return Array.from({ length: 8 }, (_, index) => passwordAlphabet[randomInt(index === 0 ? letters : passwordAlphabet.length)]).join('');
}

export function readCreate(parameters: Parameters): CreateRequest {
  const externalId = readMeetingId(parameters);
  const disabled = disabledFeatures(parameters);
  const guestPolicy = readPolicy(parameters);
  const isRecorded = parameters.flag('record', false, 'recordFlag');
  const maxUsers = parameters.whole('maxParticipants', 0);
  return {
    externalId,
    name: readName(parameters, externalId),
    attendeePassword: readPassword(parameters, 'attendeePW'),
    moderatorPassword: readPassword(parameters, 'moderatorPW'),
    voiceBridge: parameters.has('voiceBridge') && parameters.text('voiceBridge') !== undefined ? parameters.whole('voiceBridge', 0, 'voiceBridge') : null,
    dialNumber: parameters.text('dialNumber')?.slice(0, 64) ?? '000-000-0000',
    duration: parameters.whole('duration', 0),
    maxUsers,
    isRecorded,
    guestPolicy,
    logoutUrl: webAddress(parameters.text('logoutURL')),
    endedUrl: webAddress(parameters.text('meetingEndedURL')),
    breakout: readBreakout(parameters),
    metadata: readMetadata(parameters),
    settings: readSettings(parameters, { disabled, guestPolicy, isRecorded, maxUsers }),
    extras: readExtras(parameters, disabled),
    preUploaded: readPreUploaded(parameters),
  };
}

function readName(parameters: Parameters, externalId: string): string {
  const name = parameters.text('name')?.trim();
  if (name === undefined || name === '') return externalId;
  const { length } = [...name];
  if (length < 2 || length > 256) throw refusal('meetingNameLength');
  return name;
}

function readPassword(parameters: Parameters, name: string): string | null {
  const password = parameters.text(name);
  if (password === undefined) return null;
  if (password.length < 2 || password.length > 64) throw refusal('passwordLength');
  return password;
}

function readPolicy(parameters: Parameters): GuestPolicy {
  const policy = parameters.text('guestPolicy');
  return guestPolicies.find((known) => known === policy) ?? 'ALWAYS_ACCEPT';
}

function readBreakout(parameters: Parameters): CreateRequest['breakout'] {
  if (!parameters.flag('isBreakout', false, 'breakoutFlag')) return null;
  const parentId = parameters.text('parentMeetingID');
  if (parentId === undefined) throw refusal('parentMissing');
  return { parentId, sequence: parameters.whole('sequence', 0), freeJoin: parameters.flag('freeJoin', false) };
}

/** At most so many, and each as long as a page's text: more is nobody's metadata. */
function readMetadata(parameters: Parameters): Record<string, string> {
  const given = [...parameters.meta()].filter(([, value]) => value !== '').slice(0, longestMetadata);
  return Object.fromEntries(given.map(([name, value]) => [name, value.slice(0, 8192)]));
}

function disabledFeatures(parameters: Parameters): Set<string> {
  const kept = new Set(parameters.list('disabledFeaturesExclude'));
  const disabled = new Set(parameters.list('disabledFeatures').filter((feature) => !kept.has(feature)));
  if (!parameters.flag('breakoutRoomsEnabled', true)) disabled.add('breakoutRooms');
  return disabled;
}

interface Asked {
  disabled: ReadonlySet<string>;
  guestPolicy: GuestPolicy;
  isRecorded: boolean;
  maxUsers: number;
}

/** What a class has settings for (A18). Locks hold for attendees. */
function readSettings(parameters: Parameters, { disabled, guestPolicy, isRecorded, maxUsers }: Asked): Partial<ClassInput> {
  const isLocked = (...names: string[]) => names.some((name) => parameters.flag(name, false));
  return {
    waitingRoom: guestPolicy === 'ASK_MODERATOR' || guestPolicy === 'ALWAYS_ACCEPT_AUTH',
    maxParticipants: maxUsers >= 2 ? Math.min(maxUsers, 1000) : null,
    studentsMaySpeak: !isLocked('lockSettingsDisableMic'),
    studentsMayShowCamera: !isLocked('lockSettingsDisableCam'),
    studentsMayChat: !isLocked('lockSettingsDisablePublicChat') && !disabled.has('chat'),
    studentsMayChatPrivately: !isLocked('lockSettingsDisablePrivateChat') && !disabled.has('privateChat') && !disabled.has('chat'),
    studentsMayWriteNotes: !isLocked('lockSettingsDisableNotes', 'lockSettingsDisableNote'),
    withReactions: !disabled.has('userReactions'),
    withWhiteboard: !disabled.has('presentation'),
    withNotepad: !disabled.has('sharedNotes'),
    withPolls: !disabled.has('polls'),
    withBreakoutRooms: !disabled.has('breakoutRooms'),
    withSharedMedia: !disabled.has('externalVideos'),
    withRecording: isRecorded && (parameters.flag('allowStartStopRecording', true) || parameters.flag('autoStartRecording', false)),
  };
}

function readExtras(parameters: Parameters, disabled: ReadonlySet<string>): RoomExtras {
  const welcome = parameters.text('welcome');
  const duration = parameters.whole('duration', 0);
  return {
    ...(welcome === undefined ? {} : { welcome: welcomeText(welcome, parameters).slice(0, 4000) }),
    ...(duration > 0 ? { longestMinutes: duration } : {}),
    mutedOnStart: parameters.flag('muteOnStart', false),
    camerasForModeratorsOnly: parameters.flag('webcamsOnlyForModerator', false),
    hidesPeople: parameters.flag('lockSettingsHideUserList', false),
    recordsFromStart: parameters.flag('autoStartRecording', false),
    withoutScreenSharing: disabled.has('screenshare'),
    withoutRaisedHands: disabled.has('raiseHand'),
  };
}

/** The greeting's placeholders; its markup is taken out. */
function welcomeText(welcome: string, parameters: Parameters): string {
  const values: Readonly<Record<string, string>> = { CONFNAME: parameters.text('name') ?? '', DIALNUM: parameters.text('dialNumber') ?? '', CONFNUM: parameters.text('voiceBridge') ?? '' };
  return welcome.replaceAll(/%%(CONFNAME|DIALNUM|CONFNUM)%%/g, (_, name: string) => values[name] ?? '').replaceAll(/<br\s*\/?>/gi, '\n').replaceAll(/<[^>]*>/g, '');
}

function readPreUploaded(parameters: Parameters): CreateRequest['preUploaded'] {
  const url = parameters.text('preUploadedPresentation');
  return url === undefined ? null : { url, name: parameters.text('preUploadedPresentationName') ?? null };
}

/** A web address, or null: what is none is left out rather than followed. */
export function webAddress(text: string | undefined): string | null {
  const url = text === undefined ? null : URL.parse(text);
  return url && (url.protocol === 'https:' || url.protocol === 'http:') && text !== undefined && text.length <= 2048 ? text : null;
}
