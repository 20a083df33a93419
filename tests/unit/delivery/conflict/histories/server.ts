import type { Fields } from '../../../../../src/shared/domain/entities.ts'
import type { ConflictDetail, Operation } from '../../../../../src/shared/domain/operation.ts'

/** The server's record of one entity; `data` null: deleted. */
export interface ServerRecord {
  readonly version: number
  readonly data: Fields | null
}

/** One entity at a server that compares versions before it takes anything. */
export class OneEntityServer {
  #record: ServerRecord
  readonly #changedAt = new Map<string, number>()

  constructor(data: Fields) {
    this.#record = { version: 1, data }
  }

  get record(): ServerRecord {
    return this.#record
  }

  /** Null: taken. */
  apply({ intent, baseVersion }: Operation): ConflictDetail | null {
    const { version, data } = this.#record
    if (data === null) return { serverVersion: 0, serverFields: {}, isDeleted: true }
    if (baseVersion !== version) {
      const changed = Object.entries(data).filter(([field]) => (this.#changedAt.get(field) ?? 1) > baseVersion)
      return { serverVersion: version, serverFields: Object.fromEntries(changed), isDeleted: false }
    }
    const fields = intent.kind === 'update' ? intent.fields : {}
    for (const field of Object.keys(fields)) this.#changedAt.set(field, version + 1)
    this.#record = { version: version + 1, data: intent.kind === 'delete' ? null : { ...data, ...fields } }
    return null
  }
}
