import { join } from 'node:path';
import { describeFailure } from './failure.ts';
import { openHome } from './home.ts';
import { buildPortal } from './portal-build.ts';

/** `npm run build`: builds the portal without starting anything, as for an image. */
try {
  const home = await openHome();
  await buildPortal(join(home.logs, 'portal-build.log'), (message) => console.log(message));
} catch (error) {
  console.error(await describeFailure(error));
  process.exit(1);
}
