import { plugnmeet } from '#lib/plugnmeet/client.ts';

const freshForMs = 5000;
let last: { at: number; answer: Promise<boolean> } | undefined;

/** Whether the classroom server answers; asked at most every few seconds however many pages are opened, and never for long. */
export function isClassroomUp(): Promise<boolean> {
  const now = Date.now();
  if (!last || now - last.at > freshForMs) last = { at: now, answer: plugnmeet().isHealthy() };
  return last.answer;
}
