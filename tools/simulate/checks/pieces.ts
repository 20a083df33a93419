import { isDeepStrictEqual } from 'node:util'
import type { Fields } from '../../../src/shared/domain/entities.ts'

/**
 * The smallest parts of a field's value that somebody can lose: the value itself, a member of a set, an item of a list, one
 * property of an item, a word of a text. The rules know values by these alone, and nothing of how they are merged.
 */
export type Pieces = ReadonlySet<string>

const TEXTS: ReadonlySet<string> = new Set(['description', 'note'])

export function piecesOf(field: string, value: unknown): Pieces {
  if (value === undefined) return new Set()
  if (Array.isArray(value)) return new Set(value.flatMap(piecesOfMember))
  if (typeof value === 'string' && TEXTS.has(field)) {
    return new Set(value.split(/\s+/).flatMap((word) => (word === '' ? [] : [`word ${word}`])))
  }
  return new Set([`value ${JSON.stringify(value)}`])
}

function piecesOfMember(member: unknown): string[] {
  return isItem(member) ? piecesOfItem('item ', member) : [`member ${String(member)}`]
}

/** A property that is a list of items itself, such as the widgets of a page, is lost item by item. */
function piecesOfItem(within: string, { id, ...properties }: Fields): string[] {
  const name = `${within}${String(id)}`
  const parts = Object.entries(properties).flatMap(([key, value]) => {
    if (Array.isArray(value) && value.every(isItem)) return value.flatMap((one) => piecesOfItem(`${name}/`, one))
    return [`${name} with ${key} ${JSON.stringify(value)}`]
  })
  return [name, ...parts]
}

function isItem(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && 'id' in value
}

/** Whether both are the same to whoever wrote them: in a set, the order means nothing. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (isDeepStrictEqual(a, b)) return true
  if (!isPlainList(a) || !isPlainList(b)) return false
  return isDeepStrictEqual(new Set(a), new Set(b))
}

function isPlainList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.every((member) => typeof member !== 'object')
}

/** A member or an item as such: two people never exclude each other there. */
export function isMember(piece: string): boolean {
  return piece.startsWith('member ') || (piece.startsWith('item ') && !piece.includes(' with '))
}
