import { z } from 'zod';
import { normaliseAccessCode } from '#lib/classes/access-code.ts';

/** Strangers may try codes here, so they are longer than a class's own must be. */
const accessCode = z
  .string()
  .transform(normaliseAccessCode)
  .pipe(z.union([z.literal('').transform(() => null), z.string().regex(/^[0-9A-Z]{8,12}$/)]));

/** What an admin says about the Spreed REST API of an account. */
export const configureSpreedInput = z.object({
  accountId: z.uuid(),
  isOn: z.boolean(),
  accessCode: accessCode.default(null),
  mayRegister: z.boolean().default(false),
  showsStats: z.boolean().default(false),
});

export type SpreedInput = z.output<typeof configureSpreedInput>;
