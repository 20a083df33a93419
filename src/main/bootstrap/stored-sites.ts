import type { SiteEntry, SiteSummary } from '#shared/domain/sites.ts'
import { OutpostError } from '#shared/errors/result.ts'
import { StoreError } from '../database/errors.ts'
import { summaryOf } from './site-summaries.ts'
import { StoredSite, type StoredSiteDependencies } from './stored-site.ts'

/** A site of the list, and how far it could be opened. */
export interface StoredSlot {
  readonly entry: SiteEntry
  readonly state: 'open' | 'closed' | 'failed'
  readonly site: StoredSite | null
  /** Why it could not be opened, in a sentence. */
  readonly problem: string | null
}

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
    const now = this.#dependencies.clock.now()
    return (await this.slots()).map((slot) => summaryOf(slot, now))
  }

  /** All of the list, each opened as far as it can be. */
  slots(): Promise<StoredSlot[]> {
    return Promise.all(this.entries.map((entry) => this.#slotOf(entry)))
  }

  async close(): Promise<void> {
    const opened = [...this.#open.values()]
    this.#open.clear()
    for (const opening of opened) {
      const site = await opening.catch(() => null)
      await site?.close()
    }
  }

  async #slotOf(entry: SiteEntry): Promise<StoredSlot> {
    if (!entry.isEnabled) return { entry, state: 'closed', site: null, problem: null }
    try {
      return { entry, state: 'open', site: await this.site(entry.id), problem: null }
    } catch (error) {
      return { entry, state: 'failed', site: null, problem: error instanceof Error ? error.message : String(error) }
    }
  }
}

function asOutpostError(error: unknown): never {
  if (!(error instanceof StoreError)) throw error
  throw new OutpostError('storage-failed', error.message, { cause: error })
}
