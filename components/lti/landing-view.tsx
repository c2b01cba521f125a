import { ArrowLeft } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { buttonClass } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import type { Landing } from '#lib/lti/landing.ts';
import { LandingDoor } from './landing-door.tsx';
import { LandingMembers } from './landing-members.tsx';
import { LandingRecordings } from './landing-recordings.tsx';

/** A class as somebody sees it who comes from a learning platform. */
export async function LandingView({ landing }: { landing: Landing }) {
  const t = await getTranslations('lti');
  const { token, title, platformName, name, isModerator, returnUrl, isOpen, hasMembers, colour, recordings } = landing;
  return (
    <div className="flex flex-col gap-6">
      <header className="border-s-4 border-accent ps-4" style={colour === null ? undefined : { borderColor: colour }}>
        <p className="text-sm text-ink-soft"><bdi>{t('from', { platform: platformName })}</bdi></p>
        <h1 className="text-xl font-semibold break-words"><bdi>{title}</bdi></h1>
        <p className="mt-1 text-ink-soft">{t(isModerator ? 'comingAs.moderator' : 'comingAs.participant', { name })}</p>
      </header>
      <Card>
        <LandingDoor token={token} isModerator={isModerator} wasOpen={isOpen} />
      </Card>
      <section aria-labelledby="recordings" className="flex flex-col gap-3">
        <h2 id="recordings" className="text-base font-semibold">{t('recordings')}</h2>
        <LandingRecordings token={token} recordings={recordings} isModerator={isModerator} />
      </section>
      {hasMembers ? (
        <section aria-labelledby="members" className="flex flex-col gap-3">
          <h2 id="members" className="text-base font-semibold">{t('members')}</h2>
          <LandingMembers token={token} />
        </section>
      ) : null}
      {returnUrl === null ? null : (
        <p>
          <a href={returnUrl} className={buttonClass({ variant: 'ghost' })}><ArrowLeft aria-hidden className="size-4 rtl:rotate-180" />{t('back')}</a>
        </p>
      )}
    </div>
  );
}
