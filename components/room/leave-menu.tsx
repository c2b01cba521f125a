'use client';

import { DoorOpen, LogOut, PhoneOff, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmDialog } from '#components/ui/dialog.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { useInBreakout } from './breakout/breakout-context.tsx';
import { ControlButton } from './control-button.tsx';
import { useSession } from './session-context.tsx';

const look =
  'inline-grid size-11 shrink-0 place-items-center rounded-full bg-danger text-danger-ink transition-colors duration-150 hover:bg-danger-hover md:size-12 [&_svg]:size-5';

/** Students leave with one click, unless they are in a breakout room and might mean just that; a moderator chooses between leaving and ending the class for everybody, and is asked before the latter. */
export function LeaveMenu({ onEndForAll }: { onEndForAll: (() => Promise<boolean>) | null }) {
  const t = useTranslations('room.leave');
  const inBreakout = useTranslations('room.breakout');
  const session = useSession();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const breakout = useInBreakout();
  if (breakout) {
    return (
      <Menu
        label={t('leave')}
        triggerClassName={look}
        items={[
          { key: 'back', label: inBreakout('back'), icon: <Undo2 aria-hidden className="flip-rtl" />, onSelect: breakout.backToClass },
          { key: 'leave', label: inBreakout('leaveClass'), icon: <LogOut aria-hidden className="flip-rtl" />, danger: true, onSelect: breakout.leaveClass },
        ]}
      >
        <PhoneOff aria-hidden />
      </Menu>
    );
  }
  if (!onEndForAll) return <ControlButton label={t('leave')} look="danger" icon={<PhoneOff aria-hidden />} onClick={session.leave} />;

  const endForAll = async (): Promise<void> => {
    setBusy(true);
    setFailed(false);
    const done = await onEndForAll();
    setBusy(false);
    if (done) setAsking(false);
    else setFailed(true);
  };
  return (
    <>
      <Menu
        label={t('menu')}
        triggerClassName={look}
        items={[
          { key: 'leave', label: t('leave'), icon: <LogOut aria-hidden className="flip-rtl" />, onSelect: session.leave },
          { key: 'end', label: t('endForAll'), icon: <DoorOpen aria-hidden />, danger: true, onSelect: () => setAsking(true) },
        ]}
      >
        <PhoneOff aria-hidden />
      </Menu>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('endTitle')}
        description={failed ? t('endFailed') : t('endText')}
        confirmLabel={t('endForAll')}
        busy={busy}
        onConfirm={() => void endForAll()}
      />
    </>
  );
}
