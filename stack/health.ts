/** Answers whether an HTTP address says it is well (status 200 within two seconds). */
export async function isHttpHealthy(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
  await response.arrayBuffer();
  return response.status === 200;
}
