import type { App, Session, WebContents } from 'electron'
import { type Clock, systemClock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import { SampledLog } from '../platform/sampled-log.ts'
import type { PageSource } from './page-source.ts'
import { addressForLog, isAllowedFetch, isAllowedNavigation } from './request-rules.ts'
import { developmentPolicy } from './response-headers.ts'

export interface SecurityPolicyOptions {
  readonly source: PageSource
  readonly isPackaged: boolean
  readonly logger: Logger
  readonly clock?: Clock
}

type DeniedThing =
  | 'permission'
  | 'download'
  | 'fetch'
  | 'navigation'
  | 'frame'
  | 'redirect'
  | 'webview'
  | 'window'
  | 'certificate'

/** Shuts the doors of everything the app will ever show. Call once, before the first window. */
export function applyAppPolicy(app: App, options: SecurityPolicyOptions): void {
  const denials = denialLog(options)
  app.on('web-contents-created', (_event, contents) => applyContentsPolicy(contents, options.source, denials))
  app.on('certificate-error', (event, _contents, url, error, _certificate, callback) => {
    // Without a listener the answer is the same; it is given here so that no other listener can say yes.
    event.preventDefault()
    denials.record('certificate', { url: addressForLog(url), error })
    callback(false)
  })
  app.on('select-client-certificate', (event, _contents, url, _list, callback) => {
    // The default would send the first certificate of the user to whoever asks.
    event.preventDefault()
    denials.record('certificate', { url: addressForLog(url), error: 'a client certificate was asked for' })
    callback()
  })
}

/** No permission, no device, no download and no network for the pages of this session. Call when the app is ready. */
export function applySessionPolicy(session: Session, options: SecurityPolicyOptions): void {
  const { source, isPackaged } = options
  const denials = denialLog(options)
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    denials.record('permission', { permission })
    callback(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }))
  session.setDisplayMediaRequestHandler(null)
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event, item) => {
    event.preventDefault()
    denials.record('download', { url: addressForLog(item.getURL()) })
  })
  session.webRequest.onBeforeRequest((details, callback) => {
    const isAllowed = isAllowedFetch(details.url, source, !isPackaged)
    if (!isAllowed) denials.record('fetch', { url: addressForLog(details.url) })
    callback({ cancel: !isAllowed })
  })
  if (source.isDevelopmentServer) applyDevelopmentPolicy(session, source)
}

/** The log of one flooding page must not push out everything else. */
function denialLog({ clock = systemClock, logger }: SecurityPolicyOptions): SampledLog<DeniedThing> {
  return new SampledLog(clock, logger, 'a page was denied something')
}

function applyContentsPolicy(contents: WebContents, source: PageSource, denials: SampledLog<DeniedThing>): void {
  const denied = (what: DeniedThing, url: string): void => denials.record(what, { url: addressForLog(url) })
  contents.on('will-navigate', (event) => {
    if (isAllowedNavigation(event.url, source)) return
    event.preventDefault()
    denied('navigation', event.url)
  })
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame) return
    event.preventDefault()
    denied('frame', event.url)
  })
  contents.on('will-redirect', (event) => {
    event.preventDefault()
    denied('redirect', event.url)
  })
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    denied('webview', '')
  })
  contents.setWindowOpenHandler(({ url }) => {
    denied('window', url)
    return { action: 'deny' }
  })
}

function applyDevelopmentPolicy(session: Session, source: PageSource): void {
  const filter = { urls: [`${source.origin}/*`] }
  session.webRequest.onHeadersReceived(filter, ({ responseHeaders }, callback) => {
    callback({
      responseHeaders: { ...responseHeaders, 'Content-Security-Policy': [developmentPolicy(source.origin)] },
    })
  })
}
