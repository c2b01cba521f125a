/** What a class offers in its room and lets its students do; the values are those of a new class. */
export const classSwitches = {
  studentsMaySpeak: true,
  studentsMayShowCamera: true,
  studentsMayShareScreen: false,
  studentsMayChat: true,
  studentsMayChatPrivately: true,
  studentsMayShareFiles: true,
  studentsMayDraw: false,
  studentsMayWriteNotes: false,
  withReactions: true,
  withWhiteboard: true,
  withNotepad: true,
  withPolls: true,
  withBreakoutRooms: true,
  withSharedMedia: true,
  withRecording: true,
  /** Recorded from when its teacher comes in, without being asked. */
  recordsFromStart: false,
  /** Recordings show no student's camera. */
  recordsTeachersOnly: false,
  /** End to end, with a key the participants agree on. */
  encrypted: false,
} as const satisfies Record<string, boolean>;

export type ClassSwitch = keyof typeof classSwitches;
export type ClassSwitches = Record<ClassSwitch, boolean>;

// Object.keys forgets the names it was given; the compiler cannot know that these are all of them.
export const classSwitchNames = Object.keys(classSwitches) as ClassSwitch[];

/** The switches alone, out of anything that has them. */
export function pickSwitches(from: ClassSwitches): ClassSwitches {
  return { ...classSwitches, ...Object.fromEntries(classSwitchNames.map((name) => [name, from[name]])) };
}
