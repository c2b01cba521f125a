import { ensureFirstAdminLink } from '#lib/accounts/first-admin.ts';
import { env } from '#lib/env.ts';

/** Prints the one-time link of the first admin; nothing when there is an admin already. Run by the launcher. */
const link = await ensureFirstAdminLink(env().PORTAL_URL);
if (link) console.log(link);
process.exit();
