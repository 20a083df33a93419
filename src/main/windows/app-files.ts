import { extname, join, relative, sep } from 'node:path'

/** The address of the app's own pages. A standard scheme of our own, so that pages have an origin and never file rights. */
export const APP_SCHEME = 'app'
export const APP_ORIGIN = 'app://console'
export const APP_HOME_URL = `${APP_ORIGIN}/`
export const APP_ERROR_URL = `${APP_ORIGIN}/app-error.html`

/** What the build puts into the renderer's folder; anything else is answered with 404. */
const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.map', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
  ['.woff', 'font/woff'],
])

/** Names the build can produce. No leading dot, no separator, no per cent sign, no colon, no trailing dot or blank. */
const SEGMENT = /^[A-Za-z0-9_@-](?:[A-Za-z0-9_.@~+-]*[A-Za-z0-9_@~+-])?$/

/** Names Windows opens as devices in every folder. */
const DEVICE_NAME = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

export interface AppFile {
  /** Inside `root` by its name; the caller still checks where links lead. */
  readonly path: string
  readonly contentType: string
}

/**
 * The file a URL of the app stands for, or null when there can be none. The path is built only from names of a narrow
 * alphabet, so no encoding of `..`, a drive, a stream or a device can come through.
 */
export function resolveAppFile(root: string, url: string): AppFile | null {
  const segments = segmentsOf(url)
  if (segments === null) return null
  const names = segments.length === 0 ? ['index.html'] : segments
  if (!names.every((name) => SEGMENT.test(name) && !name.includes('..') && !DEVICE_NAME.test(name))) return null
  const path = join(root, ...names)
  const contentType = CONTENT_TYPES.get(extname(path).toLowerCase())
  return contentType === undefined ? null : { path, contentType }
}

/** Whether a path, after all links were followed, still lies inside the (also followed) root. */
export function isInside(realRoot: string, realPath: string): boolean {
  const way = relative(realRoot, realPath)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && join(realRoot, way) === realPath
}

function segmentsOf(url: string): readonly string[] | null {
  if (!URL.canParse(url)) return null
  const { protocol, host, username, password, pathname } = new URL(url)
  if (protocol !== `${APP_SCHEME}:` || host !== 'console' || username !== '' || password !== '') return null
  try {
    const decoded = pathname.slice(1).split('/').map(decodeURIComponent)
    return decoded.length === 1 && decoded[0] === '' ? [] : decoded
  } catch {
    return null
  }
}
