import type { App, Session, WebContents } from 'electron'
import type { Logger } from '../platform/logger.ts'
import type { PageSource } from './page-source.ts'
import { addressForLog, isAllowedFetch, isAllowedNavigation } from './request-rules.ts'
import { developmentPolicy } from './response-headers.ts'

export interface SecurityPolicyOptions {
  readonly source: PageSource
  readonly isPackaged: boolean
  readonly logger: Logger
}

/** Shuts the doors of everything the app will ever show. Call once, before the first window. */
export function applyAppPolicy(app: App, options: SecurityPolicyOptions): void {
  const { logger } = options
  app.on('web-contents-created', (_event, contents) => applyContentsPolicy(contents, options))
  app.on('certificate-error', (event, _contents, url, error, _certificate, callback) => {
    // Without a listener the answer is the same; it is given here so that no other listener can say yes.
    event.preventDefault()
    logger.error('a certificate was refused', { url: addressForLog(url), error })
    callback(false)
  })
  app.on('select-client-certificate', (event, _contents, url, _list, callback) => {
    // The default would send the first certificate of the user to whoever asks.
    event.preventDefault()
    logger.warn('a request for a client certificate was refused', { url: addressForLog(url) })
    callback()
  })
}

/** No permission, no device, no download and no network for the pages of this session. Call when the app is ready. */
export function applySessionPolicy(session: Session, options: SecurityPolicyOptions): void {
  const { logger, source, isPackaged } = options
  const denied = (what: string, detail: string): void => logger.warn('a page was denied something', { what, detail })
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    denied('permission', permission)
    callback(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }))
  session.setDisplayMediaRequestHandler(null)
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event, item) => {
    event.preventDefault()
    denied('download', addressForLog(item.getURL()))
  })
  session.webRequest.onBeforeRequest((details, callback) => {
    const isAllowed = isAllowedFetch(details.url, source, !isPackaged)
    if (!isAllowed) denied('fetch', addressForLog(details.url))
    callback({ cancel: !isAllowed })
  })
  if (source.isDevelopmentServer) applyDevelopmentPolicy(session, source)
}

function applyContentsPolicy(contents: WebContents, { source, logger }: SecurityPolicyOptions): void {
  const denied = (what: string, url: string): void =>
    logger.warn('a page was denied something', { what, detail: addressForLog(url) })
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
