import type { SiteEntry, SiteSummary } from '#shared/domain/sites.ts'
import { OutpostError } from '#shared/errors/result.ts'
import { StoreError } from '../database/errors.ts'
import { summaryOf } from './site-summaries.ts'
import { StoredSite, type StoredSiteDependencies } from './stored-site.ts'

/** The sites of a profile without a console: each is opened when it is asked for. */
export class StoredSites {
  readonly entries: readonly SiteEntry[]
  readonly #dependencies: StoredSiteDependencies
  readonly #open = new Map<string, Promise<StoredSite>>()

  constructor(entries: readonly SiteEntry[], dependencies: StoredSiteDependencies) {
    this.entries = entries
    this.#dependencies = dependencies
  }

  /** Rejects with OutpostError. */
  async site(id: string | null): Promise<StoredSite> {
    const entry = this.entries.find((one) => one.id === id)
    if (entry === undefined) throw new OutpostError('not-found', 'There is no such site in the list.')
    const opening = this.#open.get(entry.id) ?? StoredSite.open(entry, this.#dependencies).catch(asOutpostError)
    this.#open.set(entry.id, opening)
    return opening
  }

  async summaries(): Promise<SiteSummary[]> {
    return Promise.all(this.entries.map((entry) => this.#summaryOf(entry)))
  }

  async close(): Promise<void> {
    const opened = [...this.#open.values()]
    this.#open.clear()
    for (const opening of opened) {
      const site = await opening.catch(() => null)
      await site?.close()
    }
  }

  async #summaryOf(entry: SiteEntry): Promise<SiteSummary> {
    const now = this.#dependencies.clock.now()
    if (!entry.isEnabled) return summaryOf({ entry, state: 'closed', site: null, problem: null }, now)
    try {
      return summaryOf({ entry, state: 'open', site: await this.site(entry.id), problem: null }, now)
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      return summaryOf({ entry, state: 'failed', site: null, problem }, now)
    }
  }
}

function asOutpostError(error: unknown): never {
  if (!(error instanceof StoreError)) throw error
  throw new OutpostError('storage-failed', error.message, { cause: error })
}
