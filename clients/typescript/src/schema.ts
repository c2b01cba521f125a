// Written from the OpenAPI document by lib/rest/client-schema.ts: change the schemas there, then run `vitest --project unit lib/rest -u`.
/* oxlint-disable max-lines -- as long as the API is */

export type EventType = 'class.created' | 'class.updated' | 'class.cancelled' | 'meeting.started' | 'meeting.ended' | 'participant.joined' | 'participant.left' | 'recording.ready' | 'recording.published' | 'recording.unpublished' | 'recording.deleted' | 'recording.restored';

export interface Class {
  classId: string;
  /** The API the class was made by, or `portal`: a person made it there */
  source: 'portal' | 'bbb' | 'lti' | 'lms' | 'spreed' | 'rest';
  /** What the system that made the class calls it; null for one made in the portal */
  externalId: string | null;
  title: string;
  startsAt: string;
  timeZone: string;
  durationMinutes: number;
  /** The page where people wait for the class and join it */
  joinUrl: string;
  isCancelled: boolean;
  /** Whose class it is */
  teacher: {
    personId: string;
    name: string;
  };
  /** The meeting being held now */
  openMeetingId: string | null;
}

export interface Meeting {
  meetingId: string;
  class: ClassReference;
  status: 'starting' | 'active' | 'ended';
  startedAt: string;
  endedAt: string | null;
  endReason: 'endedByTeacher' | 'emptied' | 'timedOut' | 'failedToStart' | 'unknown' | null;
}

export interface ClassReference {
  classId: string;
  /** The API the class was made by, or `portal`: a person made it there */
  source: 'portal' | 'bbb' | 'lti' | 'lms' | 'spreed' | 'rest';
  /** What the system that made the class calls it; null for one made in the portal */
  externalId: string | null;
  title: string;
}

/** One time one person was in a meeting, from joining to leaving */
export interface Stay {
  /** The same for the same person every time */
  participantId: string;
  /** What the system that sent them calls them; null when none did */
  externalUserId: string | null;
  name: string;
  isModerator: boolean;
  joinedAt: string;
  leftAt: string | null;
}

export interface Recording {
  recordingId: string;
  meetingId: string;
  class: ClassReference;
  title: string;
  description: string;
  state: 'importing' | 'ready' | 'failed';
  /** What is being done with it; null when nothing is */
  step: 'fetch' | 'prepare' | 'cut' | null;
  /** How much of the step is done, in percent */
  progress: number | null;
  /** Why it failed, or what could not be made: `unreadable`, `gone`, `tooLarge`, `gaveUp`, `noFfmpeg`, `cutFailed` */
  failure: string | null;
  isPublished: boolean;
  /** Who may watch it once it is published: its teacher, people of the class, who has the link, everyone */
  visibility: 'private' | 'course' | 'link' | 'public';
  recordedAt: string;
  /** Of the original */
  durationSeconds: number | null;
  /** What viewers see of it; null when that is all. They see nothing until there is a file `cut` */
  cut: Cut | null;
  /** The languages it has captions in */
  captions: string[];
  /** Whether the rule about old recordings leaves it alone */
  isKept: boolean;
  /** Where it can be watched without an account; null unless it is published that far */
  watchUrl: string | null;
  files: ({
    kind: 'original' | 'small' | 'audio' | 'poster' | 'strip' | 'cut';
    mime: string;
    bytes: number;
  })[];
  deletedAt: string | null;
  /** Until then a deleted recording can be brought back */
  restorableUntil: string | null;
}

/** Two moments of the original, in seconds */
export interface Cut {
  from: number;
  to: number;
}

export interface Problem {
  type: 'about:blank';
  title: string;
  status: number;
  /** Stable, for programs */
  code: string;
  /** What in the request it is about */
  field?: string;
  requestId: string;
  /** For the operator to find an unexpected failure in the logs */
  errorId?: string;
}

export interface PresentPerson {
  participantId: string;
  name: string;
  isModerator: boolean;
  since: string;
}

