import type { EntityRecord, Fields } from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import { ReportCell, type ReportCells } from '#shared/domain/report-cells.ts'

/** What of a record stands beside its two halves. */
export interface RecordHead {
  readonly entityType: EntityType
  readonly id: string
  readonly version: number
  readonly sequence: number
}

/**
 * A record as it lies on disk: its halves are JSON texts until somebody looks into them. Most devices of a large fleet are
 * only passed on to windows, as text; so a start neither parses nor holds fifty thousand objects.
 */
export class TextRecord implements EntityRecord {
  readonly entityType: EntityType
  readonly id: string
  readonly version: number
  readonly sequence: number
  readonly #data: string | Fields
  readonly #reported: string | Fields | ReportCell

  /** @param data, reported texts that are known to be in order, or what they stand for. */
  constructor(
    { entityType, id, version, sequence }: RecordHead,
    data: string | Fields,
    reported: string | Fields | ReportCell,
  ) {
    this.entityType = entityType
    this.id = id
    this.version = version
    this.sequence = sequence
    this.#data = data
    this.#reported = reported
  }

  /** Read anew each time: what is looked into once is not kept as objects for ever. */
  get data(): Fields {
    return fieldsOf(this.#data)
  }

  get reported(): Fields {
    return fieldsOf(this.#reported)
  }

  get dataText(): string {
    return textOf(this.#data)
  }

  get reportedText(): string {
    return textOf(this.#reported)
  }

  #reportedAfter(report: Fields, cells: ReportCells): Fields | ReportCell {
    // A cell holds nothing that a whole report does not replace.
    const renewed = this.#reported instanceof ReportCell ? cells.renewed(this.#reported, report) : null
    if (renewed !== null) return renewed
    const reported = { ...this.reported, ...report }
    return cells.renewed(this.#reported, reported) ?? reported
  }

  /** As every other record, for `JSON.stringify`. */
  toJSON(): EntityRecord {
    return changedRecord(this, {})
  }

  /** The same after a report; the edited half stays as it is. */
  afterReport(sequence: number, report: Fields, cells: ReportCells): TextRecord {
    const { entityType, id, version } = this
    return new TextRecord({ entityType, id, version, sequence }, this.#data, this.#reportedAfter(report, cells))
  }
}

/**
 * The record after a report, with what it does not name as it was. The record before shows what was reported since as well:
 * both share the cell.
 */
export function afterReport(record: EntityRecord, sequence: number, report: Fields, cells: ReportCells): EntityRecord {
  if (record instanceof TextRecord) return record.afterReport(sequence, report, cells)
  if (record.entityType !== 'device') return { ...record, sequence, reported: { ...record.reported, ...report } }
  return new TextRecord(record, record.data, record.reported).afterReport(sequence, report, cells)
}

/** A record with other values for some of its parts. Records are not to be copied by spreading: their halves may be texts yet. */
export function changedRecord(record: EntityRecord, change: Partial<EntityRecord>): EntityRecord {
  const { entityType, id, version, sequence, data, reported } = record
  return { entityType, id, version, sequence, data, reported, ...change }
}

/** Both halves as JSON. */
export function halvesOf(record: EntityRecord): { readonly data: string; readonly reported: string } {
  if (record instanceof TextRecord) return { data: record.dataText, reported: record.reportedText }
  return { data: JSON.stringify(record.data), reported: JSON.stringify(record.reported) }
}

/**
 * What of a record is other than before. Halves that say the same in another order count as other: telling them once too
 * often costs less than looking into each.
 */
export function differenceOf(before: EntityRecord | null, after: EntityRecord | null): 'none' | 'reported' | 'whole' {
  if (before === null || after === null) return before === after ? 'none' : 'whole'
  const [old, renewed] = [halvesOf(before), halvesOf(after)]
  if (before.version !== after.version || old.data !== renewed.data) return 'whole'
  return before.sequence === after.sequence && old.reported === renewed.reported ? 'none' : 'reported'
}

function fieldsOf(half: string | Fields | ReportCell): Fields {
  if (half instanceof ReportCell) return half.toJSON()
  return typeof half === 'string' ? (JSON.parse(half) as Fields) : half
}

function textOf(half: string | Fields | ReportCell): string {
  return typeof half === 'string' ? half : JSON.stringify(half)
}
