import type { SITE_STATES, SiteEntry } from '#shared/domain/sites.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { Cancel } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Service } from '../platform/service.ts'
import { HostedSite, type HostedSiteDependencies } from './hosted-site.ts'
import { siteTarget } from './site-target.ts'

/** Revisions of what is opened under an id stay below this distance to what is opened under it next. */
const REVISION_GAP = 1_000_000

export interface SiteHostDependencies extends HostedSiteDependencies {
  /** What the settings ask for; never empty. */
  readonly sites: () => readonly SiteEntry[]
  /** Another place is open under this id: windows that look at it must read everything anew. */
  readonly onReplaced: (siteId: string) => void
}

/** A site of the list, and what has become of it. */
export interface HostSlot {
  readonly entry: SiteEntry
  readonly state: (typeof SITE_STATES)[number]
  /** Null while it is not open. */
  readonly site: HostedSite | null
  /** Why it could not be opened, or be changed over, in a sentence. */
  readonly problem: string | null
}

/**
 * Keeps the sites open that the settings ask for, side by side: each with its own store, token, connection, queue and
 * breakers. One that cannot be opened does not touch the others.
 */
export class SiteHost implements Service {
  readonly #dependencies: SiteHostDependencies
  readonly #changed: Emitter<void>
  #slots: ReadonlyMap<string, HostSlot> = new Map()
  /** What is being opened, by id. */
  readonly #openings = new Map<string, Promise<unknown>>()
  /** Of those, what can be looked at already. */
  readonly #early = new Map<string, Promise<HostedSite>>()
  #lastChange: Promise<unknown> = Promise.resolve()
  #isStopping = false

  constructor(dependencies: SiteHostDependencies) {
    this.#dependencies = dependencies
    this.#changed = new Emitter((error) => dependencies.logger.error('a listener of the sites failed', { error }))
  }

  /**
   * Opens all sites, `first` before the others. Resolves when one is open; rejects with the StoreError of the first when
   * none can be opened.
   */
  async run(first: string | null = null): Promise<void> {
    const entries = this.#dependencies.sites()
    this.#slots = new Map(entries.map((entry) => [entry.id, emptySlot(entry)]))
    const wanted = entries.filter(({ isEnabled }) => isEnabled).toSorted((one) => (one.id === first ? -1 : 0))
    const [foremost, ...others] = wanted
    if (foremost === undefined) throw new Error('there is no site to open')
    const opening = this.#openSlot(foremost)
    const openings = others.map((entry) => {
      this.#put(entry.id, { state: 'opening' })
      const own = opening.then(() => this.#openSlot(entry))
      this.#openings.set(entry.id, own)
      return own
    })
    const rest = Promise.all([opening, ...openings])
    // Whoever stops or changes something meanwhile waits for what is being opened.
    this.#lastChange = rest
    if ((await opening) === null) return
    await rest
    const failure = await opening
    if (this.openSites.length === 0) throw failure
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    await this.#lastChange
    const sites = this.openSites
    this.#slots = new Map()
    this.#changed.clear()
    await Promise.all(sites.map((site) => site.close()))
  }

  /** Sites of the list, in its order. */
  get slots(): readonly HostSlot[] {
    return [...this.#slots.values()]
  }

  get openSites(): readonly HostedSite[] {
    return this.slots.flatMap(({ site }) => (site === null ? [] : [site]))
  }

  /** Null: there is none of this id, or it is not open. */
  openSite(id: string): HostedSite | null {
    return this.#slots.get(id)?.site ?? null
  }

  /** The site, as soon as it is open. Rejects with OutpostError `not-found` or `site-closed`. */
  async site(id: string): Promise<HostedSite> {
    const slot = this.#slots.get(id)
    if (slot?.site === null) await this.#openings.get(id)
    return this.#openOrThrow(id)
  }

  /** As `site`, and as soon as it can be looked at: while what is stored of it is still being read. */
  async early(id: string): Promise<HostedSite> {
    const early = this.openSite(id) === null ? this.#early.get(id) : undefined
    return early === undefined ? this.site(id) : Promise.race([early, this.site(id)])
  }

  /** A site was opened or closed, failed, or is called otherwise. */
  onChanged(listener: () => void): Cancel {
    return this.#changed.subscribe(() => listener())
  }

  /** The settings have changed: reconfigures connections, opens what is new, changes over, and closes what is gone. */
  settingsChanged(): Promise<void> {
    return this.#inOrder(() => this.#follow())
  }

  /** Tries again to open a site that could not be. Rejects like `site`. */
  async reopen(id: string): Promise<void> {
    await this.#inOrder(async () => {
      const slot = this.#slots.get(id)
      if (slot?.state === 'failed') await this.#openSlot(slot.entry)
      else if (slot?.problem != null) await this.#changeOver(slot.entry)
    })
    this.#openOrThrow(id)
  }

