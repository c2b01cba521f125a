'use client';

import { useState } from 'react';

/** Lets react-aria write its few styles under the content security policy. The document keeps the nonce it came with, however often the page refreshes. */
export function StyleNonce({ nonce }: { nonce: string | undefined }) {
  const [first] = useState(nonce);
  return <meta property="csp-nonce" nonce={first} />;
}
