import { z } from 'zod';

const answer = z.object({ status: z.boolean(), is_active: z.boolean().optional(), token: z.string().optional(), members: z.array(z.object({ name: z.string(), is_admin: z.boolean() })).optional() });

/** Calls the LTI API with a launch's token; null when it did not work. */
export async function callLti(token: string, call: string, body: Record<string, unknown> = {}): Promise<z.output<typeof answer> | null> {
  try {
    const response = await fetch(`/lti/v1/api/${call}`, { method: 'POST', headers: { authorization: token, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const parsed = answer.safeParse(await response.json());
    return response.ok && parsed.success && parsed.data.status ? parsed.data : null;
  } catch {
    return null;
  }
}
