import { isQuietAt, type QuietHours } from '#shared/domain/notice-settings.ts'
import type { AttentionItem } from '#shared/domain/sites.ts'
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
  /** Somebody looks at one of the app's windows: they see it there. */
  readonly isInFront: () => boolean
  /** Shows the item in a window; null: all that needs a person. */
  readonly onOpen: (item: AttentionItem | null) => void
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
 * start is not news, many at once are one notification, and in the quiet hours nothing is told until they are over.
 */
export class DesktopNotices {
  readonly #dependencies: DesktopNoticesDependencies
  /** When each item was told last, or known without being told; by the monotonic clock. */
  readonly #told = new Map<string, number>()
  #open = new Set<string>()
  #fresh = new Map<string, AttentionItem>()
  #isFirst = true
  #cancel: Cancel | null = null

  constructor(dependencies: DesktopNoticesDependencies) {
    this.#dependencies = dependencies
  }

  /** All for which the desktop is told that needs a person now. */
  take(items: readonly AttentionItem[]): void {
    const now = this.#dependencies.clock.monotonic()
    const open = new Map(items.map((item) => [keyOf(item), item]))
    for (const key of this.#fresh.keys()) if (!open.has(key)) this.#fresh.delete(key)
    for (const [key, item] of open) {
      if (this.#open.has(key)) continue
      const toldAt = this.#told.get(key)
      const isNews = !this.#isFirst && (toldAt === undefined || now - toldAt >= REPEAT_AFTER_MS)
      if (isNews) this.#fresh.set(key, item)
      else this.#remember(key, toldAt ?? now)
    }
    this.#open = new Set(open.keys())
    this.#isFirst = false
    if (this.#fresh.size > 0) this.#cancel ??= this.#dependencies.clock.schedule(GATHER_MS, () => this.#tell())
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  #tell(): void {
    this.#cancel = null
    const { clock, wishes, minuteOfDay, isInFront, port, onOpen } = this.#dependencies
    const { criticalAlarms, stuckOperations, quietHours } = wishes()
    if (isQuietAt(minuteOfDay(), quietHours)) {
      this.#cancel = clock.schedule(QUIET_LOOK_MS, () => this.#tell())
      return
    }
    const fresh = this.#fresh
    this.#fresh = new Map()
    for (const key of fresh.keys()) this.#remember(key, clock.monotonic())
    const wanted = [...fresh.values()].filter((item) => (item.kind === 'alert' ? criticalAlarms : stuckOperations))
    const [first, ...others] = wanted
    if (first === undefined || isInFront()) return
    port.show(noticeOf(wanted), () => onOpen(others.length === 0 ? first : null))
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

function noticeOf(items: readonly AttentionItem[]): Notice {
  const alarms = items.filter(({ kind }) => kind === 'alert')
  const isUrgent = alarms.length > 0
  const [first] = items
  if (items.length === 1 && first !== undefined) {
    return { title: `${WORD[first.kind]}: ${nameOf(first)}`, body: first.detail, isUrgent }
  }
  const parts = [
    counted(alarms.length, 'new critical alarm', 'new critical alarms'),
    counted(items.length - alarms.length, 'change that needs you', 'changes that need you'),
  ].filter((part) => part !== '')
  const names = [...new Set(items.map(nameOf))].slice(0, 3).join(', ')
  return {
    title: parts.join(' and '),
    body: names === '' ? '' : `${names}${items.length > 3 ? ' and others' : ''}`,
    isUrgent,
  }
}

const WORD: Readonly<Record<AttentionItem['kind'], string>> = {
  alert: 'Critical alarm',
  conflict: 'Conflict',
  refused: 'Refused by the server',
  stale: 'To be confirmed',
  waiting: 'Waiting',
  site: 'Site',
}

function counted(count: number, one: string, many: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`
}
