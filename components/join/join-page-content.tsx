import { Texts } from '#components/i18n/texts.tsx';
import { KeepSignedIn } from '#components/shell/keep-signed-in.tsx';
import { ClosedDoor } from './closed-door.tsx';
import { EarlyDevicesScript } from './early-devices-script.tsx';
import { JoinExperience } from './join-experience.tsx';
import { readJoin } from './read-join.ts';

/** What stands behind a class's link for this visitor. */
export async function JoinPageContent({ code, returning = false }: { code: string; returning?: boolean }) {
  const page = await readJoin(code);
  if (page === null) return <ClosedDoor why="unknown" code={code} />;
  if (page.viewer.kind === 'guest' && !page.guestsAllowed) return <ClosedDoor why="guests" code={page.code} title={page.title} />;
  const { classId, title, description, teacherName, startsAt, durationMinutes, state, viewer, needsName, needsAccessCode, mayStart } = page;
  return (
    <Texts namespaces={['join', 'devices', 'room']}>
      {state === 'open' && !needsAccessCode ? <EarlyDevicesScript returning={returning} /> : null}
      {viewer.kind === 'user' ? <KeepSignedIn /> : null}
      <JoinExperience
        info={{ classId, code: page.code, title, description, teacherName, startsAt, durationMinutes, state, viewer, needsName, needsAccessCode, mayStart }}
        returning={returning}
      />
    </Texts>
  );
}
