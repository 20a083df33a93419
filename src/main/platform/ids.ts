import { randomUUID } from 'node:crypto'

/** The only source of new ids. */
export interface Ids {
  /** A new lower-case UUID. */
  uuid(): string
}

export const systemIds: Ids = { uuid: () => randomUUID() }
