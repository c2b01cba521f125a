import { randomBytes } from 'node:crypto';

export interface SecuritySettings {
  /** Whether the portal's public address is https. */
  readonly https: boolean;
  /** Origins browsers may connect to besides the portal: engine, NATS, LiveKit. */
  readonly mediaOrigins: readonly string[];
}

/** A nonce for one response's scripts and styles. */
export function newNonce(): string {
  return randomBytes(16).toString('base64');
}

/**
 * The content security policy of a page. Only scripts with this response's nonce run, and what they load.
 * Style attributes stay allowed: React writes sizes and positions of the video grid and of popovers as such.
 * `frames` are the origins that may show it in a frame, and that its forms may be sent to.
 * A teacher may show any web page in a sandboxed frame and play any video (docs/decisions/0008-shared-pages.md).
 */
export function contentSecurityPolicy(nonce: string, settings: SecuritySettings, frames: readonly string[] = []): string {
  const shared = settings.https ? ['https:'] : ['https:', 'http:'];
  const directives = [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    ["connect-src 'self'", ...settings.mediaOrigins].join(' '),
    "img-src 'self' data: blob:",
    "font-src 'self'",
    ["media-src 'self' blob: mediastream:", ...shared].join(' '),
    ['frame-src', ...shared].join(' '),
    "worker-src 'self' blob:",
    "object-src 'none'",
    frames.length === 0 ? "frame-ancestors 'none'" : ['frame-ancestors', ...frames].join(' '),
    "base-uri 'self'",
    ["form-action 'self'", ...frames].join(' '),
  ];
  return directives.join('; ');
}

/** The headers every answer carries. */
export function commonHeaders(settings: SecuritySettings): Readonly<Record<string, string>> {
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self), fullscreen=(self), geolocation=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    ...(settings.https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}
