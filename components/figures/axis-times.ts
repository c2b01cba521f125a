/** Spaces between the times along an axis. */
const steps = 4;

/** Evenly spread moments from the first to the last, as many as read differently: a short meeting's moments are all of one minute. */
export function timesToName(moments: readonly number[], nameOf: (at: number) => string): number[] {
  const [from, to] = [Math.min(...moments), Math.max(...moments)];
  const spread = Array.from({ length: steps + 1 }, (_, index) => from + ((to - from) * index) / steps);
  return spread.filter((at, index) => index === 0 || nameOf(at) !== nameOf(spread[index - 1] ?? at));
}
