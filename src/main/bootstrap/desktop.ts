import type { Settings } from '#shared/domain/settings.ts'
import type { AttentionItem, SiteSummary } from '#shared/domain/sites.ts'
import type { Page, Target } from '#shared/domain/window-route.ts'
import type { DesktopLanguage } from '#shared/i18n/desktop-texts.ts'
import { type Clock, minuteOfDay } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import { DesktopNotices, type Notice, type NoticePort, type NoticeWishes } from '../windows/desktop-notices.ts'
import type { TrayActs, TrayIcon } from '../windows/tray.ts'
import { type TrayWords, trayWords } from '../windows/tray-words.ts'
import { Coalescer } from './coalesce.ts'
import { DeskNews } from './desk-news.ts'
import type { HostSlot } from './site-host.ts'

export interface DesktopWindows {
  /** Brings the console to the front, or opens it. */
  focus(): void
  /** The site that the window in front looks at; null: none of the windows is in front. */
  siteInFront(): string | null
  /** Shows a page of a site in a window, and brings that to the front. */
  showAt(siteId: string | null, page: Page, target: Target): void
}

export interface DesktopDependencies {
  readonly clock: Clock
  readonly logger: Logger
  readonly settings: () => Settings
  readonly slots: () => readonly HostSlot[]
  readonly windows: DesktopWindows
  readonly notices: NoticePort
  /** Icons are shown somewhere. */
  readonly hasPanel: boolean
  /** Null: this desktop has no panel. */
  readonly putTrayIcon: (words: TrayWords, acts: TrayActs) => TrayIcon | null
  readonly language: () => DesktopLanguage
  readonly onQuit: () => void
}

/** As often as a person follows what the desktop shows. */
const LOOK_EVERY_MS = 1_000

/** What of the sites is to be seen outside of the windows: the icon in the desktop's panel, and its notifications. */
export class Desktop {
  readonly #dependencies: DesktopDependencies
  readonly #notices: DesktopNotices
  readonly #look: Coalescer
  readonly #news = new DeskNews()
  #sites: readonly SiteSummary[] = []
  #tray: TrayIcon | null = null
  #isRunning = false

  constructor(dependencies: DesktopDependencies) {
    const { clock, settings, windows, language, logger } = dependencies
    this.#dependencies = dependencies
    this.#notices = new DesktopNotices({
      port: { show: (notice, onClick) => this.#show(notice, onClick) },
      clock,
      language,
      minuteOfDay: () => minuteOfDay(clock.now()),
      wishes: () => wishesOf(settings()),
      siteInFront: () => windows.siteInFront(),
      onHeldBack: (count) => logger.info('notifications wait for the end of the quiet hours', { count }),
      onOpen: (items) => this.#open(items),
    })
    this.#look = new Coalescer(clock, LOOK_EVERY_MS, () => void this.#refresh())
  }

  /** Call when the first window stands: what the desktop shows can wait for it. */
  run(): void {
    this.#isRunning = true
    this.#look.request()
  }

  /** The icon in the panel is there and leads to a window, so that the console can wait without one. */
  get mayStandAlone(): boolean {
    const { hasPanel, settings } = this.#dependencies
    const { startHidden } = settings()
    return hasPanel && startHidden && isTrayWanted(settings())
  }

  /** The figures of the sites, or the settings, have changed. */
  changed(sites: readonly SiteSummary[] = this.#sites): void {
    this.#sites = sites
    if (this.#isRunning) this.#look.request()
  }

  /** Without a window the program goes on: its icon is in the panel, and it is wanted so. */
  get staysInPanel(): boolean {
    return this.#tray !== null && this.#dependencies.settings().staysInPanel
  }

  stop(): void {
    this.#isRunning = false
    this.#look.stop()
    this.#notices.stop()
    this.#news.stop()
    this.#tray?.remove()
    this.#tray = null
  }

  async #refresh(): Promise<void> {
    const { clock, slots, logger } = this.#dependencies
    // A desktop that fails must not take the console with it.
    try {
      this.#showTray()
      const { items, sites } = await this.#news.look(slots(), clock.now())
      if (this.#isRunning) this.#notices.take(items, sites)
    } catch (error) {
      logger.warn('the desktop could not be told what needs a person', { error })
    }
  }

  #show(notice: Notice, onClick: () => void): void {
    try {
      this.#dependencies.notices.show(notice, onClick)
    } catch (error) {
      this.#dependencies.logger.warn('the desktop does not show a notification', { error })
    }
  }

  #showTray(): void {
    const { settings, putTrayIcon, windows, language, onQuit } = this.#dependencies
    if (!isTrayWanted(settings())) {
      this.#tray?.remove()
      this.#tray = null
      return
    }
    const words = trayWords(this.#sites, language())
    if (this.#tray !== null) return this.#tray.show(words)
    this.#tray = putTrayIcon(words, {
      onOpen: () => windows.focus(),
      onAttention: () => this.#openAll(this.#sites.flatMap(({ id, state }) => (state === 'closed' ? [] : id))),
      onQuit,
    })
  }

  #open(items: readonly AttentionItem[]): void {
    const [first, ...others] = items
    if (first === undefined || others.length > 0) return this.#openAll(items.map(({ siteId }) => siteId))
    const [page, target] = placeOf(first)
    this.#dependencies.windows.showAt(first.siteId, page, target)
  }

  /** Shows what needs a person at these sites: at one, or side by side. */
  #openAll(siteIds: readonly string[]): void {
    const { windows } = this.#dependencies
    const [siteId, ...others] = new Set(siteIds)
    if (siteId !== undefined && others.length === 0) windows.showAt(siteId, 'overview', {})
    else windows.showAt(null, 'attention', {})
  }
}

/** Its menu ends the console, which nobody does in kiosk mode. */
function isTrayWanted({ trayIcon, kiosk, wall }: Settings): boolean {
  return trayIcon && !kiosk && !wall
}

/** Nothing lies on top of a wall. */
function wishesOf(settings: Settings): NoticeWishes {
  return {
    criticalAlarms: settings.notifyCriticalAlarms && !settings.wall,
    stuckOperations: settings.notifyStuckOperations && !settings.wall,
    quietHours: { from: settings.quietHoursFrom, to: settings.quietHoursTo },
  }
}

/** Where it is seen to. */
function placeOf({ kind, operationKey, alarmId }: AttentionItem): readonly [Page, Target] {
  const operation = operationKey === null ? {} : { operationKey }
  switch (kind) {
    case 'alert':
      return ['health', alarmId === null ? { scope: 'pending' } : { alarmId }]
    case 'conflict':
      return ['conflicts', operation]
    case 'refused':
      return ['pending', { state: 'quarantined', ...operation }]
    case 'stale':
      return ['pending', { state: 'stale', ...operation }]
    default:
      return ['overview', {}]
  }
}
