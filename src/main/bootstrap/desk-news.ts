import type { AttentionItem } from '#shared/domain/sites.ts'
import { alertItem, serverNow } from './attention.ts'
import type { HostedSite } from './hosted-site.ts'
import type { HostSlot } from './site-host.ts'
import { StuckWatch } from './stuck-watch.ts'

export interface News {
  readonly items: readonly AttentionItem[]
  /** The sites whose state is known. */
  readonly sites: readonly string[]
}

/** What the desktop is told of: every critical alert that is open, and what has come to wait for a person. */
export class DeskNews {
  readonly #watches = new Map<string, StuckWatch>()

  /** `now`: ms since the epoch. */
  async look(slots: readonly HostSlot[], now: number): Promise<News> {
    const sites = slots.flatMap(({ site }) => (site === null ? [] : [site]))
    this.#follow(sites)
    const alerts = sites.flatMap((site) =>
      site.engine.replica.openAlerts('critical', serverNow(site, now)).map((id) => alertItem(site, id, 'critical')),
    )
    const stuck = await Promise.all(Array.from(this.#watches.values(), (watch) => watch.items()))
    // A copy that has never been in sync knows nothing yet: what it learns first is no news.
    const known = sites.filter(({ engine }) => engine.replica.syncedAt !== null)
    return { items: [...alerts, ...stuck.flat()], sites: known.map(({ id }) => id) }
  }

  stop(): void {
    this.#follow([])
  }

  /** One watch for each site that is open; a site that was opened anew gets another one. */
  #follow(sites: readonly HostedSite[]): void {
    for (const [id, watch] of this.#watches) {
      if (sites.includes(watch.site)) continue
      watch.stop()
      this.#watches.delete(id)
    }
    for (const site of sites) if (!this.#watches.has(site.id)) this.#watches.set(site.id, new StuckWatch(site))
  }
}
