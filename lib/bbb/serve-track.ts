import { database } from '#lib/db/client.ts';
import { deliverCaptions } from '#lib/recordings/captions.ts';
import { trackOf } from './track-token.ts';

/** A text track by the address getRecordingTextTracks gave; gone with its hour, or with its recording. Of a cut recording it tells what is left. */
export async function serveTrack(_request: Request, segment: { params: Promise<{ token: string }> }): Promise<Response> {
  const trackId = trackOf((await segment.params).token);
  const track = trackId === null ? null : await database().textTrack.findUnique({
    where: { id: trackId, recording: { deletedAt: null } },
    select: { language: true, recording: { select: { id: true, cutFrom: true, cutTo: true } } },
  });
  return track ? deliverCaptions(track.recording, track.language, false) : new Response(null, { status: 404 });
}
