import type { Fields } from '../../../src/shared/domain/entities.ts'
import { isMember, type Pieces, piecesOf } from './pieces.ts'

/** What the author of an operation can have seen of one field when he decided about it. */
export interface SeenField {
  /** The newest version of the entity whose value it was. */
  readonly version: number
  readonly values: readonly unknown[]
}

/** An entity as a console shows it: the server's values, and those with what waits on top. */
export interface ShownEntity {
  readonly version: number
  readonly data: readonly Fields[]
}

export const NOTHING_SEEN: SeenField = { version: 0, values: [] }

export function seenIn({ version, data }: ShownEntity, field: string): SeenField {
  return { version, values: data.map((fields) => fields[field]) }
}

export function seenToo(seen: SeenField, version: number, value: unknown): SeenField {
  return { version: Math.max(version, seen.version), values: [...seen.values, value] }
}

/** A piece of a value: gone, or back although others had taken it out. */
export interface Lost {
  readonly piece: string
  readonly how: 'gone' | 'back'
}

/**
 * What somebody who had seen `seen` took from others by making `theirs` into `after`: pieces of theirs that are gone
 * and that he never saw, and members that they had taken out and he brought back without having added them. Empty:
 * nothing.
 */
export function lostUnseen(field: string, seen: SeenField, theirs: unknown, after: unknown): Lost[] {
  const known = new Set(seen.values.flatMap((value) => [...piecesOf(field, value)]))
  const [there, then]: [Pieces, Pieces] = [piecesOf(field, theirs), piecesOf(field, after)]
  const gone = [...there].filter((piece) => !then.has(piece) && !known.has(piece))
  const revived = [...then].filter((piece) => isMember(piece) && !there.has(piece) && isInAll(field, seen, piece))
  return [
    ...gone.map((piece) => ({ piece, how: 'gone' as const })),
    ...revived.map((piece) => ({ piece, how: 'back' as const })),
  ]
}

/** What was in everything that he saw, he did not add. */
function isInAll(field: string, { values }: SeenField, piece: string): boolean {
  return values.length > 0 && values.every((value) => piecesOf(field, value).has(piece))
}
