import { databaseAnswers } from '#lib/system/queries.ts';

/** For the launcher and load balancers: 200 while the portal can do its own work. */
export async function GET(): Promise<Response> {
  const ready = await databaseAnswers();
  return Response.json({ status: ready ? 'ok' : 'databaseDown' }, { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } });
}
