import type { Page } from '@playwright/test'
import type { Page as PageName, WindowKind } from '#shared/domain/window-route.ts'
import type { ConsoleApp } from './console-app.ts'
import { until } from './fleet-server.ts'

const READY_TIMEOUT_MS = 40_000
/** Windows that nobody can see take in what changed once a second. */
const SAME_TIMEOUT_MS = 20_000

/** What a window held of all devices at one time; see `src/renderer/app/fingerprint.ts`. */
export interface Reading {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly revision: number
  readonly count: number
  readonly hash: string
  readonly isAnew: boolean
}

/** Anything that runs a script in a page: a page of Playwright, or one over the debugger's own protocol. */
export interface ScriptPage {
  evaluate(script: string): Promise<unknown>
}

/** Opens another window by asking for it in one that is open, and waits until its first screen is complete. */
export async function openWindow(
  app: ConsoleApp,
  kind: WindowKind,
  { page = 'devices', from = app.page }: { page?: PageName; from?: Page } = {},
): Promise<Page> {
  const request = JSON.stringify({ kind, page, target: {}, displayId: null })
  const coming = app.app.waitForEvent('window')
  // Looked at only when the request was taken; a refusal says more than a window that never comes.
  coming.catch(() => undefined)
  const answer = await from.evaluate<{ ok: boolean }>(`globalThis.outpost.request('windows:open', ${request})`)
  if (!answer.ok) throw new Error(`no window was opened: ${JSON.stringify(answer)}`)
  const opened = await coming
  await untilReady(opened)
  return opened
}

export async function untilReady(page: Page): Promise<void> {
  await page.waitForSelector('html[data-ready="true"]', { state: 'attached', timeout: READY_TIMEOUT_MS })
}

/** What the page has held since it was asked last; the first time, what it holds now. Starts the page's bookkeeping. */
export async function takeReadings(page: ScriptPage): Promise<readonly Reading[]> {
  return (await page.evaluate(`(() => {
    const detail = {}
    document.dispatchEvent(new CustomEvent('outpost:fingerprint', { detail }))
    return detail.readings
  })()`)) as readonly Reading[]
}

/** Resolves with the one fingerprint when all pages hold the same. */
export async function untilSame(pages: readonly ScriptPage[], isWanted: (reading: Reading) => boolean = () => true) {
  let last: readonly (Reading | undefined)[] = []
  const areSame = async (): Promise<boolean> => {
    last = await Promise.all(pages.map(async (page) => (await takeReadings(page)).at(-1)))
    const [first] = last
    return first !== undefined && last.every((one) => one?.hash === first.hash) && isWanted(first)
  }
  await until('all windows hold the same', areSame, SAME_TIMEOUT_MS)
  return last[0] as Reading
}

/** How many windows the app has, by its own word. */
export async function windowCount(page: ScriptPage): Promise<number> {
  const answer = (await page.evaluate(`globalThis.outpost.request('windows:self', {})`)) as {
    value: { windowCount: number }
  }
  return answer.value.windowCount
}
