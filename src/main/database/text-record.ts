import type { EntityRecord, Fields } from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'

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
  readonly #reported: string | Fields

  /** @param data, reported texts that are known to be in order, or what they stand for. */
  constructor({ entityType, id, version, sequence }: RecordHead, data: string | Fields, reported: string | Fields) {
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

  /** As every other record, for `JSON.stringify`. */
  toJSON(): EntityRecord {
    return changedRecord(this, {})
  }

  /** The same after a report; the edited half stays as it is. */
  afterReport(sequence: number, reported: Fields): TextRecord {
    const { entityType, id, version } = this
    return new TextRecord({ entityType, id, version, sequence }, this.#data, reported)
  }
}

/** The same record with `reported` in place of what was reported before. */
export function afterReport(record: EntityRecord, sequence: number, reported: Fields): EntityRecord {
  if (record instanceof TextRecord) return record.afterReport(sequence, reported)
  return { ...record, sequence, reported }
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

function fieldsOf(half: string | Fields): Fields {
  return typeof half === 'string' ? (JSON.parse(half) as Fields) : half
}

function textOf(half: string | Fields): string {
  return typeof half === 'string' ? half : JSON.stringify(half)
}
