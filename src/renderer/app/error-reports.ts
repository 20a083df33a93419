import { parseRoute } from '#shared/domain/window-route.ts'
import type { OutpostBridge } from '#shared/ipc/bridge.ts'
import type { PageError } from '#shared/ipc/telemetry-requests.ts'
import { now } from './time.ts'

/** More than so many within a minute tell nothing new. */
const MOST_PER_MINUTE = 20
const MINUTE_MS = 60_000
/** Chromium's own note about a frame that was put off; nothing has failed. */
const HARMLESS = /^ResizeObserver loop/

type ReactHook = (error: unknown, info: { readonly componentStack?: string | null | undefined }) => void

export interface ErrorReports {
  /** For React: something has been put in the place of what failed. */
  readonly onCaughtError: ReactHook
  readonly onUncaughtError: ReactHook
  readonly stop: () => void
}

/**
 * Tells the main process of every error that no code of the page was there for: it is logged there, and reported where that
 * is configured. Whoever reports must not fail: what cannot be told is left out.
 */
export function reportErrors(bridge: Pick<OutpostBridge, 'request'>): ErrorReports {
  let startedAt = now()
  let count = 0

  const tell = (error: unknown, about: Pick<PageError, 'action' | 'isHandled' | 'parts'>): void => {
    if (now() - startedAt >= MINUTE_MS) [startedAt, count] = [now(), 0]
    count += 1
    if (count > MOST_PER_MINUTE) return
    const { kind, page } = parseRoute(location.hash)
    const component = kind === 'console' ? page : `${kind} ${page}`
    bridge.request('telemetry:report', { ...factsOf(error), ...about, component }).catch(() => undefined)
  }
  const hook =
    (isHandled: boolean): ReactHook =>
    (error, { componentStack }) => {
      // biome-ignore lint/suspicious/noConsole: React leaves the console to whoever takes its errors
      console.error(error)
      tell(error, { action: 'render', isHandled, parts: componentStack?.slice(0, 10_000) ?? null })
    }
  const onError = ({ error, message }: ErrorEvent): void => {
    if (!HARMLESS.test(message)) tell(error ?? message, { action: 'script', isHandled: false, parts: null })
  }
  const onRejection = ({ reason }: PromiseRejectionEvent): void =>
    tell(reason, { action: 'promise', isHandled: false, parts: null })
  addEventListener('error', onError)
  addEventListener('unhandledrejection', onRejection)
  return {
    onCaughtError: hook(true),
    onUncaughtError: hook(false),
    stop() {
      removeEventListener('error', onError)
      removeEventListener('unhandledrejection', onRejection)
    },
  }
}

function factsOf(error: unknown): Pick<PageError, 'name' | 'message' | 'stack'> {
  try {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
    const trace = error instanceof Error && typeof stack === 'string' ? stack.slice(0, 20_000) : null
    return { name: name.slice(0, 200), message: message.slice(0, 10_000), stack: trace }
  } catch {
    return { name: 'Error', message: 'an error that cannot be read', stack: null }
  }
}
