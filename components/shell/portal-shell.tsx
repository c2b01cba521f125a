import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { UserActor } from '#lib/actor.ts';
import { scopeOf } from '#lib/permissions.ts';
import { Logo } from './logo.tsx';
import { navItems } from './nav-items.ts';
import { NavLinks } from './nav-links.tsx';
import { mainId, SkipLink } from './skip-link.tsx';
import { UserMenu } from './user-menu.tsx';

const roleKeys = { admin: 'roleAdmin', teacher: 'roleTeacher', student: 'roleStudent' } as const;

/** Navigation around a signed-in page: a column on a desktop, two bars on a phone. */
export async function PortalShell({ actor, children }: { actor: UserActor; children: ReactNode }) {
  const [t, common] = await Promise.all([getTranslations('nav'), getTranslations('common')]);
  const links = navItems.filter(({ permission }) => scopeOf(actor.role, permission) !== null).map(({ key, href }) => ({ key, href, label: t(key) }));
  // A bar has room for five: the rest is in the person's own menu.
  const inMenu = links.filter(({ key }) => key === 'admin');
  const inBar = links.filter(({ key }) => key !== 'admin' && key !== 'settings');
  const person = { name: actor.name, email: actor.email, roleLabel: t(roleKeys[actor.role]) };
  return (
    <div className="md:grid md:min-h-dvh md:grid-cols-[15rem_minmax(0,1fr)]">
      <SkipLink />
      <header className="sticky top-0 hidden h-dvh flex-col gap-6 border-e border-line bg-surface p-4 md:flex">
        <Logo name={common('appName')} />
        <div className="flex-1 overflow-y-auto"><NavLinks links={links} look="side" label={t('main')} /></div>
        <UserMenu {...person} />
      </header>
      <div className="flex min-h-dvh flex-col">
        <header className="sticky top-0 z-10 flex items-center justify-between border-b border-line bg-surface px-4 py-1.5 md:hidden">
          <Logo name={common('appName')} />
          <UserMenu {...person} compact more={inMenu} />
        </header>
        <main id={mainId} tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 pt-6 pb-24 outline-none md:px-8 md:py-8">{children}</main>
        <div className="fixed inset-x-0 bottom-0 z-10 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden">
          <NavLinks links={inBar} look="bar" label={t('main')} />
        </div>
      </div>
    </div>
  );
}
