import type { Metadata } from 'next';
import { Texts } from '#components/i18n/texts.tsx';
import { RecordingPage } from '#components/room/recording/recording-page.tsx';
import { publicServerUrl } from '#lib/meetings/server-url.ts';

export const metadata: Metadata = { referrer: 'no-referrer' };

/** What a recorder films of a room. Its token comes in the fragment: without one, nothing is shown. */
export default function RecordRoute() {
  return (
    <Texts namespaces={['room']}>
      <RecordingPage serverUrl={publicServerUrl()} />
    </Texts>
  );
}
