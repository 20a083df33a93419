import { type EntityRecord, SEVERITIES, type Severity } from '#shared/domain/entities.ts'

export interface FleetFigures {
  readonly devices: { readonly total: number; readonly offline: number }
  /** Active alerts that nobody has acknowledged. */
  readonly alerts: Readonly<Record<Severity, number>>
}

/**
 * Figures about a fleet, kept with every change of a record: a summary of 50,000 devices is read many times a minute and
 * must not look through them.
 */
export class FleetTally {
  #devices = 0
  #offline = 0
  readonly #alerts = new Map<Severity, Set<string>>(SEVERITIES.map((severity) => [severity, new Set<string>()]))

  /** A record is another one now. Null: it was not there, or is gone. */
  replaced(before: EntityRecord | null, after: EntityRecord | null): void {
    const entityType = (after ?? before)?.entityType
    if (entityType === 'device') {
      this.#devices += Number(after !== null) - Number(before !== null)
      this.#offline += Number(isOffline(after)) - Number(isOffline(before))
    } else if (entityType === 'alert') {
      if (before !== null) this.#listOf(before)?.delete(before.id)
      if (after !== null && isOpenAlert(after)) this.#listOf(after)?.add(after.id)
    }
  }

  figures(): FleetFigures {
    const count = (severity: Severity): number => this.#alerts.get(severity)?.size ?? 0
    return {
      devices: { total: this.#devices, offline: this.#offline },
      alerts: { critical: count('critical'), high: count('high'), medium: count('medium'), low: count('low') },
    }
  }

  /** Ids of active alerts of this severity that nobody has acknowledged. */
  openAlerts(severity: Severity): ReadonlySet<string> {
    return this.#alerts.get(severity) ?? new Set()
  }

  #listOf({ reported }: EntityRecord): Set<string> | undefined {
    return this.#alerts.get(reported['severity'] as Severity)
  }
}

function isOffline(record: EntityRecord | null): boolean {
  return record?.reported['status'] === 'offline'
}

function isOpenAlert({ data, reported }: EntityRecord): boolean {
  return data['acknowledged'] !== true && (reported['clearedAt'] ?? null) === null
}
