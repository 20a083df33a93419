import type { Page } from '@playwright/test'

const QUIET_MS = 150
const MOST_MS = 2_000

/** Until fonts are there and the page has held still for a moment; clocks that go on do not hold it up for long. */
export function settle(page: Page): Promise<void> {
  return page.evaluate(
    async ({ quietMs, mostMs }) => {
      await document.fonts.ready
      await new Promise<void>((resolve) => {
        let quiet = setTimeout(resolve, quietMs)
        setTimeout(resolve, mostMs)
        const wait = () => {
          clearTimeout(quiet)
          quiet = setTimeout(resolve, quietMs)
        }
        const watch = { subtree: true, childList: true, attributes: true, characterData: true }
        new MutationObserver(wait).observe(document.documentElement, watch)
      })
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    },
    { quietMs: QUIET_MS, mostMs: MOST_MS },
  )
}
