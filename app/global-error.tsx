'use client';

import { lastResortTexts } from '#lib/i18n/last-resort.ts';

/** When even the root layout broke: no texts, no styles, no preferences are left, so both languages and plain elements. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        {lastResortTexts.map(({ lang, dir, title, text, retry }) => (
          <main key={lang} lang={lang} dir={dir}>
            <h1>{title}</h1>
            <p>{text}</p>
            <button type="button" onClick={reset}>{retry}</button>
          </main>
        ))}
        <p>{error.digest}</p>
      </body>
    </html>
  );
}