  #openOrThrow(id: string): HostedSite {
    const slot = this.#slots.get(id)
    if (slot === undefined) throw new OutpostError('not-found', 'There is no such site in the list.')
    if (slot.site !== null) return slot.site
    throw new OutpostError(
      'site-closed',
      `This site is not open. ${slot.problem ?? 'It is switched off in the settings.'}`,
    )
  }

  async #follow(): Promise<void> {
    if (this.#isStopping) return
    const entries = this.#dependencies.sites()
    const before = this.#slots
    await this.#freePlaces(entries)
    const slots = entries.map((entry) => ({ ...(this.#slots.get(entry.id) ?? emptySlot(entry)), entry }))
    const left = this.openSites.filter(({ id }) => !entries.some((entry) => entry.id === id && entry.isEnabled))
    this.#slots = new Map(slots.map((slot) => [slot.entry.id, slot]))
    await Promise.all(entries.filter(({ isEnabled }) => isEnabled).map((entry) => this.#bringTo(entry, before)))
    for (const entry of entries) if (!entry.isEnabled) this.#put(entry.id, emptySlot(entry))
    this.#changed.emit()
    await Promise.all(left.map((site) => site.close()))
  }

  async #bringTo(entry: SiteEntry, before: ReadonlyMap<string, HostSlot>): Promise<void> {
    const site = this.openSite(entry.id)
    const known = before.get(entry.id)
    const isSamePlace = known !== undefined && siteTarget(known.entry).folder === siteTarget(entry).folder
    if (site?.target.folder === siteTarget(entry).folder) {
      site.reconfigure(entry)
      this.#put(entry.id, { problem: null })
    } else if (site !== null) await this.#changeOver(entry)
    // What failed is not tried again with every setting that changes.
    else if (known?.state !== 'failed' || !isSamePlace) await this.#openSlot(entry)
  }

  /** A database is open once: who lies where another is to be opened is closed first. */
  async #freePlaces(entries: readonly SiteEntry[]): Promise<void> {
    const inTheWay = this.openSites.filter((site) =>
      entries.some(({ id, isEnabled, ...place }) => {
        return isEnabled && id !== site.id && siteTarget(place).folder === site.target.folder
      }),
    )
    for (const { id } of inTheWay) this.#put(id, { state: 'closed', site: null })
    await Promise.all(inTheWay.map((site) => site.close()))
  }

  /** The new place is opened first: if that fails, the operator keeps the old one and reads why. */
  async #changeOver(entry: SiteEntry): Promise<void> {
    const old = this.openSite(entry.id)
    if (old === null) return
    try {
      const firstRevision = old.engine.replica.revision + REVISION_GAP
      const site = await HostedSite.open(entry, firstRevision, this.#dependencies)
      this.#put(entry.id, { state: 'open', site, problem: null })
      const closing = old.close()
      this.#dependencies.onReplaced(entry.id)
      await closing
    } catch (error) {
      this.#put(entry.id, { problem: this.#reasonOf(entry, error) })
    }
  }

  /** Resolves with null, or with why it could not be opened. */
  async #openSlot(entry: SiteEntry): Promise<unknown> {
    if (this.#isStopping) return null
    this.#put(entry.id, { state: 'opening', problem: null })
    const early = Promise.withResolvers<HostedSite>()
    this.#early.set(entry.id, early.promise)
    const onOpened = (site: HostedSite): Cancel => {
      const cancel = this.#dependencies.onOpened(site)
      early.resolve(site)
      return cancel
    }
    const opening = HostedSite.open(entry, 0, { ...this.#dependencies, onOpened }).then(
      (site) => {
        this.#put(entry.id, { state: 'open', site })
        // A window that has looked at it early has not been told.
        if (site.engine.problems.length > 0) this.#dependencies.onReplaced(entry.id)
        return null
      },
      (error: unknown) => {
        this.#put(entry.id, { state: 'failed', problem: this.#reasonOf(entry, error) })
        return error
      },
    )
    this.#openings.set(entry.id, opening)
    const failure = await opening
    if (this.#openings.get(entry.id) === opening) this.#openings.delete(entry.id)
    if (this.#early.get(entry.id) === early.promise) this.#early.delete(entry.id)
    return failure
  }

  #reasonOf({ id }: SiteEntry, error: unknown): string {
    const cause = error instanceof Error ? error.message : String(error)
    this.#dependencies.logger.error('a site could not be opened', { site: id, cause })
    return cause
  }

  #put(id: string, change: Partial<HostSlot>): void {
    const slot = this.#slots.get(id)
    if (slot === undefined) return
    this.#slots = new Map(this.#slots).set(id, { ...slot, ...change })
    this.#changed.emit()
  }

  #inOrder(work: () => Promise<void>): Promise<void> {
    const next = this.#lastChange.then(work).catch((error: unknown) => {
      this.#dependencies.logger.error('the sites could not be changed', {
        cause: error instanceof Error ? error.message : '',
      })
    })
    this.#lastChange = next
    return next
  }
}

function emptySlot(entry: SiteEntry): HostSlot {
  return { entry, state: 'closed', site: null, problem: null }
}