/** What one person did in a meeting */
export interface PersonFigures {
  /** The same for the same person every time */
  participantId: string;
  /** What the system that sent them calls them; null when none did */
  externalUserId: string | null;
  name: string;
  isModerator: boolean;
  /** In seconds */
  talkedSeconds: number;
  talkedTimes: number;
  /** In seconds */
  microphoneSeconds: number;
  /** In seconds */
  cameraSeconds: number;
  /** When the camera was on */
  cameraSpans: {
    from: string;
    to: string;
  }[];
  /** In seconds */
  screenSeconds: number;
  publicMessages: number;
  privateMessages: number;
  reactions: number;
  handsRaised: number;
  filesShared: number;
  /** On the whiteboard */
  strokes: number;
  votes: number;
  /** How often the connection was poor or lost */
  badConnections: number;
}

/** A question that was asked, and how often each answer was chosen */
export interface PollFigures {
  question: string;
  options: {
    text: string;
    votes: number;
  }[];
}

/** What one student or guest did in the latest 60 meetings of a class together */
export interface StudentFigures {
  /** The same for the same person every time */
  participantId: string;
  /** What the system that sent them calls them; null when none did */
  externalUserId: string | null;
  name: string;
  /** Meetings they came to */
  attended: number;
  /** In seconds */
  attendedSeconds: number;
  /** In seconds */
  talkedSeconds: number;
  /** In seconds */
  cameraSeconds: number;
  publicMessages: number;
  handsRaised: number;
  votes: number;
}

export interface Chapter {
  /** In seconds */
  at: number;
  /** What began: somebody presents, shares a screen; the whiteboard, a video, a web page, a page of the whiteboard is shown */
  what: 'presenter' | 'screen' | 'whiteboard' | 'video' | 'link' | 'page';
  /** Who presents or shares */
  name: string | null;
  /** Which page, counted from 1 */
  page: number | null;
}

export interface Captions {
  language: string;
  /** What the language calls itself */
  name: string;
}

/** Somebody with an account in the portal */
export interface Person {
  personId: string;
  name: string;
  email: string;
  role: 'admin' | 'teacher' | 'student';
  /** Whether their account is switched off */
  isDisabled: boolean;
  createdAt: string;
}

export interface Webhook {
  webhookId: string;
  url: string;
  description: string;
  /** An empty list stands for all */
  events: EventType[];
  isEnabled: boolean;
  createdAt: string;
}

export interface NewWebhook {
  webhookId: string;
  url: string;
  description: string;
  /** An empty list stands for all */
  events: EventType[];
  isEnabled: boolean;
  createdAt: string;
  /** What messages are signed with. Shown in this answer only. */
  secret: string;
}

export interface Delivery {
  /** The `webhook-id` header is `msg_` and this */
  messageId: string;
  event: string;
  state: 'pending' | 'delivered' | 'failed';
  attempts: number;
  lastError: string | null;
  createdAt: string;
  settledAt: string | null;
  nextAttemptAt: string | null;
}

