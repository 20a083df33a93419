import type { EntityRecord, Fields } from '#shared/domain/entities.ts'
import type { EntityRef, EntityType } from '#shared/domain/ids.ts'
import { ReportCells } from '#shared/domain/report-cells.ts'
import { afterReport, changedRecord } from '../database/text-record.ts'
import { DeviceStatusWatch, statusOf } from './device-status-watch.ts'
import { FleetTally } from './fleet-tally.ts'
import { Graves } from './graves.ts'

/** What a feed event or a snapshot says about one entity. */
export type BaseChange =
  /** The whole entity after an edit. */
  | { readonly kind: 'record'; readonly record: EntityRecord }
  /** Something devices or the server reported; the edited half is untouched. */
  | { readonly kind: 'reported'; readonly ref: EntityRef; readonly sequence: number; readonly reported: Fields }
  | { readonly kind: 'removed'; readonly ref: EntityRef; readonly sequence: number; readonly version: number }

/** How a change was taken. `unknown-entity`: a report about something this copy does not hold. */
export type Applied = 'changed' | 'unchanged' | 'stale' | 'unknown-entity'

/**
 * The server's records in memory. Changes may come late, twice or out of order: the edited half is guarded by
 * `version`, the reported half by `sequence`, and a deleted entity stays deleted until its deletion is behind us.
 */
export class BaseState {
  readonly #records = new Map<EntityType, Map<string, EntityRecord>>()
  readonly #cells = new ReportCells()
  readonly graves = new Graves()
  readonly statusWatch = new DeviceStatusWatch()
  readonly tally: FleetTally

  /** @param shown the values of a record as they are on screen, with what waits on top. */
  constructor(shown: (record: EntityRecord) => Fields = ({ data }) => data) {
    this.tally = new FleetTally(shown)
  }

  get(ref: EntityRef): EntityRecord | null {
    return this.#records.get(ref.entityType)?.get(ref.entityId) ?? null
  }

  all(entityType: EntityType): ReadonlyMap<string, EntityRecord> {
    return this.#table(entityType)
  }

  count(entityType: EntityType): number {
    return this.#records.get(entityType)?.size ?? 0
  }

  load(records: readonly EntityRecord[]): void {
    for (const record of records) this.put(record)
  }

  /** Takes a record as it is: from disk, or from a fresh snapshot. */
  put(record: EntityRecord): void {
    const table = this.#table(record.entityType)
    const before = table.get(record.id) ?? null
    this.tally.replaced(before, record)
    table.set(record.id, record)
    this.statusWatch.replaced(before, record)
  }

  remove(ref: EntityRef): void {
    const before = this.get(ref)
    this.tally.replaced(before, null)
    this.#records.get(ref.entityType)?.delete(ref.entityId)
    if (before !== null) this.statusWatch.replaced(before, null)
  }

  /** What waits for it has changed: it may count otherwise now. */
  recount(ref: EntityRef): void {
    const record = this.get(ref)
    if (record !== null) this.tally.replaced(record, record)
  }

  /** Remembers a deletion so that older news about the entity cannot bring it back. */
  bury(ref: EntityRef, version: number, sequence: number): void {
    this.remove(ref)
    this.graves.dig(ref, version, sequence)
  }

  /** Whether what is here, or was deleted here, is newer than the record. */
  isNewerThan(record: EntityRecord): boolean {
    const ref = { entityType: record.entityType, entityId: record.id }
    return (this.get(ref)?.version ?? 0) > record.version || this.#isBuried(record)
  }

  apply(change: BaseChange): Applied {
    switch (change.kind) {
      case 'record':
        return this.#applyRecord(change.record)
      case 'reported':
        return this.#applyReported(change.ref, change.sequence, change.reported)
      case 'removed':
        return this.#applyRemoved(change.ref, change.version, change.sequence)
    }
  }

  #applyRecord(record: EntityRecord): Applied {
    const ref = { entityType: record.entityType, entityId: record.id }
    if (this.#isBuried(record)) return 'stale'
    const known = this.get(ref)
    if (known === null) {
      this.put(record)
      return 'changed'
    }
    const isNewerData = record.version >= known.version
    const isNewerReport = record.sequence > known.sequence
    if (!isNewerData && !isNewerReport) return 'stale'
    this.put(
      changedRecord(known, {
        ...(isNewerData ? { version: record.version, data: record.data } : {}),
        ...(isNewerReport ? { sequence: record.sequence, reported: record.reported } : {}),
      }),
    )
    return 'changed'
  }

  #isBuried(record: EntityRecord): boolean {
    return this.graves.covers({ entityType: record.entityType, entityId: record.id }, record)
  }

  #applyReported(ref: EntityRef, sequence: number, reported: Fields): Applied {
    const known = this.get(ref)
    if (known === null) return this.graves.has(ref) ? 'stale' : 'unknown-entity'
    if (sequence <= known.sequence) return 'stale'
    // Counted out before: it shows what is reported now as well.
    this.tally.replaced(known, null)
    const before = reported['status'] === undefined ? null : statusOf(known)
    const record = afterReport(known, sequence, reported, this.#cells)
    this.tally.replaced(null, record)
    this.#table(ref.entityType).set(known.id, record)
    if (before !== null) this.statusWatch.reported(record, before)
    return 'changed'
  }

  #applyRemoved(ref: EntityRef, version: number, sequence: number): Applied {
    const known = this.get(ref)
    if (known === null) return 'unchanged'
    if (known.version > version) return 'stale'
    this.bury(ref, version, sequence)
    return 'changed'
  }

  #table(entityType: EntityType): Map<string, EntityRecord> {
    let table = this.#records.get(entityType)
    if (table === undefined) {
      table = new Map()
      this.#records.set(entityType, table)
    }
    return table
  }
}
