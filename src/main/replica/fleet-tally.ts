import { type EntityRecord, type Fields, SEVERITIES, type Severity } from '#shared/domain/entities.ts'

export interface FleetFigures {
  readonly devices: { readonly total: number; readonly offline: number }
  /** Active alerts that nobody has acknowledged and that are not set aside, with what waits on this PC on top. */
  readonly alerts: Readonly<Record<Severity, number>>
}

/**
 * Figures about a fleet, kept with every change of a record: a summary of 50,000 devices is read many times a minute and
 * must not look through them.
 */
export class FleetTally {
  readonly #shown: (record: EntityRecord) => Fields
  #devices = 0
  #offline = 0
  /** Until when each is shelved; 0: not. That it ends is seen when it is counted. */
  readonly #alerts = new Map<Severity, Map<string, number>>(SEVERITIES.map((severity) => [severity, new Map()]))

  /** @param shown the values of a record as they are on screen: an alert is counted as whoever looks at it sees it. */
  constructor(shown: (record: EntityRecord) => Fields) {
    this.#shown = shown
  }

  /** A record is another one now, or what waits for it is. Null: it was not there, or is gone. */
  replaced(before: EntityRecord | null, after: EntityRecord | null): void {
    const entityType = (after ?? before)?.entityType
    if (entityType === 'device') {
      this.#devices += Number(after !== null) - Number(before !== null)
      this.#offline += Number(isOffline(after)) - Number(isOffline(before))
    } else if (entityType === 'alert') {
      if (before !== null) this.#listOf(before)?.delete(before.id)
      if (after !== null) this.#take(after)
    }
  }

  /** `now`: milliseconds since the epoch, by the server's clock. */
  figures(now: number): FleetFigures {
    const count = (severity: Severity): number => this.openAlerts(severity, now).length
    return {
      devices: { total: this.#devices, offline: this.#offline },
      alerts: { critical: count('critical'), high: count('high'), medium: count('medium'), low: count('low') },
    }
  }

  /** Ids of active alerts of this severity that nobody has acknowledged and that are not set aside. */
  openAlerts(severity: Severity, now: number): readonly string[] {
    return [...(this.#alerts.get(severity) ?? [])].flatMap(([id, until]) => (until > now ? [] : id))
  }

  #take(record: EntityRecord): void {
    const data = this.#shown(record)
    if (isOpenAlert(data, record.reported)) this.#listOf(record)?.set(record.id, shelvedUntil(data))
  }

  #listOf({ reported }: EntityRecord): Map<string, number> | undefined {
    return this.#alerts.get(reported['severity'] as Severity)
  }
}

function isOffline(record: EntityRecord | null): boolean {
  return record?.reported['status'] === 'offline'
}

function isOpenAlert(data: Fields, reported: Fields): boolean {
  const isActive = data['acknowledged'] !== true && (reported['clearedAt'] ?? null) === null
  return isActive && data['isOutOfService'] !== true && (reported['suppressedBy'] ?? null) === null
}

function shelvedUntil(data: Fields): number {
  const until = data['shelvedUntil']
  return typeof until === 'number' ? until : 0
}
