import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { newJoinCode } from '#lib/classes/join-code.ts';
import { hashPassword } from '#lib/accounts/password.ts';

export type AccountRole = 'admin' | 'teacher' | 'student';

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: AccountRole;
}

export interface SeededClass {
  readonly id: string;
  readonly title: string;
  readonly joinCode: string;
  readonly joinPath: string;
}

export interface ClassSettings {
  title: string;
  startsAt: Date;
  durationMinutes: number;
  guestsAllowed: boolean;
  accessCode: string | null;
  waitingRoom: boolean;
  studentsMaySpeak: boolean;
  studentsMayShowCamera: boolean;
  studentsMayShareScreen: boolean;
  maxParticipants: number | null;
  encrypted: boolean;
}

/** Every account of a test has this password. */
export const password = 'teal rivers carry quiet boats';

/** Puts what a test takes for granted straight into the database; what the test is about goes through the pages. */
export class School {
  readonly #pool: Pool;

  constructor(databaseUrl: string) {
    this.#pool = new Pool({ connectionString: databaseUrl, max: 2 });
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  /** Rows of any query, for looking at what the database holds. */
  async rows(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const result = await this.#pool.query<Record<string, unknown>>(sql, values);
    return result.rows;
  }

  async account(role: AccountRole, name: string, locale = 'en'): Promise<Account> {
    const account: Account = { id: randomUUID(), email: `${role}-${randomUUID().slice(0, 8)}@school.example`, name, role };
    await this.rows(
      `insert into portal."User" (id, email, name, "passwordHash", role, locale, "updatedAt") values ($1, $2, $3, $4, $5::portal."Role", $6, now())`,
      [account.id, account.email, account.name, await hashPassword(password), role, locale],
    );
    return account;
  }

  async class(owner: Account, settings: Partial<ClassSettings> = {}): Promise<SeededClass> {
    const title = settings.title ?? `Lesson ${randomUUID().slice(0, 8)}`;
    const id = randomUUID();
    const joinCode = newJoinCode();
    await this.rows(
      `insert into portal."Class" (id, "ownerId", title, "startsAt", "durationMinutes", "timeZone", "joinCode", "guestsAllowed", "accessCode",
        "waitingRoom", "studentsMaySpeak", "studentsMayShowCamera", "studentsMayShareScreen", "maxParticipants", encrypted, "updatedAt")
       values ($1, $2, $3, $4, $5, 'Asia/Tehran', $6, $7, $8, $9, $10, $11, $12, $13, $14, now())`,
      [
        id,
        owner.id,
        title,
        settings.startsAt ?? new Date(Date.now() + 10 * 60_000),
        settings.durationMinutes ?? 60,
        joinCode,
        settings.guestsAllowed ?? true,
        settings.accessCode ?? null,
        settings.waitingRoom ?? false,
        settings.studentsMaySpeak ?? true,
        settings.studentsMayShowCamera ?? true,
        settings.studentsMayShareScreen ?? true,
        settings.maxParticipants ?? null,
        settings.encrypted ?? false,
      ],
    );
    return { id, title, joinCode, joinPath: `/join/${joinCode}` };
  }

  /** Makes every open invitation look as if its time had run out. */
  async expireInvitations(): Promise<void> {
    await this.rows(`update portal."Invitation" set "expiresAt" = now() - interval '1 minute' where "usedAt" is null`);
  }
}
