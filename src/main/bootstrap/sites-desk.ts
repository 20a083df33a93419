import type { EffectiveSettings } from '#shared/domain/settings.ts'
import type { SiteEntry } from '#shared/domain/sites.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import type { SettingsPort, SitesPort } from '../ipc/services.ts'
import type { Ids } from '../platform/ids.ts'
import { attentionOf } from './attention.ts'
import type { SiteHost } from './site-host.ts'
import type { SiteSummaries } from './site-summaries.ts'
import { siteTarget } from './site-target.ts'
import type { WindowSites } from './window-sites.ts'

export interface SitesDeskDependencies {
  readonly host: SiteHost
  readonly windows: WindowSites
  readonly summaries: SiteSummaries
  readonly settings: SettingsPort
  /** The list in force. */
  readonly sites: () => readonly SiteEntry[]
  readonly ids: Ids
  readonly now: () => number
  /** Forgets what signs in to a site that is not in the list any more. */
  readonly forgetToken: (site: SiteEntry) => Promise<void>
}

type SiteList = IpcResponse<'sites:add'>

/** The list of sites as windows see and change it. */
export class SitesDesk implements SitesPort {
  readonly #dependencies: SitesDeskDependencies

  constructor(dependencies: SitesDeskDependencies) {
    this.#dependencies = dependencies
  }

  list(windowId: number): IpcResponse<'sites:list'> {
    const { summaries, windows } = this.#dependencies
    return { sites: summaries.list(), current: windows.siteOf(windowId) }
  }

  async switchTo(windowId: number, siteId: string): Promise<void> {
    const { host, windows } = this.#dependencies
    await host.site(siteId)
    windows.switchTo(windowId, siteId)
  }

  reopen(siteId: string): Promise<void> {
    return this.#dependencies.host.reopen(siteId)
  }

  async add(site: IpcRequest<'sites:add'>): Promise<SiteList> {
    const { sites, ids } = this.#dependencies
    const entry: SiteEntry = { ...site, id: ids.uuid(), isEnabled: true }
    return this.#save(entry.id, [...sites(), entry])
  }

  async edit(entry: SiteEntry): Promise<SiteList> {
    this.#known(entry.id)
    const list = this.#dependencies.sites().map((site) => (site.id === entry.id ? entry : site))
    return this.#save(entry.id, list)
  }

  /** What waits at a site that is not open is not known: then it is asked about too. */
  async remove(siteId: string, force: boolean): Promise<IpcResponse<'sites:remove'>> {
    const { host, sites, forgetToken } = this.#dependencies
    const entry = this.#known(siteId)
    const { folder } = siteTarget(entry)
    const waiting = host.openSite(siteId)?.engine.queueStatus().pending ?? null
    if (waiting !== 0 && !force) return { removed: false, waiting, folder }
    const left = sites().filter(({ id }) => id !== siteId)
    await this.#save(siteId, left)
    await forgetToken(entry)
    return { removed: true, waiting, folder }
  }

  attention(): Promise<IpcResponse<'sites:attention'>> {
    const { host, now } = this.#dependencies
    return attentionOf(host.slots, now())
  }

  async #save(siteId: string, sites: readonly SiteEntry[]): Promise<SiteList> {
    const { settings, host } = this.#dependencies
    const effective: EffectiveSettings = await settings.update({ sites })
    await host.settingsChanged()
    return { siteId, sites: effective.values.sites ?? [] }
  }

  #known(siteId: string): SiteEntry {
    const entry = this.#dependencies.sites().find(({ id }) => id === siteId)
    if (entry === undefined) throw new OutpostError('not-found', 'There is no such site in the list.')
    return entry
  }
}
