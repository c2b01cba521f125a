import { openSignedValue, signValue } from '#lib/signed-value.ts';

const lifeMs = 3_600_000;

/** What stands in the address of a text track: good for an hour, and for this track alone. */
export function trackToken(trackId: string): string {
  return signValue('textTrack', `${trackId}|${Date.now() + lifeMs}`);
}

/** The track a token is for, or null when it ran out or is not ours. */
export function trackOf(token: string): string | null {
  const [trackId, until] = openSignedValue('textTrack', token)?.split('|') ?? [];
  return trackId !== undefined && Number(until) > Date.now() ? trackId : null;
}
