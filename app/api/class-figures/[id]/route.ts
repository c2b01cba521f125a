import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { exportClassFigures } from '#lib/figures/export.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { jsonRoute } from '#lib/route.ts';

export const GET = jsonRoute({
  name: 'class.exportFigures',
  permission: 'meeting.seeFigures',
  params: z.object({ id: z.uuid() }),
  limit: 'exportCsv',
  run: async ({ actor }, { params }) => {
    const [t, columns, preferences] = await Promise.all([getTranslations('figures'), getTranslations('figures.exportColumns'), formatPreferences()]);
    return exportClassFigures(actor, params.id, {
      columns: {
        name: columns('name'), meetings: t('ofClass.meetings'), attended: t('ofClass.attended'), attendedSeconds: columns('attendedSeconds'), talkedSeconds: columns('talkedSeconds'),
        cameraSeconds: columns('cameraSeconds'), publicMessages: columns('publicMessages'), handsRaised: columns('handsRaised'), votes: columns('votes'),
      },
      fileName: (title, date) => t('fileName', { title, date }),
    }, preferences);
  },
});
