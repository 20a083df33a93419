import { isQuietAt, type QuietHours } from '#shared/domain/notice-settings.ts'
import type { AttentionItem } from '#shared/domain/sites.ts'
import { counted, type DesktopLanguage, filled, namesInRow } from '#shared/i18n/desktop-texts.ts'
import type { Cancel, Clock } from '../platform/clock.ts'

/** What is shown on the desktop. */
export interface Notice {
  readonly title: string
  readonly body: string
  /** Somebody should look at once: it stays until it is closed, where the desktop can do that. */
  readonly isUrgent: boolean
}

export interface NoticePort {
  /** Shows it; `onClick` when somebody wants to see more. */
  show(notice: Notice, onClick: () => void): void
}

export interface NoticeWishes {
  readonly criticalAlarms: boolean
  readonly stuckOperations: boolean
  readonly quietHours: QuietHours
}

export interface DesktopNoticesDependencies {
  readonly port: NoticePort
  readonly clock: Clock
  readonly wishes: () => NoticeWishes
  /** Minutes since midnight, by this PC's clock. */
  readonly minuteOfDay: () => number
  /** The site that somebody looks at in one of the app's windows, where they see it; null: nobody looks at any. */
  readonly siteInFront: () => string | null
  /** So many items wait for the end of the quiet hours; told once for each number. */
  readonly onHeldBack: (count: number) => void
  readonly language: () => DesktopLanguage
  /** Shows in a window what the notification told of. */
  readonly onOpen: (items: readonly AttentionItem[]) => void
}

/** New items wait so long for others that belong to the same trouble. */
const GATHER_MS = 2_000
/** How often the end of the quiet hours is looked for. */
const QUIET_LOOK_MS = 60_000
/** A thing that comes and goes is told once in this time. */
const REPEAT_AFTER_MS = 10 * 60_000
/** Most that is remembered of what was told. */
const MAX_TOLD = 5_000

/**
 * Tells the desktop what has newly come to need a person: critical alarms, and changes that are stuck. What was there at the
 * start, and at a site when it is opened, is not news, many at once are one notification, and in the quiet hours nothing is told until they are over.
 */
export class DesktopNotices {
  readonly #dependencies: DesktopNoticesDependencies
  /** When each item was told last, or known without being told; by the monotonic clock. */
  readonly #told = new Map<string, number>()
  #open = new Set<string>()
  #fresh = new Map<string, AttentionItem>()
  /** Sites whose state was known at the last look. */
  #sites: ReadonlySet<string> = new Set()
  #heldBack = 0
  #cancel: Cancel | null = null

  constructor(dependencies: DesktopNoticesDependencies) {
    this.#dependencies = dependencies
  }

  /** All for which the desktop is told that needs a person now. `sites`: those whose state is known. */
  take(items: readonly AttentionItem[], sites: readonly string[]): void {
    const now = this.#dependencies.clock.monotonic()
    const open = new Map(items.map((item) => [keyOf(item), item]))
    for (const key of this.#fresh.keys()) if (!open.has(key)) this.#fresh.delete(key)
    for (const [key, item] of open) {
      if (this.#open.has(key)) continue
      const toldAt = this.#told.get(key)
      const isNews = this.#sites.has(item.siteId) && (toldAt === undefined || now - toldAt >= REPEAT_AFTER_MS)
      if (isNews) this.#fresh.set(key, item)
      else this.#remember(key, toldAt ?? now)
    }
    this.#open = new Set(open.keys())
    this.#sites = new Set(sites)
    if (this.#fresh.size > 0) this.#cancel ??= this.#dependencies.clock.schedule(GATHER_MS, () => this.#tell())
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  #tell(): void {
    this.#cancel = null
    const { clock, wishes, minuteOfDay, siteInFront, port, language, onHeldBack, onOpen } = this.#dependencies
    const { criticalAlarms, stuckOperations, quietHours } = wishes()
    if (isQuietAt(minuteOfDay(), quietHours)) {
      this.#cancel = clock.schedule(QUIET_LOOK_MS, () => this.#tell())
      if (this.#fresh.size > 0 && this.#fresh.size !== this.#heldBack) onHeldBack(this.#fresh.size)
      this.#heldBack = this.#fresh.size
      return
    }
    this.#heldBack = 0
    const fresh = this.#fresh
    this.#fresh = new Map()
    for (const key of fresh.keys()) this.#remember(key, clock.monotonic())
    const seen = siteInFront()
    const wanted = [...fresh.values()].filter(
      ({ kind, siteId }) => siteId !== seen && (kind === 'alert' ? criticalAlarms : stuckOperations),
    )
    if (wanted.length > 0) port.show(noticeOf(wanted, language()), () => onOpen(wanted))
  }

  #remember(key: string, at: number): void {
    this.#told.delete(key)
    this.#told.set(key, at)
    const oldest = this.#told.size > MAX_TOLD ? this.#told.keys().next().value : undefined
    if (oldest !== undefined) this.#told.delete(oldest)
  }
}

/** The same trouble keeps its key while it lasts, and gets another when it comes again. */
function keyOf({ siteId, kind, operationKey, entity, since }: AttentionItem): string {
  return `${siteId} ${kind} ${operationKey ?? `${entity?.entityId ?? ''} ${since}`}`
}

/** Characters of a name in a notice; the desktop gives it two lines at most. */
const MAX_NAME = 80
/** Drawn as nothing, or turning the text behind it around (UAX 9). */
const INVISIBLE = /[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu

/** What others called it, as short and as plain as a notice needs. */
function nameOf({ subject }: AttentionItem): string {
  const shown = subject
    .slice(0, 4 * MAX_NAME)
    .replaceAll(INVISIBLE, ' ')
    .trim()
  const characters = Array.from(shown)
  return characters.length <= MAX_NAME ? shown : `${characters.slice(0, MAX_NAME - 1).join('')}…`
}

function noticeOf(items: readonly AttentionItem[], language: DesktopLanguage): Notice {
  const words = language.texts.notice
  const alarmCount = items.filter(({ kind }) => kind === 'alert').length
  const isUrgent = alarmCount > 0
  const [first] = items
  if (items.length === 1 && first !== undefined) {
    const title = filled(words.title, { kind: words.kind[first.kind], subject: nameOf(first) })
    return { title, body: first.detail, isUrgent }
  }
  const alarms = counted(language, words.alarms, alarmCount)
  const changes = counted(language, words.changes, items.length - alarmCount)
  const names = namesInRow(language, [...new Set(items.map(nameOf))].slice(0, 3))
  return {
    title: alarms === '' || changes === '' ? `${alarms}${changes}` : filled(words.both, { alarms, changes }),
    body: names !== '' && items.length > 3 ? filled(words.more, { names }) : names,
    isUrgent,
  }
}
