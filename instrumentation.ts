/** Next's hook at the start of the portal's process: the work that goes on without a request, and what is answered without Next. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { startBackgroundWork } = await import('#lib/background.ts');
  startBackgroundWork();
  const { offerDirectRoutes } = await import('#lib/direct-routes.ts');
  offerDirectRoutes();
}
