import { hash, verify } from '@node-rs/argon2';

/** argon2id (the library's default variant), OWASP's first choice of parameters: 19 MiB, 2 passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

let decoy: Promise<string> | undefined;

/** Whether the password fits. Without a hash it does the same work against a decoy, so that time does not tell who has an account. */
export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password');
  const fits = await verify(passwordHash ?? (await decoy), password.normalize('NFKC')).catch(() => false);
  return passwordHash !== null && fits;
}
