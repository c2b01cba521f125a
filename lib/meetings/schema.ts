import { z } from 'zod';
import { joinCode } from '#lib/classes/schema.ts';
import { hasDeceptiveCharacters } from '#lib/text/name.ts';

export const startMeetingInput = z.object({ classId: z.uuid() });

export const endMeetingInput = z.object({ meetingId: z.uuid() });

const broadcastMax = 500;

export const broadcastInput = z.object({
  meetingId: z.uuid(),
  text: z.string().transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n').trim()).pipe(z.string().min(1).max(broadcastMax).refine((text) => !hasDeceptiveCharacters(text.replaceAll('\n', ' ')))),
  audience: z.enum(['everybody', 'moderators']),
  /** A notice is seen at once and goes; a chat message stays. */
  form: z.enum(['notice', 'chat']),
});

export type BroadcastInput = z.output<typeof broadcastInput>;

export const removeParticipantInput = z.object({
  meetingId: z.uuid(),
  /** The room's user_id. */
  participantId: z.string().regex(/^[\w-]{1,100}$/),
  /** Whether they are kept out for the rest of the meeting. */
  block: z.boolean(),
});

export type RemoveParticipantInput = z.output<typeof removeParticipantInput>;

export const enterAccessCodeInput = z.object({ code: joinCode, accessCode: z.string().min(1).max(64) });

export const requestTicketInput = z.object({
  code: joinCode,
  /** What a guest calls themselves; signed-in people go by their account's name. */
  name: z.string().max(400).optional(),
  /** Enter even though the same person is in the room already: that session ends. */
  takeOver: z.boolean().default(false),
  /** The cookie that proves the access code was entered; added by the server. */
  accessProof: z.string().max(200).optional(),
  /** The cookie of somebody an outside system sent; added by the server. */
  visit: z.string().max(300).optional(),
});

export type TicketInput = z.output<typeof requestTicketInput>;

interface TicketBase {
  roomId: string;
  meetingId: string;
  /** The room's user_id. */
  participantId: string;
  name: string;
  isModerator: boolean;
  /** Where the browser calls Plugnmeet's /api. */
  serverUrl: string;
}

/** What a browser needs to enter a room. No token when the same person is in it from another device: making one would put that device out. */
export type Ticket = TicketBase & ({ joinedElsewhere: false; token: string } | { joinedElsewhere: true; token: null });

/** Where a class stands for somebody with its join link. */
export type ClassState = 'scheduled' | 'open' | 'ended' | 'cancelled';

/** Who opens the join page: a guest, somebody signed in, or somebody an outside system sent, who goes back there. */
export type Viewer =
  | { kind: 'guest'; name: null; isModerator: false }
  | { kind: 'user'; name: string; isModerator: boolean }
  | { kind: 'visitor'; name: string; isModerator: boolean; leaveUrl: string | null };

/** What the join page knows of a class and its visitor. */
export interface JoinPage {
  classId: string;
  code: string;
  title: string;
  description: string;
  teacherName: string;
  startsAt: Date;
  durationMinutes: number;
  timeZone: string;
  state: ClassState;
  meetingId: string | null;
  viewer: Viewer;
  needsName: boolean;
  needsAccessCode: boolean;
  guestsAllowed: boolean;
  mayStart: boolean;
}

/** Filters of the list of past meetings, as they stand in the URL; anything odd counts as absent. */
export const pastMeetingsFilter = z.object({
  q: z.string().trim().max(80).catch(''),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});

export type PastMeetingsFilter = z.output<typeof pastMeetingsFilter>;
