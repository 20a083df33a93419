import type { App, WebContents } from 'electron'
import { parseRoute } from '#shared/domain/window-route.ts'
import type { Cancel } from '../platform/clock.ts'

/** A process of the program that has ended by itself. */
export interface ProcessEnd {
  readonly kind: 'page' | 'helper' | 'browser'
  /** Electron's word for what it was, such as `GPU`. */
  readonly name: string
  readonly reason: string
  readonly exitCode: number
  readonly windowId: number | null
}

/** How a process ends that was asked to. */
const IN_ORDER = 'clean-exit'

export function followProcessEnds(app: App, onEnded: (end: ProcessEnd) => void): Cancel {
  const pageGone = (
    _event: unknown,
    contents: WebContents,
    { reason, exitCode }: Electron.RenderProcessGoneDetails,
  ): void => {
    if (reason !== IN_ORDER) onEnded({ kind: 'page', name: 'page', reason, exitCode, windowId: contents.id })
  }
  const childGone = (_event: unknown, { type, name, reason, exitCode }: Electron.Details): void => {
    if (reason === IN_ORDER) return
    const kind = type === 'Utility' && name === HELPER_NAME ? 'helper' : 'browser'
    onEnded({ kind, name: name ?? type, reason, exitCode, windowId: null })
  }
  app.on('render-process-gone', pageGone)
  app.on('child-process-gone', childGone)
  return () => {
    app.removeListener('render-process-gone', pageGone)
    app.removeListener('child-process-gone', childGone)
  }
}

/** As `src/main/platform/electron-utility.ts` calls it. */
const HELPER_NAME = 'Outpost demo site'

/** Tells which page each window shows, by name alone: never of what. */
export function followPages(app: App, onPage: (windowId: number, page: string) => void): Cancel {
  const created = (_event: unknown, contents: WebContents): void => {
    contents.on('did-navigate-in-page', (_navigation, url, isMainFrame) => {
      if (isMainFrame && URL.canParse(url)) onPage(contents.id, pageOf(new URL(url).hash))
    })
  }
  app.on('web-contents-created', created)
  return () => void app.removeListener('web-contents-created', created)
}

function pageOf(hash: string): string {
  const { kind, page } = parseRoute(hash)
  return kind === 'console' ? page : `${kind} ${page}`
}
