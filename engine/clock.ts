/** Unix time in seconds, as tokens and webhooks carry it. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
