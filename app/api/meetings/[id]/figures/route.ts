import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { exportFigures } from '#lib/figures/export.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { jsonRoute } from '#lib/route.ts';

export const GET = jsonRoute({
  name: 'meeting.exportFigures',
  permission: 'meeting.seeFigures',
  params: z.object({ id: z.uuid() }),
  limit: 'exportCsv',
  run: async ({ actor }, { params }) => {
    const [t, columns, preferences] = await Promise.all([getTranslations('figures'), getTranslations('figures.exportColumns'), formatPreferences()]);
    return exportFigures(actor, params.id, {
      columns: {
        name: columns('name'), role: columns('role'), talkedSeconds: columns('talkedSeconds'), talkedTimes: columns('talkedTimes'), microphoneSeconds: columns('microphoneSeconds'),
        cameraSeconds: columns('cameraSeconds'), screenSeconds: columns('screenSeconds'), publicMessages: columns('publicMessages'), privateMessages: columns('privateMessages'),
        reactions: columns('reactions'), handsRaised: columns('handsRaised'), filesShared: columns('filesShared'), strokes: columns('strokes'), votes: columns('votes'),
        badConnections: columns('badConnections'),
      },
      roles: { teacher: t('roles.teacher'), other: t('roles.other') },
      fileName: (title, date) => t('fileName', { title, date }),
    }, preferences);
  },
});
