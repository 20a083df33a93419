import { protocol } from 'electron'

const SCHEME = 'bench'
export const PAGE_URL = `${SCHEME}://page/`

/** Call before Electron is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }])
}

/** An empty page with the console's isolation headers: only such pages have a clock finer than 0.1 ms. */
export function servePage(): void {
  const headers = {
    'Content-Type': 'text/html',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  }
  protocol.handle(SCHEME, () => new Response('<!doctype html><title>bench</title>', { headers }))
}