/** What each operation takes and answers. */
export interface Operations {
  /** List the classes the account reaches, cancelled ones too, by when they begin. Needs the scope `classes:read`. */
  listClasses: {
    params: undefined;
    query: {
      /** The API the class was made by, or `portal`: a person made it there */
      source?: 'portal' | 'bbb' | 'lti' | 'lms' | 'spreed' | 'rest';
      /** Only classes that begin then or later */
      from?: string;
      /** Only classes that begin before */
      to?: string;
      /** The `next` of the page before */
      after?: string;
      limit?: number;
    };
    body: undefined;
    answer: {
      classes: Class[];
      /** Send it as `after` for the next page; null on the last */
      next: string | null;
    };
  };
  /** Read a class. Needs the scope `classes:read`. */
  getClass: {
    params: {
      /** Your own name for the class: 1 to 200 of A–Z, a–z, 0–9, ".", "_", "~" and "-", beginning with a letter or digit. Or the class's `classId`; your own name goes first */
      externalId: string;
    };
    query: undefined;
    body: undefined;
    answer: Class;
  };
  /** Make a class, or change it: the same request twice makes one class. Needs the scope `classes:write`. */
  putClass: {
    params: {
      /** Your own name for the class: 1 to 200 of A–Z, a–z, 0–9, ".", "_", "~" and "-", beginning with a letter or digit. Or the class's `classId`; your own name goes first */
      externalId: string;
    };
    query: undefined;
    body: {
      title: string;
      description?: string;
      /** Wall clock in `timeZone` */
      startsAt: string;
      /** IANA name */
      timeZone: string;
      durationMinutes: number;
      guestsAllowed: boolean;
      accessCode?: string | null;
      waitingRoom: boolean;
      studentsMaySpeak?: boolean;
      studentsMayShowCamera?: boolean;
      studentsMayShareScreen?: boolean;
      studentsMayChat?: boolean;
      studentsMayChatPrivately?: boolean;
      studentsMayShareFiles?: boolean;
      studentsMayDraw?: boolean;
      studentsMayWriteNotes?: boolean;
      withReactions?: boolean;
      withWhiteboard?: boolean;
      withNotepad?: boolean;
      withPolls?: boolean;
      withBreakoutRooms?: boolean;
      withSharedMedia?: boolean;
      withRecording?: boolean;
      recordsFromStart?: boolean;
      recordsTeachersOnly?: boolean;
      encrypted?: boolean;
      maxParticipants?: number | null;
      /** Whose class it is: the `personId` or e-mail address of a teacher or admin. Only for systems that reach the whole school; a class keeps its teacher */
      teacher?: string;
    };
    answer: Class;
  };
  /** Cancel a class that is not being held; its link then says so. Needs the scope `classes:write`. */
  cancelClass: {
    params: {
      /** Your own name for the class: 1 to 200 of A–Z, a–z, 0–9, ".", "_", "~" and "-", beginning with a letter or digit. Or the class's `classId`; your own name goes first */
      externalId: string;
    };
    query: undefined;
    body: undefined;
    answer: Class;
  };
  /** Start the class, or find it started. Needs the scope `meetings:control`. */
  startClass: {
    params: {
      /** Your own name for the class: 1 to 200 of A–Z, a–z, 0–9, ".", "_", "~" and "-", beginning with a letter or digit. Or the class's `classId`; your own name goes first */
      externalId: string;
    };
    query: undefined;
    body: undefined;
    answer: {
      /** Null when none was being held */
      meetingId: string | null;
    };
  };
  /** End the meeting of the class for everybody. Needs the scope `meetings:control`. */
  endClass: {
    params: {
      /** Your own name for the class: 1 to 200 of A–Z, a–z, 0–9, ".", "_", "~" and "-", beginning with a letter or digit. Or the class's `classId`; your own name goes first */
      externalId: string;
    };
    query: undefined;
    body: undefined;
    answer: {
      /** Null when none was being held */
      meetingId: string | null;
    };
  };
  /** Who is in the class now; moderators first. Needs the scope `meetings:read`. */
  listPeople: {
    params: {
      /** Your own name for the class: 1 to 200 of A–Z, a–z, 0–9, ".", "_", "~" and "-", beginning with a letter or digit. Or the class's `classId`; your own name goes first */
      externalId: string;
    };
    query: undefined;
    body: undefined;
    answer: {
      people: PresentPerson[];
    };
  };
  /** A link for one person, good once and for ten minutes: opening it leads into the class without signing in. Needs the scope `people:invite`. */
  createVisit: {
    params: {
      /** Your own name for the class: 1 to 200 of A–Z, a–z, 0–9, ".", "_", "~" and "-", beginning with a letter or digit. Or the class's `classId`; your own name goes first */
      externalId: string;
    };
    query: undefined;
    body: {
      /** What your system calls them; the same person is the same participant every time */
      externalUserId: string;
      name: string;
      isModerator: boolean;
      waits?: boolean;
      avatarUrl?: string | null;
      locale?: string | null;
      leaveUrl?: string | null;
    };
    answer: {
      url: string;
      /** The same for the same person every time */
      participantId: string;
    };
  };
  /** List the meetings of the classes the account reaches, those being held too; latest first. Needs the scope `meetings:read`. */
  listMeetings: {
    params: undefined;
    query: {
      /** Only of this class, by your own name for it */
      externalId?: string;
      /** Only of this class */
      classId?: string;
      /** `active` ones are being held */
      status?: 'starting' | 'active' | 'ended';
      /** The `next` of the page before */
      after?: string;
      limit?: number;
    };
    body: undefined;
    answer: {
      meetings: Meeting[];
      /** Send it as `after` for the next page; null on the last */
      next: string | null;
    };
  };
  /** Read a meeting. Needs the scope `meetings:read`. */
  getMeeting: {
    params: {
      meetingId: string;
    };
    query: undefined;
    body: undefined;
    answer: Meeting;
  };
  /** Who was in a meeting, from when to when: a line for each stay, latest first. Needs the scope `meetings:read`. */
  listAttendance: {
    params: {
      meetingId: string;
    };
    query: {
      /** The `next` of the page before */
      after?: string;
      limit?: number;
    };
    body: undefined;
    answer: {
      stays: Stay[];
      /** Send it as `after` for the next page; null on the last */
      next: string | null;
    };
  };
  /** End a meeting for everybody; one that is over stays as it ended. Needs the scope `meetings:control`. */
  endMeeting: {
    params: {
      meetingId: string;
    };
    query: undefined;
    body: undefined;
    answer: Meeting;
  };
  /** Who is in a meeting now; moderators first, at most 1,000. Needs the scope `meetings:read`. */
  listPresent: {
    params: {
      meetingId: string;
    };
    query: undefined;
    body: undefined;
    answer: {
      people: PresentPerson[];
    };
  };
  /** Show a message to the people in a meeting. Needs the scope `meetings:control`. */
  broadcast: {
    params: {
      meetingId: string;
    };
    query: undefined;
    body: {
      /** 1 to 500 letters */
      text: string;
      audience?: 'everybody' | 'moderators';
      /** A notice is seen at once and goes; a chat message stays */
      form?: 'notice' | 'chat';
    };
    answer: {
      meetingId: string;
    };
  };
  /** Take somebody out of a meeting. Needs the scope `meetings:control`. */
  removePerson: {
    params: {
      meetingId: string;
      participantId: string;
    };
    query: undefined;
    body: {
      /** Whether they are kept out for the rest of the meeting */
      block?: boolean;
    };
    answer: {
      meetingId: string;
    };
  };
  /** What people did in a meeting: how long they talked and had their camera on, messages, raised hands, votes; and what polls came to. Needs the scope `meetings:read`. */
  getMeetingFigures: {
    params: {
      meetingId: string;
    };
    query: undefined;
    body: undefined;
    answer: {
      /** False until the meeting is over and counted, some seconds to minutes after its end */
      isKnown: boolean;
      /** Who talked most first; at most 1,000 */
      people: PersonFigures[];
      polls: PollFigures[];
    };
  };
  /** How many came to a class's latest meetings that are over. Needs the scope `meetings:read`. */
  getClassFigures: {
    params: {
      /** Your own name for the class: 1 to 200 of A–Z, a–z, 0–9, ".", "_", "~" and "-", beginning with a letter or digit. Or the class's `classId`; your own name goes first */
      externalId: string;
    };
    query: undefined;
    body: undefined;
    answer: {
      /** The latest 60, in the order they were held */
      meetings: ({
        meetingId: string;
        startedAt: string;
        /** Students and guests who came */
        studentCount: number;
        /** Share of the class's members who came, 0 to 1; null when it has none */
        attendanceRate: number | null;
      })[];
      /** Of all these meetings together */
      averageAttendanceRate: number | null;
    };
  };
  /** What each student and guest did in a class's latest meetings together, by their participant ids. Needs the scope `meetings:read`. */
  listStudentFigures: {
    params: {
      /** Your own name for the class: 1 to 200 of A–Z, a–z, 0–9, ".", "_", "~" and "-", beginning with a letter or digit. Or the class's `classId`; your own name goes first */
      externalId: string;
    };
    query: {
      /** The `next` of the page before */
      after?: string;
      limit?: number;
    };
    body: undefined;
    answer: {
      students: StudentFigures[];
      /** Send it as `after` for the next page; null on the last */
      next: string | null;
    };
  };
  /** List the recordings of the classes the account reaches, latest first. Needs the scope `recordings:read`. */
  listRecordings: {
    params: undefined;
    query: {
      /** Only of this class, by your own name for it */
      externalId?: string;
      /** Only of this class */
      classId?: string;
      /** Only of this meeting */
      meetingId?: string;
      /** `all` leaves deleted ones out */
      show?: 'all' | 'published' | 'unpublished' | 'deleted';
      /** The `next` of the page before */
      after?: string;
      limit?: number;
    };
    body: undefined;
    answer: {
      recordings: Recording[];
      /** Send it as `after` for the next page; null on the last */
      next: string | null;
    };
  };
  /** Read a recording. Needs the scope `recordings:read`. */
  getRecording: {
    params: {
      recordingId: string;
    };
    query: undefined;
    body: undefined;
    answer: Recording;
  };
  /** Change a recording's title, description or audience, publish or hide it, keep it; what is left out stays. Needs the scope `recordings:write`. */
  updateRecording: {
    params: {
      recordingId: string;
    };
    query: undefined;
    body: {
      title?: string;
      description?: string;
      visibility?: 'private' | 'course' | 'link' | 'public';
      /** Publishing one that was for its teacher only makes it visible to people of the class, unless `visibility` says otherwise */
      isPublished?: boolean;
      /** Keeps it from the rule about old recordings, or leaves it to the rule */
      isKept?: boolean;
    };
    answer: Recording;
  };
  /** Delete a recording; until `restorableUntil` it can be brought back. Needs the scope `recordings:write`. */
  deleteRecording: {
    params: {
      recordingId: string;
    };
    query: undefined;
    body: undefined;
    answer: Recording;
  };
  /** Bring a deleted recording back as it was. Needs the scope `recordings:write`. */
  restoreRecording: {
    params: {
      recordingId: string;
    };
    query: undefined;
    body: undefined;
    answer: Recording;
  };
  /** Download a file of a recording; answers Range and HEAD requests. Needs the scope `recordings:read`. */
  downloadRecording: {
    params: {
      recordingId: string;
      kind: 'original' | 'small' | 'audio' | 'poster' | 'strip' | 'cut';
    };
    query: undefined;
    body: undefined;
    answer: Response;
  };
  /** Show viewers only what stands between two moments. The original stays; `step` is `cut` while the file for viewers is made, and until then they have nothing. Needs the scope `recordings:write`. */
  cutRecording: {
    params: {
      recordingId: string;
    };
    query: undefined;
    body: {
      /** In seconds */
      from: number;
      /** In seconds; a second after `from` at least */
      to: number;
    };
    answer: Recording;
  };
  /** Show viewers all of a recording again; while it is being cut that stops. Needs the scope `recordings:write`. */
  uncutRecording: {
    params: {
      recordingId: string;
    };
    query: undefined;
    body: undefined;
    answer: Recording;
  };
  /** Try again to take in a recording that failed; any other is left as it is. Needs the scope `recordings:write`. */
  retryRecording: {
    params: {
      recordingId: string;
    };
    query: undefined;
    body: undefined;
    answer: Recording;
  };
  /** What is worth jumping to in a recording, in order, at most 500; none when its server tells of none. Needs the scope `recordings:read`. */
  listChapters: {
    params: {
      recordingId: string;
    };
    query: {
      /** Whether the times are those of the file `original` or, for a recording that is cut, of the file `cut` */
      fits?: 'original' | 'cut';
    };
    body: undefined;
    answer: {
      chapters: Chapter[];
    };
  };
  /** The languages a recording has captions in. Needs the scope `recordings:read`. */
  listCaptions: {
    params: {
      recordingId: string;
    };
    query: undefined;
    body: undefined;
    answer: {
      captions: Captions[];
    };
  };
  /** Read the captions of a recording in a language, as WebVTT. Needs the scope `recordings:read`. */
  readCaptions: {
    params: {
      recordingId: string;
      /** A language as BCP 47 writes it */
      language: string;
    };
    query: {
      /** Whether the times are those of the file `original` or, for a recording that is cut, of the file `cut` */
      fits?: 'original' | 'cut';
    };
    body: undefined;
    answer: Response;
  };
  /** Give a recording captions in a language, in place of those it had. Needs the scope `recordings:write`. */
  putCaptions: {
    params: {
      recordingId: string;
      /** A language as BCP 47 writes it */
      language: string;
    };
    query: undefined;
    body: {
      /** WebVTT or SubRip, on the original's time line; markup and positions are left out */
      text: string;
    };
    answer: {
      captions: Captions[];
    };
  };
  /** Take the captions in a language away; answers those that are left. Needs the scope `recordings:write`. */
  removeCaptions: {
    params: {
      recordingId: string;
      /** A language as BCP 47 writes it */
      language: string;
    };
    query: undefined;
    body: undefined;
    answer: {
      captions: Captions[];
    };
  };
  /** List the people with an account, those who came first before the others. Only for a system that reaches the whole school. Needs the scope `people:read`. */
  searchPeople: {
    params: undefined;
    query: {
      /** Only the person with this address */
      email?: string;
      role?: 'admin' | 'teacher' | 'student';
      /** The `next` of the page before */
      after?: string;
      limit?: number;
    };
    body: undefined;
    answer: {
      people: Person[];
      /** Send it as `after` for the next page; null on the last */
      next: string | null;
    };
  };
  /** Read a person. Only for a system that reaches the whole school. Needs the scope `people:read`. */
  getPerson: {
    params: {
      personId: string;
    };
    query: undefined;
    body: undefined;
    answer: Person;
  };
  /** Give a person another role; it holds from their next click on. Only for a system that reaches the whole school. Needs the scope `people:manage`. */
  changeRole: {
    params: {
      personId: string;
    };
    query: undefined;
    body: {
      role: 'admin' | 'teacher' | 'student';
    };
    answer: Person;
  };
  /** Invite somebody: a link, good once, with which they make their account; mailed to them too, when their address is given and mail is set up. Only for a system that reaches the whole school. Needs the scope `people:manage`. */
  invitePerson: {
    params: undefined;
    query: undefined;
    body: {
      role: 'admin' | 'teacher' | 'student';
      email?: string;
      name?: string;
    };
    answer: {
      /** Shown in this answer only */
      url: string;
      expiresAt: string;
      isMailed: boolean;
    };
  };
  /** Switch a person's account off: they are signed out at once; nothing of theirs is deleted. Only for a system that reaches the whole school. Needs the scope `people:manage`. */
  disablePerson: {
    params: {
      personId: string;
    };
    query: undefined;
    body: undefined;
    answer: Person;
  };
  /** Switch a person's account on again. Only for a system that reaches the whole school. Needs the scope `people:manage`. */
  enablePerson: {
    params: {
      personId: string;
    };
    query: undefined;
    body: undefined;
    answer: Person;
  };
  /** List the account's webhooks; there are at most twenty. Needs the scope `webhooks:manage`. */
  listWebhooks: {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: {
      webhooks: Webhook[];
    };
  };
  /** Have an address told of events of the account's classes. Needs the scope `webhooks:manage`. */
  createWebhook: {
    params: undefined;
    query: undefined;
    body: {
      /** https, on the public internet */
      url: string;
      /** For people: what listens there */
      description?: string;
      /** Only these; an empty list stands for all, also those to come */
      events?: EventType[];
    };
    answer: NewWebhook;
  };
  /** Read a webhook. Needs the scope `webhooks:manage`. */
  getWebhook: {
    params: {
      webhookId: string;
    };
    query: undefined;
    body: undefined;
    answer: Webhook;
  };
  /** Change a webhook, switch it off or on; what is left out stays. Needs the scope `webhooks:manage`. */
  updateWebhook: {
    params: {
      webhookId: string;
    };
    query: undefined;
    body: {
      /** https, on the public internet */
      url?: string;
      /** For people: what listens there */
      description?: string;
      /** Only these; an empty list stands for all, also those to come */
      events?: EventType[];
      isEnabled?: boolean;
    };
    answer: Webhook;
  };
  /** Remove a webhook and what still waits for it. Needs the scope `webhooks:manage`. */
  deleteWebhook: {
    params: {
      webhookId: string;
    };
    query: undefined;
    body: undefined;
    answer: {
      webhookId: string;
    };
  };
  /** Give a webhook a new secret; for a day messages carry a signature with the one before as well. Needs the scope `webhooks:manage`. */
  rotateWebhookSecret: {
    params: {
      webhookId: string;
    };
    query: undefined;
    body: undefined;
    answer: {
      /** What messages are signed with. Shown in this answer only. */
      secret: string;
    };
  };
  /** Send a webhook the event `webhook.test`, at once. Needs the scope `webhooks:manage`. */
  testWebhook: {
    params: {
      webhookId: string;
    };
    query: undefined;
    body: undefined;
    answer: {
      webhookId: string;
    };
  };
  /** What a webhook was told, latest first; kept for 30 days. Needs the scope `webhooks:manage`. */
  listDeliveries: {
    params: {
      webhookId: string;
    };
    query: {
      state?: 'pending' | 'delivered' | 'failed';
      /** The `next` of the page before */
      after?: string;
      limit?: number;
    };
    body: undefined;
    answer: {
      deliveries: Delivery[];
      /** Send it as `after` for the next page; null on the last */
      next: string | null;
    };
  };
  /** Send a message again that was taken or given up. Needs the scope `webhooks:manage`. */
  resendDelivery: {
    params: {
      webhookId: string;
      messageId: string;
    };
    query: undefined;
    body: undefined;
    answer: {
      messageId: string;
    };
  };
  /** Which account the key is of, what it reaches, and what it may do. */
  getKey: {
    params: undefined;
    query: undefined;
    body: undefined;
    answer: {
      account: string;
      /** Whether it reaches every class of the school, or only those made for the account */
      reachesSchool: boolean;
      scopes: ('classes:read' | 'classes:write' | 'meetings:read' | 'meetings:control' | 'people:invite' | 'recordings:read' | 'recordings:write' | 'people:read' | 'people:manage' | 'webhooks:manage')[];
    };
  };
}

