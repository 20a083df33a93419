import type { SiteEntry, SiteSummary } from '#shared/domain/sites.ts'
import type { IpcServices, RequestContext, SiteServices, SitesPort } from '../ipc/services.ts'
import type { Cancel } from '../platform/clock.ts'
import type { Service } from '../platform/service.ts'
import type { HostedSite } from './hosted-site.ts'
import type { LastSite } from './last-site.ts'
import { reportSiteOf } from './report-desk.ts'
import type { ReportSite } from './report-maker.ts'
import type { EventSink } from './site-events.ts'
import { SiteHost, type SiteHostDependencies } from './site-host.ts'
import { OpenSiteServices, type SiteServicesDependencies } from './site-services.ts'
import { SiteSummaries } from './site-summaries.ts'
import { siteTarget } from './site-target.ts'
import { SitesDesk, type SitesDeskDependencies } from './sites-desk.ts'
import { type SiteMemory, WindowSites, type WindowSwitch } from './window-sites.ts'

export interface SitesDependencies {
  readonly host: Omit<SiteHostDependencies, 'onOpened' | 'onReplaced' | 'sinkOf'>
  readonly services: SiteServicesDependencies
  readonly settings: SitesDeskDependencies['settings']
  /** Notes what is seen of a site. Returns what is to be ended with it. */
  readonly observe: (site: HostedSite) => Cancel
  readonly lastSite: LastSite
  readonly memory: SiteMemory
  /** What every window is told. */
  readonly sink: EventSink
  /** What the windows are told for which `isLooking` is true, as of this site. */
  readonly sinkOf: (siteId: string, isLooking: (windowId: number) => boolean) => EventSink
  readonly onSwitched: (change: WindowSwitch) => void
  /** The figures of the sites have changed. */
  readonly onSummaries: (sites: readonly SiteSummary[]) => void
}

/** All sites of the console, and which window looks at which: every request of a window goes to its site and to no other. */
export class Sites implements Service {
  readonly desk: SitesPort
  readonly windows: WindowSites
  readonly host: SiteHost
  readonly #summaries: SiteSummaries
  readonly #services = new Map<HostedSite, OpenSiteServices>()
  readonly #observe: SitesDependencies['observe']
  readonly #lastSite: LastSite
  readonly #cancels: Cancel[] = []
  readonly #known = Promise.withResolvers<void>()
  #first: string | null = null

  constructor(dependencies: SitesDependencies) {
    const { sink, lastSite, settings } = dependencies
    const { logger, ids, clock, sites, tokens } = dependencies.host
    this.#lastSite = lastSite
    this.#observe = dependencies.observe
    this.windows = new WindowSites({
      firstSite: () => this.#firstSite(),
      memory: dependencies.memory,
      isThere: (siteId) => this.#isThere(siteId),
      logger,
    })
    this.host = new SiteHost({
      ...dependencies.host,
      sinkOf: (siteId) => dependencies.sinkOf(siteId, (windowId) => this.windows.isLooking(windowId, siteId)),
      onReplaced: (siteId) => this.windows.renew(siteId),
      onOpened: (site) => this.#opened(site, dependencies.services),
    })
    this.#summaries = new SiteSummaries({ host: this.host, sink, clock, onChanged: dependencies.onSummaries })
    this.desk = new SitesDesk({
      ...{ host: this.host, windows: this.windows, summaries: this.#summaries, settings, sites, ids },
      now: () => clock.now(),
      forgetToken: async (site: SiteEntry) => {
        const target = siteTarget(site)
        if (target.kind === 'server') await tokens.forget(target)
      },
    })
    this.#cancels.push(
      this.windows.onSwitched((change) => {
        this.#leave(change)
        dependencies.onSwitched(change)
      }),
      this.host.onChanged(() => {
        this.windows.settle()
        this.#summaries.refresh()
      }),
    )
  }

