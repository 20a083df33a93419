/** Why a message is refused before any schema sees it. */
export type MessageFault = 'too-large' | 'not-plain'

/** Largest request, as an estimate of its JSON size in bytes. */
export const MAX_MESSAGE_BYTES = 1_048_576
/** Largest of one that names changes and must do so at once: as many keys as a full queue has. */
export const MAX_LIST_BYTES = 4_194_304
export const MAX_MESSAGE_DEPTH = 24

/** Names that could reach an object's prototype in code that copies fields. No entity has a field of such a name. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

interface Visit {
  readonly value: unknown
  readonly depth: number
}

/**
 * Walks a message and answers why it must not be used, or null. Only what JSON can hold is let through: structured
 * clone would also carry maps, buffers, cycles and sparse arrays of any length. Every visit costs at least one byte of
 * the cap, and a value that is reachable twice counts twice, so neither cycles nor shared parts can outrun it. The walk
 * keeps its own stack and never recurses.
 */
export function findMessageFault(message: unknown, mostBytes = MAX_MESSAGE_BYTES): MessageFault | null {
  let bytes = 0
  const waiting: Visit[] = [{ value: message, depth: 0 }]
  for (let visit = waiting.pop(); visit !== undefined; visit = waiting.pop()) {
    const { value, depth } = visit
    const size = sizeOfLeaf(value)
    if (size !== null) bytes += size
    else {
      if (depth >= MAX_MESSAGE_DEPTH || !isPlainContainer(value)) return 'not-plain'
      // The length is checked before the children are listed: a sparse array may claim four thousand million.
      const count = Array.isArray(value) ? value.length : Object.keys(value).length
      bytes += 2 + count
      if (bytes > mostBytes) return 'too-large'
      const keyBytes = pushChildren(value, depth + 1, waiting)
      if (keyBytes === null) return 'not-plain'
      bytes += keyBytes
    }
    if (bytes > mostBytes) return 'too-large'
  }
  return null
}

/** The least JSON size of a value without parts; null for everything else. */
function sizeOfLeaf(value: unknown): number | null {
  switch (typeof value) {
    case 'string':
      return value.length + 2
    case 'number':
      // NaN and the infinities pass here: the schemas refuse them by name.
      return 8
    case 'boolean':
      return 5
    case 'undefined':
      return 1
    default:
      return value === null ? 4 : null
  }
}

function isPlainContainer(value: unknown): value is Readonly<Record<string, unknown>> | readonly unknown[] {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return true
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Adds the parts to the stack and returns the bytes of their names, or null when a name is forbidden. */
function pushChildren(
  container: Readonly<Record<string, unknown>> | readonly unknown[],
  depth: number,
  waiting: Visit[],
): number | null {
  if (Array.isArray(container)) {
    for (const value of container) waiting.push({ value, depth })
    return 0
  }
  let bytes = 0
  for (const [key, value] of Object.entries(container)) {
    if (FORBIDDEN_KEYS.has(key)) return null
    bytes += key.length + 3
    waiting.push({ value, depth })
  }
  return bytes
}