/** Where each operation is. */
export const operations = {
  listClasses: { method: 'GET', path: '/classes' },
  getClass: { method: 'GET', path: '/classes/{externalId}' },
  putClass: { method: 'PUT', path: '/classes/{externalId}' },
  cancelClass: { method: 'DELETE', path: '/classes/{externalId}' },
  startClass: { method: 'POST', path: '/classes/{externalId}/start' },
  endClass: { method: 'POST', path: '/classes/{externalId}/end' },
  listPeople: { method: 'GET', path: '/classes/{externalId}/people' },
  createVisit: { method: 'POST', path: '/classes/{externalId}/visits' },
  listMeetings: { method: 'GET', path: '/meetings' },
  getMeeting: { method: 'GET', path: '/meetings/{meetingId}' },
  listAttendance: { method: 'GET', path: '/meetings/{meetingId}/attendance' },
  endMeeting: { method: 'POST', path: '/meetings/{meetingId}/end' },
  listPresent: { method: 'GET', path: '/meetings/{meetingId}/people' },
  broadcast: { method: 'POST', path: '/meetings/{meetingId}/broadcast' },
  removePerson: { method: 'POST', path: '/meetings/{meetingId}/people/{participantId}/remove' },
  getMeetingFigures: { method: 'GET', path: '/meetings/{meetingId}/figures' },
  getClassFigures: { method: 'GET', path: '/classes/{externalId}/figures' },
  listStudentFigures: { method: 'GET', path: '/classes/{externalId}/figures/students' },
  listRecordings: { method: 'GET', path: '/recordings' },
  getRecording: { method: 'GET', path: '/recordings/{recordingId}' },
  updateRecording: { method: 'PATCH', path: '/recordings/{recordingId}' },
  deleteRecording: { method: 'DELETE', path: '/recordings/{recordingId}' },
  restoreRecording: { method: 'POST', path: '/recordings/{recordingId}/restore' },
  downloadRecording: { method: 'GET', path: '/recordings/{recordingId}/files/{kind}', isFile: true },
  cutRecording: { method: 'PUT', path: '/recordings/{recordingId}/cut' },
  uncutRecording: { method: 'DELETE', path: '/recordings/{recordingId}/cut' },
  retryRecording: { method: 'POST', path: '/recordings/{recordingId}/retry' },
  listChapters: { method: 'GET', path: '/recordings/{recordingId}/chapters' },
  listCaptions: { method: 'GET', path: '/recordings/{recordingId}/captions' },
  readCaptions: { method: 'GET', path: '/recordings/{recordingId}/captions/{language}', isFile: true },
  putCaptions: { method: 'PUT', path: '/recordings/{recordingId}/captions/{language}' },
  removeCaptions: { method: 'DELETE', path: '/recordings/{recordingId}/captions/{language}' },
  searchPeople: { method: 'GET', path: '/people' },
  getPerson: { method: 'GET', path: '/people/{personId}' },
  changeRole: { method: 'PATCH', path: '/people/{personId}' },
  invitePerson: { method: 'POST', path: '/people/invitations' },
  disablePerson: { method: 'POST', path: '/people/{personId}/disable' },
  enablePerson: { method: 'POST', path: '/people/{personId}/enable' },
  listWebhooks: { method: 'GET', path: '/webhooks' },
  createWebhook: { method: 'POST', path: '/webhooks' },
  getWebhook: { method: 'GET', path: '/webhooks/{webhookId}' },
  updateWebhook: { method: 'PATCH', path: '/webhooks/{webhookId}' },
  deleteWebhook: { method: 'DELETE', path: '/webhooks/{webhookId}' },
  rotateWebhookSecret: { method: 'POST', path: '/webhooks/{webhookId}/secret' },
  testWebhook: { method: 'POST', path: '/webhooks/{webhookId}/test' },
  listDeliveries: { method: 'GET', path: '/webhooks/{webhookId}/deliveries' },
  resendDelivery: { method: 'POST', path: '/webhooks/{webhookId}/deliveries/{messageId}/resend' },
  getKey: { method: 'GET', path: '/key' },
} as const satisfies Record<keyof Operations, { method: string; path: string; isFile?: true }>;

/** What a webhook is told with each event. */
export interface Events {
  'class.created': {
    class: Class;
  };
  'class.updated': {
    class: Class;
  };
  'class.cancelled': {
    class: Class;
  };
  'meeting.started': {
    meeting: Meeting;
  };
  'meeting.ended': {
    meeting: Meeting;
  };
  'participant.joined': {
    meeting: {
      meetingId: string;
      class: ClassReference;
    };
    participant: Stay;
  };
  'participant.left': {
    meeting: {
      meetingId: string;
      class: ClassReference;
    };
    participant: Stay;
  };
  'recording.ready': {
    recording: Recording;
  };
  'recording.published': {
    recording: Recording;
  };
  'recording.unpublished': {
    recording: Recording;
  };
  'recording.deleted': {
    recording: Recording;
  };
  'recording.restored': {
    recording: Recording;
  };
  'webhook.test': {
    webhookId: string;
  };
}
