import type { ConsoleApp } from '../../tests/support/console-app.ts'

/** Runs in the window: notes when the status strip first shows “online”, and from then on nothing waiting. */
const WATCH = `
  globalThis.stripTimes = { startedAt: performance.now(), onlineAt: null, emptyAt: null }
  const look = () => {
    const times = globalThis.stripTimes
    if (times.onlineAt === null && document.querySelector('[data-connection-state="online"]')) times.onlineAt = performance.now()
    if (times.emptyAt === null && document.querySelector('[data-pending-count="0"]')) times.emptyAt = performance.now()
  }
  new MutationObserver(look).observe(document.body, {
    subtree: true, childList: true, attributes: true, attributeFilter: ['data-connection-state', 'data-pending-count'],
  })
`

interface StripTimes {
  readonly startedAt: number
  readonly onlineAt: number | null
  readonly emptyAt: number | null
}

export async function watchDrain(app: ConsoleApp): Promise<void> {
  await app.page.evaluate(WATCH)
}

/** As the window itself showed it; -1: it never did. */
export async function drainTimes(app: ConsoleApp): Promise<{ reconnectMs: number; drainMs: number }> {
  const times = await app.page.evaluate<StripTimes>('globalThis.stripTimes')
  const { startedAt, onlineAt, emptyAt } = times
  return {
    reconnectMs: onlineAt === null ? -1 : Math.round(onlineAt - startedAt),
    drainMs: onlineAt === null || emptyAt === null ? -1 : Math.max(0, Math.round(emptyAt - onlineAt)),
  }
}