  /** Resolves when one site is open, the one that was looked at last before the others. Rejects when none can be opened. */
  async run(): Promise<void> {
    this.#first = this.#lastSite.read()
    const running = this.host.run(this.#first)
    this.#known.resolve()
    await running
  }

  /** Resolves when it is known which sites there are: they can be asked for from then on. */
  get known(): Promise<void> {
    return this.#known.promise
  }

  async stop(): Promise<void> {
    for (const cancel of this.#cancels.splice(0)) cancel()
    this.#summaries.stop()
    await this.host.stop()
    await this.#lastSite.settled()
  }

  /** What windows may ask of sites. */
  get ports(): Pick<IpcServices, 'site' | 'early'> {
    return { site: (context) => this.site(context), early: (context) => this.early(context) }
  }

  /** What the window may ask of the site that its request is for. */
  async site({ windowId, siteId }: RequestContext): Promise<SiteServices> {
    return this.#portsOf(await this.host.site(siteId ?? this.windows.siteOf(windowId)))
  }

  /** The same, while what is stored of the site may still be being read. */
  async early({ windowId, siteId }: RequestContext): Promise<Pick<SiteServices, 'app' | 'replica'>> {
    return this.#portsOf(await this.host.early(siteId ?? this.windows.siteOf(windowId)))
  }

  /** Null: the site is not open. */
  servicesOf(siteId: string): SiteServices | null {
    const site = this.host.openSite(siteId)
    return site === null ? null : (this.#services.get(site)?.ports ?? null)
  }

  /** Resolves when the sites are as the settings ask for. */
  async settingsChanged(): Promise<void> {
    await this.host.settingsChanged()
    for (const services of this.#services.values()) services.refresh()
    this.#summaries.refresh()
  }

  /** The page of a window is gone. */
  pageReleased(windowId: number): void {
    for (const services of this.#services.values()) services.windowLeft(windowId)
  }

  /** Whether anybody can see the window. */
  setHidden(windowId: number, isHidden: boolean): void {
    for (const services of this.#services.values()) services.setHidden(windowId, isHidden)
  }

  /** The PC was asleep. */
  wake(): void {
    for (const { engine } of this.host.openSites) engine.connection.wake()
  }

  /** The site that a window of its own would begin with; null: none is open. */
  get foremost(): HostedSite | null {
    return this.host.openSite(this.#firstSite())
  }

  /** Sites that reports can be made of; null while one of them is being opened. */
  forReports(): readonly ReportSite[] | null {
    if (this.host.slots.some(({ state }) => state === 'opening')) return null
    return this.host.openSites.map(reportSiteOf)
  }

  #portsOf(site: HostedSite): SiteServices {
    const services = this.#services.get(site)
    if (services === undefined) throw new Error('a site is open without its services')
    return services.ports
  }

  #firstSite(): string {
    if (this.#first !== null && this.#isThere(this.#first)) return this.#first
    return this.host.openSites[0]?.id ?? this.host.slots[0]?.entry.id ?? ''
  }

  /** A site that is being opened is there: who asks for it waits a moment. */
  #isThere(siteId: string): boolean {
    const state = this.host.slots.find(({ entry }) => entry.id === siteId)?.state
    return state === 'open' || state === 'opening'
  }

  #opened(site: HostedSite, dependencies: SiteServicesDependencies): Cancel {
    const isLooking = (windowId: number): boolean => this.windows.isLooking(windowId, site.id)
    const services = new OpenSiteServices(site, isLooking, dependencies)
    this.#services.set(site, services)
    const endWatching = this.#summaries.watch(site)
    const endObserving = this.#observe(site)
    return () => {
      endObserving()
      endWatching()
      services.stop()
      this.#services.delete(site)
    }
  }

  #leave({ windowId, to }: WindowSwitch): void {
    for (const [site, services] of this.#services) if (site.id !== to) services.windowLeft(windowId)
    this.#first = to
    this.#lastSite.write(to)
  }
}
