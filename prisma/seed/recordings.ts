import { copyFile, mkdir } from 'node:fs/promises';
import { database } from '#lib/db/client.ts';
import { writeWebVtt } from '#lib/plugnmeet/web-vtt.ts';
import { prepare } from '#lib/recordings/prepare.ts';
import { registerRecording } from '#lib/recordings/register.ts';
import { leaseMs, workFolder, workPath } from '#lib/recordings/work.ts';
import { recorded, type DemoRecording } from './recorded.ts';

/** Gives a meeting of the demo school its recording, as if the server had told of it and its file had come. What a person changed of it since stays. */
export async function seedRecording(key: string, meetingId: string): Promise<void> {
  const recording = recorded[key];
  if (recording === undefined) return;
  const recordId = `demo-${key}`;
  await note(recordId, meetingId, recording);
  const { id, step, failure } = await database().recording.findUniqueOrThrow({ where: { recordId } });
  // Made without ffmpeg it lacks what ffmpeg makes: there may be one by now.
  if (step === null && failure !== 'noFfmpeg') return;
  await mkdir(workFolder(id), { recursive: true });
  await copyFile(new URL(`films/${key}.mp4`, import.meta.url), workPath(id, 'original'));
  await prepare(id);
}

/** Held from the beginning: a portal that runs already would ask the server for its file. */
async function note(recordId: string, meetingId: string, { published, visibility, chapters, captions }: DemoRecording): Promise<void> {
  await database().$transaction(async (tx) => {
    const { startedAt } = await tx.meeting.findUniqueOrThrow({ where: { id: meetingId } });
    if (!(await registerRecording(tx, { recordId, meetingId, recordedAt: startedAt }))) return;
    const tracks = Object.entries(captions).map(([language, lines]) => ({ language, text: writeWebVtt(lines.map(([from, to, text]) => ({ from: from * 1000, to: to * 1000, text }))) }));
    await tx.recording.update({ where: { recordId }, data: { step: 'prepare', leasedUntil: new Date(Date.now() + leaseMs), published, visibility, chapters, textTracks: { create: tracks } } });
  });
}
