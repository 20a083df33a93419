import { type EntityRecord, SEVERITIES, type Severity } from '#shared/domain/entities.ts'

export interface FleetFigures {
  readonly devices: { readonly total: number; readonly offline: number }
  /** Active alerts that nobody has acknowledged and that are not set aside. */
  readonly alerts: Readonly<Record<Severity, number>>
}

/**
 * Figures about a fleet, kept with every change of a record: a summary of 50,000 devices is read many times a minute and
 * must not look through them.
 */
export class FleetTally {
  #devices = 0
  #offline = 0
  /** Until when each is shelved; 0: not. That it ends is seen when it is counted. */
  readonly #alerts = new Map<Severity, Map<string, number>>(SEVERITIES.map((severity) => [severity, new Map()]))

  /** A record is another one now. Null: it was not there, or is gone. */
  replaced(before: EntityRecord | null, after: EntityRecord | null): void {
    const entityType = (after ?? before)?.entityType
    if (entityType === 'device') {
      this.#devices += Number(after !== null) - Number(before !== null)
      this.#offline += Number(isOffline(after)) - Number(isOffline(before))
    } else if (entityType === 'alert') {
      if (before !== null) this.#listOf(before)?.delete(before.id)
      if (after !== null && isOpenAlert(after)) this.#listOf(after)?.set(after.id, shelvedUntil(after))
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

  #listOf({ reported }: EntityRecord): Map<string, number> | undefined {
    return this.#alerts.get(reported['severity'] as Severity)
  }
}

function isOffline(record: EntityRecord | null): boolean {
  return record?.reported['status'] === 'offline'
}

function isOpenAlert({ data, reported }: EntityRecord): boolean {
  const isActive = data['acknowledged'] !== true && (reported['clearedAt'] ?? null) === null
  return isActive && data['isOutOfService'] !== true && (reported['suppressedBy'] ?? null) === null
}

function shelvedUntil({ data }: EntityRecord): number {
  const until = data['shelvedUntil']
  return typeof until === 'number' ? until : 0
}
