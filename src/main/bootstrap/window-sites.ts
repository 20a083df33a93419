import type { Cancel } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Logger } from '../platform/logger.ts'

export interface WindowSwitch {
  readonly windowId: number
  readonly from: string
  readonly to: string
  /** It is the site it was before, in another place: everything is to be read anew. */
  readonly isRenewed: boolean
}

/** Where it is kept which site a window looks at, until the next start. */
export interface SiteMemory {
  /** Null: it is not known. */
  siteOf(windowId: number): string | null
  lookAt(windowId: number, siteId: string): void
}

/** Which site each window looks at. A window has one from the first time anybody asks, and keeps it when its page is loaded anew. */
export class WindowSites {
  readonly #firstSite: () => string
  readonly #memory: SiteMemory
  readonly #isThere: (siteId: string) => boolean
  readonly #looking = new Map<number, string>()
  readonly #switched: Emitter<WindowSwitch>

  constructor(dependencies: {
    /** The site of a window that has not looked at any yet, or whose own is gone. */
    firstSite: () => string
    memory: SiteMemory
    isThere: (siteId: string) => boolean
    logger: Logger
  }) {
    this.#firstSite = dependencies.firstSite
    this.#memory = dependencies.memory
    this.#isThere = dependencies.isThere
    const { logger } = dependencies
    this.#switched = new Emitter((error) => logger.error('a listener of the window’s site failed', { error }))
  }

  siteOf(windowId: number): string {
    const known = this.#looking.get(windowId)
    if (known !== undefined) return known
    const remembered = this.#memory.siteOf(windowId)
    const site = remembered !== null && this.#isThere(remembered) ? remembered : this.#firstSite()
    this.#look(windowId, site)
    return site
  }

  isLooking(windowId: number, siteId: string): boolean {
    return this.siteOf(windowId) === siteId
  }

  switchTo(windowId: number, siteId: string): void {
    const from = this.siteOf(windowId)
    if (from === siteId) return
    this.#look(windowId, siteId)
    this.#switched.emit({ windowId, from, to: siteId, isRenewed: false })
  }

  /** Windows whose site is gone look at the first one that is there. */
  settle(): void {
    const first = this.#firstSite()
    if (!this.#isThere(first)) return
    for (const [windowId, siteId] of [...this.#looking]) {
      if (!this.#isThere(siteId)) this.switchTo(windowId, first)
    }
  }

  /** Another place is open under the id of a site. */
  renew(siteId: string): void {
    for (const [windowId, lookedAt] of [...this.#looking]) {
      if (lookedAt === siteId) this.#switched.emit({ windowId, from: siteId, to: siteId, isRenewed: true })
    }
  }

  /** The window is closed. */
  forget(windowId: number): void {
    this.#looking.delete(windowId)
  }

  #look(windowId: number, siteId: string): void {
    this.#looking.set(windowId, siteId)
    this.#memory.lookAt(windowId, siteId)
  }

  onSwitched(listener: (change: WindowSwitch) => void): Cancel {
    return this.#switched.subscribe(listener)
  }
}
