import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { exportAttendance } from '#lib/meetings/export.ts';
import { jsonRoute } from '#lib/route.ts';

export const GET = jsonRoute({
  name: 'meeting.exportAttendance',
  permission: 'meeting.seeAttendance',
  params: z.object({ id: z.uuid() }),
  limit: 'exportCsv',
  run: async ({ actor }, { params }) => {
    const [t, preferences] = await Promise.all([getTranslations('attendance'), formatPreferences()]);
    const columns = {
      name: t('exportColumns.name'), role: t('exportColumns.role'), joined: t('exportColumns.joined'),
      left: t('exportColumns.left'), minutes: t('exportColumns.minutes'), stays: t('exportColumns.stays'),
    };
    return exportAttendance(actor, params.id, {
      columns,
      roles: { teacher: t('teacher'), student: t('student'), guest: t('guest') },
      stillIn: t('stillIn'),
      zone: t('exportZone', { zone: preferences.timeZone }),
      fileName: (title, date) => t('fileName', { title, date }),
    }, preferences);
  },
});
