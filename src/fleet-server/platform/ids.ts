import { randomBytes, randomUUID } from 'node:crypto'

/** The only source of ids that must not be guessed or repeated. */
export interface Ids {
  readonly uuid: () => string
  readonly secret: (bytes: number) => Uint8Array
}

export const systemIds: Ids = {
  uuid: () => randomUUID(),
  secret: (bytes) => randomBytes(bytes),
}
