import type { Client } from '../ipc/client.ts'
import type { AppStore } from '../stores/app-store.ts'
import type { UiStore } from '../stores/ui-store.ts'

/**
 * Tells the main process which pages are opened, by name and nothing more, while the operator wants that counted. Returns the
 * function that ends it.
 */
export function countPages(outpost: {
  readonly app: AppStore
  readonly ui: UiStore
  readonly client: Pick<Client, 'request'>
}): () => void {
  const { app, ui, client } = outpost
  let last: string | null = null
  const look = (): void => {
    const { page } = ui.getState()
    if (app.getState().settings?.values.usageAnalytics !== true) last = null
    else if (page !== last) {
      last = page
      client.request('usage:seen', { page }).catch(() => undefined)
    }
  }
  const ends = [app.subscribe(look), ui.subscribe(look)]
  return () => {
    for (const end of ends) end()
  }
}
