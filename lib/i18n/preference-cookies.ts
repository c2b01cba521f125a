/** The cookies guests keep their choices in; signed-in people keep theirs in the database. */
export const preferenceCookies = { locale: 'kelas-locale', calendar: 'kelas-calendar', theme: 'kelas-theme', timeZone: 'kelas-tz' } as const;
