/**
 * What a page of the app may load: its own files and nothing else. Pages never talk to the network; all they know comes
 * over IPC. `data:` is open for images only, for the small ones the build inlines.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'none'",
  "worker-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // Text that becomes markup or script by way of the DOM: no code of the pages does that, so none may.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** Powers a page could ask for, each with an empty allow list. */
const PERMISSIONS_POLICY = ['camera', 'microphone', 'geolocation', 'usb', 'serial', 'hid', 'display-capture', 'payment']
  .map((power) => `${power}=()`)
  .join(', ')

export function appResponseHeaders(contentType: string): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'Permissions-Policy': PERMISSIONS_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // A page kept from an older version must never meet a newer main process.
    'Cache-Control': 'no-cache',
  }
}

/**
 * While developing, pages come from the development server, which puts scripts and styles into the page and talks back
 * over a socket. Never used in a packaged app.
 */
export function developmentPolicy(origin: string): string {
  const socket = origin.replace(/^http/, 'ws')
  return [
    "default-src 'none'",
    `script-src ${origin} 'unsafe-inline'`,
    `style-src ${origin} 'unsafe-inline'`,
    `font-src ${origin} data:`,
    `img-src ${origin} data:`,
    `connect-src ${origin} ${socket}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
